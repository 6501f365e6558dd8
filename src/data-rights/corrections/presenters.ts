import { type Correctable, fieldWords, type Statement } from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { formatCount, formatDateTime, formatDay } from '../../web/formatters.ts';
import { pagination, type PageAsked } from '../../web/pagination.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { queryOf, type RightsSubject } from '../handlers-subject.ts';
import { recipientTasks } from '../recipients/presenters.ts';
import type { Recipient } from '../recipients/recipient.ts';
import { toldWords } from '../recipients/specification/recipient-fields.ts';
import { fieldsShown } from '../registers/presenters-fields.ts';
import type { TypedValues } from '../registers/specification/field.ts';
import { type Correction, type CorrectionState, LINK_DAYS } from './correction.ts';
import * as words from './specification/correction-fields.ts';

export interface CorrectionsView {
  corrections: readonly Correction[];
  total: number;
  asked: PageAsked;
}

export function tagOf({ state, untold }: Correction): { text: string; colour: string } {
  if (state === 'waiting') return { text: 'Waits for a second', colour: 'yellow' };
  if (state === 'refused') return { text: 'Not made', colour: 'grey' };
  return untold > 0 ? { text: 'Recipients to be told', colour: 'yellow' } : { text: 'Done', colour: 'green' };
}

export function listPage({ corrections, total, asked }: CorrectionsView): Page {
  const title = 'Corrections';
  return {
    view: 'data-rights/log',
    frame: { title, section: 'back-office', backLink: paths.backOffice },
    page: {
      ...{ title, notice: null, add: null, filters: [], caption: 'Those with something to do first' },
      lead: 'Details that were put right, and whoever had the wrong ones. Of an email address or an authority nobody decides alone. A correction is begun from the request, or from the person’s page. Recipients are told without delay.',
      heads: ['Correction', 'State', 'Person', 'Detail', 'Corrected', 'To be told'],
      rows: corrections.map((one) => ({
        ...{ text: `Correction ${one.id}`, href: paths.correction(one.id), tag: tagOf(one) },
        cells: [
          one.name ?? 'Removed',
          fieldWords[one.field],
          formatDay(one.correctedOn),
          one.untold === 0 ? '–' : formatCount(one.untold, 'recipient'),
        ],
      })),
      empty: 'Nothing has been corrected.',
      pagination: pagination(
        asked,
        total,
        'Pages of corrections',
        (page) => `${paths.corrections}?page=${page}`,
      ),
    },
  };
}

export const backOf = ({ person, request }: RightsSubject): string =>
  request ? paths.dataRequest(request.reference) : paths.user(person.id);

/** Each detail as it stands, with what the person says of it (P67). */
export interface PresentDetails {
  present: Readonly<Record<Correctable, string | null>>;
  statements: readonly Statement[];
}

function disputes(statements: readonly Statement[], field: string): string {
  const own = statements.filter((one) => one.field === field);
  return own.length === 0 ? '' : `. Disputed: ${own.map(({ statement }) => statement).join(' / ')}`;
}

export function newPage(
  subject: RightsSubject,
  { present, statements }: PresentDetails,
  typed: TypedValues,
  errors: FieldError[] = [],
): Page {
  const title = `Correct a detail of ${subject.person.shownAs}`;
  return {
    view: 'data-rights/step',
    frame: { title, section: 'requests', backLink: backOf(subject), errors },
    page: {
      ...{ title, caption: subject.request?.reference ?? null, notice: null, button: 'Correct it' },
      ...{ action: `${paths.newCorrection}${queryOf(subject)}`, cancelHref: backOf(subject) },
      lead: 'What is wrong is put right at once; an email address or an authority once somebody beside you has confirmed it. What is somebody’s opinion is not wrong: say whose it is, or add the person’s statement. To say no, use the request’s own task, with reasons.',
      guidance: [
        ...Object.entries(present).map(
          ([field, value]) =>
            `${fieldWords[field as Correctable]}, as it stands now: ${value ?? 'not given'}${disputes(statements, field)}`,
        ),
        'A role is changed on the person’s page, by an administrator.',
      ],
      fields: fieldsShown(words.correctionFields, typed, errors),
    },
  };
}

