import { paths } from '../../paths.ts';
import { formatDateOf, formatDateTime, formatDay } from '../../web/formatters.ts';
import { pagination, type PageAsked } from '../../web/pagination.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { factsShown, fieldsShown } from '../registers/presenters-fields.ts';
import type { TypedValues } from '../registers/specification/field.ts';
import { disclosureFields, grounds, tellingFields } from './specification/disclosure-fields.ts';
import type { Disclosure, DisclosureCounts } from './store.ts';

interface DisclosuresView {
  disclosures: readonly Disclosure[];
  counts: DisclosureCounts;
  asked: PageAsked;
  /** YYYY-MM-DD */
  today: string;
}

/** What is said wherever a disclosure is recorded (P25). */
const NEVER =
  'Data that authorities submit is never disclosed, to nobody and on no ground: whoever asks for it is referred to the authority, and only that we refused is on record here.';

export function listPage({ disclosures, counts, asked, today }: DisclosuresView): Page {
  const title = 'Disclosures of personal data';
  return {
    view: 'data-rights/log',
    frame: { title, section: 'back-office', backLink: paths.backOffice },
    page: {
      ...{
        title,
        notice: null,
        add: { text: 'Record a disclosure or a refusal', href: paths.newDisclosure },
      },
      lead: `What was disclosed about people to others, and what we refused. ${NEVER}`,
      filters: [],
      caption: 'Disclosures and refusals, the newest first',
      heads: ['Reference', 'The person', 'Decided', 'Ground', 'Recipient'],
      rows: disclosures.map((one) => ({
        ...{ text: one.reference, href: paths.disclosure(one.reference), tag: tagOf(one, today) },
        cells: [
          `${formatDateOf(one.decidedAt)}, ${one.values.decision === 'refused' ? 'refused' : 'disclosed'}`,
          grounds.find(({ value }) => value === one.values.ground)?.text ?? '',
          one.values.recipient,
        ],
      })),
      empty: 'Nothing has been disclosed, and nothing asked for.',
      pagination: pagination(
        asked,
        counts.all,
        'Pages of disclosures',
        (page) => `${paths.disclosures}?page=${page}`,
      ),
    },
  };
}

function tagOf({ reviewOn }: Disclosure, today: string): { text: string; colour: string } {
  if (reviewOn === null) return { text: 'Told', colour: 'green' };
  return reviewOn <= today
    ? { text: 'Not told: look at it again', colour: 'red' }
    : { text: 'Not told', colour: 'yellow' };
}

export function newPage(typed: TypedValues, errors: FieldError[] = []): Page {
  const title = 'Record a disclosure or a refusal';
  return {
    view: 'data-rights/step',
    frame: { title, section: 'back-office', backLink: paths.disclosures, errors },
    page: {
      ...{ title, caption: null, notice: null, button: 'Record it' },
      ...{ action: paths.newDisclosure, cancelHref: paths.disclosures, lead: NEVER },
      guidance: [
        'Personal data leaves us only with the person’s consent, or on a ground in law. Confidence is broken only where the risk is serious: crime or fraud, danger to the public or to staff, a child, an adult at risk.',
        'Try to talk to the person first. Tell them what was shared unless that would be unsafe for somebody.',
      ],
      fields: fieldsShown(disclosureFields, typed, errors),
    },
  };
}

export function disclosurePage(disclosure: Disclosure, today: string): Page {
  const { reference, values, recordedAt, recordedBy, reviewOn } = disclosure;
  const title = values.decision === 'refused' ? 'Disclosure refused' : 'Disclosure';
  const account =
    disclosure.userId === null ? {} : { href: paths.user(disclosure.userId), linkText: 'See it' };
  return {
    view: 'data-rights/case',
    frame: { title: `${title} ${reference}`, section: 'back-office', backLink: paths.disclosures },
    page: {
      ...{ title, caption: reference, notice: null, tag: tagOf(disclosure, today) },
      lead: `Recorded by ${recordedBy}, ${formatDateTime(recordedAt)}.`,
      next: null,
      tasksTitle: 'What has to be done',
      tasks:
        reviewOn === null
          ? []
          : [
              {
                ...{ title: 'Tell the person, or decide again', href: paths.disclosureTelling(reference) },
                hint: `To be looked at by ${formatDay(reviewOn)}`,
                tag: reviewOn <= today ? { text: 'Due', colour: 'red' } : { text: 'Later', colour: 'grey' },
              },
            ],
      factsTitle: 'What was decided',
      facts: factsShown(disclosureFields, values).map((fact, place) =>
        place === 0 ? { ...fact, ...account } : fact,
      ),
      ...{ written: null, form: null, entries: [], entriesTitle: 'Telling the person' },
      entriesEmpty:
        reviewOn === null
          ? 'They were told, and see this on their own page.'
          : 'They were not told, and do not see this on their own page.',
    },
  };
}

export function tellingPage({ reference }: Disclosure, typed: TypedValues, errors: FieldError[] = []): Page {
  const title = 'Tell the person, or decide again';
  return {
    view: 'data-rights/step',
    frame: { title, section: 'back-office', backLink: paths.disclosure(reference), errors },
    page: {
      ...{ title, caption: reference, notice: null, button: 'Save', guidance: [] },
      ...{ action: paths.disclosureTelling(reference), cancelHref: paths.disclosure(reference) },
      lead: 'The person is told what was shared and why, unless that would still be unsafe for somebody. From then on they see it on their own page.',
      fields: fieldsShown(tellingFields, typed, errors),
    },
  };
}
