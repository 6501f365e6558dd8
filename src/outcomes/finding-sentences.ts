import { cutValue } from '../platform/plain-text.ts';
import { plainNumber, tableSentences, type Sentences } from '../tables/index.ts';
import { indicators, outcomeColumn, reasonColumn } from './specification/workbook.ts';

const answerColumns: ReadonlySet<string> = new Set(
  indicators.flatMap(({ code, column }) => [column, outcomeColumn(code)]),
);
const reasonColumns: ReadonlySet<string> = new Set(indicators.map(({ code }) => reasonColumn(code)));

/** What a form's cell takes, where it takes one of few words; empty for any other field. */
function fewWords(field: string | number | undefined): string {
  if (answerColumns.has(String(field))) return 'Write Yes, No or Missing.';
  return reasonColumns.has(String(field))
    ? 'Write a reason of the list in the data requirements if the outcome is No, otherwise Missing.'
    : '';
}

/** What a finding of a workbook says beside, or in place of, those of any table, by its code. */
export const ownSentences: Sentences = {
  'outcome.needed': ({ need }) => ({
    message: `${String(need)} is Yes, so the outcome must be Yes or No.`,
    howToFix: `Write Yes or No, or correct ${String(need)}.`,
  }),
  'outcome.unneeded': ({ need, answer, reason }) => ({
    message: `${String(need)} is ${String(answer)}, so there is no outcome.`,
    howToFix: `Write Missing here and in ${String(reason)}, or correct ${String(need)}.`,
  }),
  'reason.needed': ({ outcome }) => ({
    message: 'The outcome is No, so its reason must be given.',
    howToFix: `Write a reason of the list in the data requirements, or correct ${String(outcome)}.`,
  }),
  'reason.unneeded': ({ outcome }) => ({
    message: 'There is a reason only where the outcome is No.',
    howToFix: `Write Missing, or correct ${String(outcome)}.`,
  }),
  'irregular.name': ({ known }) => ({
    message: `Your extract calls this service “${cutValue(String(known))}”.`,
    howToFix:
      'Include the form if it is of that service; otherwise exclude it and correct it in your next workbook.',
  }),
  'form.replaces': ({ file, forms }) => ({
    message: `Forms that ${cutValue(String(file))} holds too: ${plainNumber(forms)}. These take their place.`,
    howToFix: 'Nothing needs doing. If that is not meant, correct FormID and upload the workbook again.',
  }),
  'service.unknown': () => ({
    message: 'Your live extract has no service with this id, so the form was not taken.',
    howToFix:
      'Correct SPServiceID (a spreadsheet may have dropped zeros), or upload an extract that has the service first.',
  }),
  'authority.other': ({ own, other }) => ({
    message: `The row belongs to another authority (${cutValue(String(other))}).`,
    howToFix: `Remove the row, or enter your authority’s name, ${String(own)}.`,
  }),
  'authority.other-file': ({ own, other, rows }) => ({
    message: `Every row (${plainNumber(rows)}) belongs to another authority (${cutValue(String(other))}).`,
    howToFix: `Upload your own authority’s workbook (${String(own)}).`,
  }),
  empty: ({ field }) => ({
    message: `${String(field)} is empty.`,
    howToFix: fewWords(field) || `Enter ${String(field)}.`,
  }),
  'list.unknown': ({ field, suggestion }) => ({
    message: `${String(field)} cannot say this.`,
    howToFix: suggestion ? `Did you mean “${String(suggestion)}”? ${fewWords(field)}` : fewWords(field),
  }),
  'row.cells': ({ cells, headings }) => ({
    message: `The row has ${String(cells)} cells under ${String(headings)} headings, so it was not read.`,
    howToFix:
      'Clear the cells that have no heading. In a CSV, leave no cell out and put a value with a comma in quotation marks.',
  }),
  'header.none': () => ({
    message: 'Row 1 holds none of the headings of an outcomes workbook, so no row was read.',
    howToFix: 'Put the forms on the first sheet, with the headings in row 1.',
  }),
  'file.empty': () => ({
    message: 'The first sheet, or the CSV, is empty: it has neither headings nor rows.',
    howToFix: 'Put the forms on the first sheet, with the headings in row 1.',
  }),
  'file.no-rows': () => ({
    message: 'There are headings but no forms.',
    howToFix: 'Put each form in a row of its own below the headings.',
  }),
  'table.damaged': () => ({
    message: 'The workbook is damaged: it cannot be read from this row on.',
    howToFix: 'Open it in Excel, save it again as .xlsx and upload that.',
  }),
  'table.too-large': () => ({
    message: 'The workbook unpacks to more than a workbook can be, so the rest of it was not read.',
    howToFix: 'Copy the forms, and nothing else, to a new workbook and upload that.',
  }),
};

export const outcomeSentences: Sentences = { ...tableSentences, ...ownSentences };
