import { type Correctable, fieldWords } from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { formatCount, formatDateTime, formatDay } from '../../web/formatters.ts';
import { pagination, type PageAsked } from '../../web/pagination.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { queryOf, type RightsSubject } from '../handlers-subject.ts';
import { recipientTasks } from '../recipients/presenters.ts';
import type { Recipient } from '../recipients/recipient.ts';
import { toldWords } from '../recipients/specification/recipient-fields.ts';
import { fieldsShown } from '../registers/presenters-fields.ts';
import type { Field, TypedValues } from '../registers/specification/field.ts';
import type { Correction } from './correction.ts';
import * as words from './specification/correction-fields.ts';

export interface CorrectionsView {
  corrections: readonly Correction[];
  total: number;
  asked: PageAsked;
}

const tagOf = ({ untold }: Correction): { text: string; colour: string } =>
  untold > 0 ? { text: 'Recipients to be told', colour: 'yellow' } : { text: 'Done', colour: 'green' };

export function listPage({ corrections, total, asked }: CorrectionsView): Page {
  const title = 'Corrections';
  return {
    view: 'data-rights/log',
    frame: { title, section: 'back-office', backLink: paths.backOffice },
    page: {
      ...{ title, notice: null, add: null, filters: [], caption: 'Those with somebody to tell first' },
      lead: 'Details that were put right, and whoever had the wrong ones. A correction is begun from the request, or from the person’s page. Recipients are told without delay.',
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

const backOf = ({ person, request }: RightsSubject): string =>
  request ? paths.dataRequest(request.reference) : paths.user(person.id);

export function newPage(
  subject: RightsSubject,
  present: Readonly<Record<Correctable, string | null>>,
  typed: TypedValues,
  errors: FieldError[] = [],
): Page {
  const title = `Correct a detail of ${subject.person.name}`;
  return {
    view: 'data-rights/step',
    frame: { title, section: 'requests', backLink: backOf(subject), errors },
    page: {
      ...{ title, caption: subject.request?.reference ?? null, notice: null, button: 'Correct it' },
      ...{ action: `${paths.newCorrection}${queryOf(subject)}`, cancelHref: backOf(subject) },
      lead: 'What is wrong is put right at once. What is somebody’s opinion is not wrong: say whose it is, or add the person’s statement. To say no, use the request’s own task, with reasons.',
      guidance: [
        ...Object.entries(present).map(
          ([field, value]) =>
            `${fieldWords[field as Correctable]}, as it stands now: ${value ?? 'not given'}`,
        ),
        'A role is changed on the person’s page, by an administrator.',
      ],
      fields: fieldsShown(words.correctionFields, typed, errors),
    },
  };
}

export function correctionPage(correction: Correction, recipients: readonly Recipient[]): Page {
  const { id, userId, name, reference, field, before, after, evidence, mistakeNote } = correction;
  const title = `Correction ${id}`;
  return {
    view: 'data-rights/case',
    frame: { title, section: 'requests', backLink: paths.corrections },
    page: {
      ...{ title, caption: `${fieldWords[field]} of ${name ?? 'somebody removed'}`, notice: null },
      tag: tagOf(correction),
      lead: 'Everybody who had the wrong detail is told, unless that is impossible or out of all proportion. The person was told of the correction, and sees on their own page who had it.',
      tasksTitle: toldWords.correction.title,
      tasks: recipientTasks({ kind: 'correction', id }, recipients),
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
        { key: 'Recorded', value: `${formatDateTime(correction.recordedAt)}, by ${correction.recordedBy}` },
        ...(reference === null
          ? []
          : [{ key: 'Request', value: reference, href: paths.dataRequest(reference), linkText: 'See it' }]),
      ],
      ...{ written: null, form: null, entries: [], entriesTitle: 'The person' },
      entriesEmpty: 'They were written to, at the former address as well where that was what was wrong.',
    },
  };
}

export function staffStatementPage(
  subject: RightsSubject,
  typed: TypedValues,
  errors: FieldError[] = [],
): Page {
  const title = `Add a statement by ${subject.person.name}`;
  return statementPage(words.disagreementFields, typed, errors, {
    ...{ title, caption: subject.request?.reference ?? null, back: backOf(subject) },
    action: `${paths.newDisagreement}${queryOf(subject)}`,
    lead: 'Where we do not agree that a detail is wrong, the person’s own words stand beside it: on their account, in the directory if they share it, on the page of the person here, and in every copy of their data.',
  });
}

export function ownStatementPage(typed: TypedValues, errors: FieldError[] = []): Page {
  return statementPage(words.disagreementFields, typed, errors, {
    ...{ title: 'Add your disagreement to a detail', caption: null, back: paths.ownRequests },
    action: paths.ownDisagreement,
    lead: 'What you write stands beside the detail wherever it is shown: to you, to us, and in the directory if you share the detail. You can take it back at any time. If we got something plainly wrong, change it under “Your account” or ask us to correct it.',
  });
}

function statementPage(
  fields: readonly Field[],
  typed: TypedValues,
  errors: FieldError[],
  {
    title,
    caption,
    back,
    action,
    lead,
  }: Record<'title' | 'back' | 'action' | 'lead', string> & {
    caption: string | null;
  },
): Page {
  return {
    view: 'data-rights/step',
    frame: { title, backLink: back, errors },
    page: {
      ...{ title, caption, notice: null, button: 'Add the statement', action, cancelHref: back },
      ...{ lead, guidance: [], fields: fieldsShown(fields, typed, errors) },
    },
  };
}
