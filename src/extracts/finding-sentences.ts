import { personWords, plainNumber, type Sentences } from '../tables/index.ts';

/** What a finding of an extract says beside those of any table, by its code. */
export const extractSentences: Sentences = {
  'id.repeated': ({ before }) => ({
    message: `This id stands in row ${String(before)} already.`,
    howToFix: 'Keep one row a service.',
  }),
  'funding.unknown-service': ({ services }) => ({
    message: `${String(services)} has no service with this id.`,
    howToFix: 'Correct the id, remove the row, or add the service.',
  }),
  'score.unknown-service': ({ services }) => ({
    message: `${String(services)} has no service with this id.`,
    howToFix: 'Correct the id, remove the row, or add the service.',
  }),
  'period.backwards': () => ({
    message: 'The period ends before it starts.',
    howToFix: 'Correct PeriodStart or PeriodEnd.',
  }),
  'item.foreign': ({ indicator, items }) => ({
    message: `${String(indicator)} has no such data item: it is worked out from ${String(items)}.`,
    howToFix: 'Correct DataItem or PIName.',
  }),
  'item.missing': ({ indicator, missing }) => ({
    message: `${String(indicator)} cannot be worked out for this period: there is no data item ${String(missing)}.`,
    howToFix: 'Add a row for each item that is missing, or remove this period’s rows.',
  }),
  'personal.table': ({ what }) => ({
    message: `This table is not used and looks like data about people (${personWords(what)}), so it was left out of the file that is kept.`,
    howToFix:
      'Leave it out of the ZIP. If it is needed, upload the file again and choose to keep every table.',
  }),
  'personal.table-kept': ({ what }) => ({
    message: `This table is not used and looks like data about people (${personWords(what)}). It is kept, as you asked.`,
    howToFix: 'If it need not be kept, withdraw the extract and upload it without the table.',
  }),
  'accommodation.empty': () => ({
    message: 'AccommodationType is empty, and the service is accommodation based.',
    howToFix: 'Enter the accommodation type, or correct the service type.',
  }),
  'irregular.zero-cost': () => ({
    message: 'The service costs nothing.',
    howToFix: 'Include it if the service is free; otherwise exclude it and correct it in your next extract.',
  }),
  'irregular.zero-hours': () => ({
    message: 'The service has no hours.',
    howToFix: 'Include it if that is right; otherwise exclude it and correct it in your next extract.',
  }),
  'irregular.zero-staff': () => ({
    message: 'The service has neither managers nor frontline staff.',
    howToFix: 'Include it if nobody is paid; otherwise exclude it and correct it in your next extract.',
  }),
  'irregular.week': ({ most }) => ({
    message: `A week has ${String(most)} hours.`,
    howToFix: 'Check that these are the hours of one full-time member of staff, not of all staff together.',
  }),
  'irregular.high': () => ({
    message: 'Far above what services of this type and client group give nationally.',
    howToFix: 'Include it if it is right; otherwise exclude it and correct it in your next extract.',
  }),
  'irregular.low': () => ({
    message: 'Far below what services of this type and client group give nationally.',
    howToFix: 'Include it if it is right; otherwise exclude it and correct it in your next extract.',
  }),
  'irregular.rise': ({ before }) => ({
    message: `More than three times the last extract’s value (${plainNumber(before)}).`,
    howToFix: 'Include it if it is right; otherwise exclude it and correct it in your next extract.',
  }),
  'irregular.fall': ({ before }) => ({
    message: `Less than a third of the last extract’s value (${plainNumber(before)}).`,
    howToFix: 'Include it if it is right; otherwise exclude it and correct it in your next extract.',
  }),
};