/** @param mayBeSecond the reader is not the one who recorded it */
export function correctionPage(
  correction: Correction,
  recipients: readonly Recipient[],
  mayBeSecond: boolean,
): Page {
  const { id, userId, name, reference, field, before, after, evidence, mistakeNote } = correction;
  const title = `Correction ${id}`;
  return {
    view: 'data-rights/case',
    frame: { title, section: 'requests', backLink: paths.corrections },
    page: {
      ...{ title, caption: `${fieldWords[field]} of ${name ?? 'somebody removed'}`, notice: null },
      tag: tagOf(correction),
      lead: leads[correction.state],
      tasksTitle: correction.state === 'waiting' ? 'Before it takes effect' : toldWords.correction.title,
      tasks: tasksOf(correction, recipients, mayBeSecond),
      factsTitle: 'The correction',
      facts: [
        {
          key: 'Whose detail',
          value: name ?? 'Removed',
          href: paths.user(userId),
          linkText: 'See the account',
        },
        { key: 'Before', value: before ?? 'Not given' },
        { key: 'After', value: after ?? 'Not given' },
        { key: 'How we know', value: evidence },
        { key: 'The mistake', value: mistakeNote ?? 'Says nothing any more' },
        { key: 'Corrected', value: formatDay(correction.correctedOn) },
        ...settledFacts(correction),
        { key: 'Recorded', value: `${formatDateTime(correction.recordedAt)}, by ${correction.recordedBy}` },
        ...(reference === null
          ? []
          : [{ key: 'Request', value: reference, href: paths.dataRequest(reference), linkText: 'See it' }]),
      ],
      ...{ written: null, form: null, entries: [], entriesTitle: 'The person' },
      entriesEmpty: writtenTo(correction),
    },
  };
}

const leads: Readonly<Record<CorrectionState, string>> = {
  waiting:
    'Nothing is changed yet: this detail decides who gets in and what they see, and nobody corrects that alone.',
  done: 'Everybody who had the wrong detail is told, unless that is impossible or out of all proportion. The person was told of the correction, and sees on their own page who had it.',
  refused: 'Nothing was changed. Who asked for it, and on what it rested, stays on record.',
};

function writtenTo({ state, field }: Correction): string {
  if (state === 'refused') return 'Nothing was changed, so there was nothing to write.';
  if (state === 'waiting')
    return field === 'email'
      ? `The present address was written to, and can say yes or no for ${LINK_DAYS} days.`
      : 'They are written to once it takes effect.';
  return 'They were written to, at the former address as well where that was what was wrong.';
}

function settledFacts({ state, settledWay, settledAt, settledBy }: Correction) {
  if (settledWay === null || settledAt === null || settledWay === 'alone') return [];
  const who =
    settledBy === null ? words.settledWords[settledWay] : `${words.settledWords[settledWay]}, ${settledBy}`;
  const key = state === 'refused' ? 'Found not to be right' : 'Confirmed';
  return [{ key, value: `${who}, ${formatDateTime(settledAt)}` }];
}

function tasksOf(correction: Correction, recipients: readonly Recipient[], mayBeSecond: boolean) {
  const { id, state } = correction;
  if (state === 'refused') return [];
  if (state === 'waiting')
    return [
      {
        ...{ title: 'Look at it as the second', href: mayBeSecond ? paths.correctionSettlement(id) : null },
        hint: mayBeSecond
          ? 'See what it rests on, and say yes or no'
          : 'You recorded it: somebody else does this',
        tag: { text: 'To do', colour: 'yellow' },
      },
    ];
  return recipientTasks({ kind: 'correction', id }, recipients);
}
