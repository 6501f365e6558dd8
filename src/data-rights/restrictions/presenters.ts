import { paths } from '../../paths.ts';
import { formatCount, formatDateOf, formatDateTime, formatDay } from '../../web/formatters.ts';
import { pagination, type PageAsked } from '../../web/pagination.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { queryOf, type RightsSubject } from '../handlers-subject.ts';
import { recipientTasks } from '../recipients/presenters.ts';
import type { Recipient } from '../recipients/recipient.ts';
import { toldWords } from '../recipients/specification/recipient-fields.ts';
import { fieldsShown } from '../registers/presenters-fields.ts';
import type { TypedValues } from '../registers/specification/field.ts';
import { londonDayOf } from '../rules/london-time.ts';
import { owedBy } from '../rules/other-clocks.ts';
import type { IsWorkingDay } from '../rules/working-days.ts';
import type { Restriction } from './restriction.ts';
import type { LiftingFault } from './rules/lifting.ts';
import {
  groundWords,
  liftFields,
  remaining,
  startFields,
  tellFields,
  tellingWayWords,
} from './specification/restriction-fields.ts';

export const faultWords: Readonly<Record<LiftingFault, FieldError>> = {
  'not-told': { field: '', message: 'Tell the person first: nobody’s data is used again before they know' },
  'lifted-already': { field: '', message: 'The limit was lifted already' },
  'told-already': { field: '', message: 'That they were told is on record already' },
  'before-start': { field: 'toldOn', message: 'They cannot have been told before the limit began' },
  'in-future': { field: 'toldOn', message: 'The day cannot be in the future' },
};

export const thereAlready: FieldError[] = [
  { field: 'ground', message: 'The use of their data is limited on this ground already' },
];

export function tagOf({ endedAt, toldOn }: Restriction): { text: string; colour: string } {
  if (endedAt) return { text: 'Lifted', colour: 'grey' };
  return toldOn === null
    ? { text: 'Storage only', colour: 'red' }
    : { text: 'Storage only, told of its end', colour: 'orange' };
}

export interface RestrictionsView {
  restrictions: readonly Restriction[];
  total: number;
  asked: PageAsked;
  isWorkingDay: IsWorkingDay;
}

export function listPage({ restrictions, total, asked, isWorkingDay }: RestrictionsView): Page {
  const title = 'Limits on the use of data';
  return {
    view: 'data-rights/log',
    frame: { title, section: 'back-office', backLink: paths.backOffice },
    page: {
      ...{
        title,
        notice: null,
        add: null,
        filters: [],
        caption: 'Those in force first, the oldest at the top',
      },
      lead: 'Whose data is stored and not used, and why. A limit is begun from the request, or from the person’s page.',
      heads: ['Limit', 'State', 'Person', 'Ground', 'Since', 'To be settled by', 'To be told'],
      rows: restrictions.map((one) => ({
        ...{ text: `Limit ${one.id}`, href: paths.restriction(one.id), tag: tagOf(one) },
        cells: [
          one.name ?? 'Removed',
          groundWords[one.ground].text,
          formatDateOf(one.startedAt),
          dueOf(one, isWorkingDay),
          one.untold === 0 ? '–' : formatCount(one.untold, 'recipient'),
        ],
      })),
      empty: 'Nobody’s data is limited, or ever was.',
      pagination: pagination(asked, total, 'Pages of limits', (page) => `${paths.restrictions}?page=${page}`),
    },
  };
}

/** What is being checked is owed an answer like any request; the other grounds last as long as they last. */
function dueOf({ ground, startedAt, endedAt }: Restriction, isWorkingDay: IsWorkingDay): string {
  if (endedAt || (ground !== 'accuracy-contested' && ground !== 'objection-checked')) return '–';
  return formatDay(owedBy(londonDayOf(startedAt), isWorkingDay));
}

export function newPage(subject: RightsSubject, typed: TypedValues, errors: FieldError[] = []): Page {
  const title = `Limit the use of the data of ${subject.person.shownAs}`;
  const back = subject.request ? paths.dataRequest(subject.request.reference) : paths.user(subject.person.id);
  return {
    view: 'data-rights/step',
    frame: { title, section: 'requests', backLink: back, errors },
    page: {
      ...{ title, caption: subject.request?.reference ?? null, notice: null, button: 'Limit the use' },
      ...{ action: `${paths.newRestriction}${queryOf(subject)}`, cancelHref: back },
      lead: 'Their data is then stored, and nothing else, until you lift the limit. They are told by e-mail at once.',
      guidance: [...remaining],
      fields: fieldsShown(startFields, typed, errors),
    },
  };
}

export function restrictionPage(restriction: Restriction, recipients: readonly Recipient[]): Page {
  const { id, userId, name, reference, ground, note, startedAt, startedBy, toldOn, toldWay } = restriction;
  const title = `Limit ${id}`;
  const facts = [
    { key: 'Whose data', value: name ?? 'Removed', href: paths.user(userId), linkText: 'See the account' },
    { key: 'Ground', value: groundWords[ground].text },
    ...(note === null ? [] : [{ key: 'What it is about', value: note }]),
    ...(reference === null
      ? []
      : [{ key: 'Request', value: reference, href: paths.dataRequest(reference), linkText: 'See it' }]),
    { key: 'Since', value: `${formatDateTime(startedAt)}, by ${startedBy}` },
    ...(toldOn === null || toldWay === null
      ? []
      : [
          {
            key: 'Told of its end',
            value: `${formatDay(toldOn)}, ${tellingWayWords[toldWay].toLowerCase()}`,
          },
        ]),
    ...(restriction.endedAt === null
      ? []
      : [{ key: 'Lifted', value: `${formatDateTime(restriction.endedAt)}: ${restriction.endReason ?? ''}` }]),
  ];
  return {
    view: 'data-rights/case',
    frame: { title, section: 'requests', backLink: paths.restrictions },
    page: {
      ...{ title, caption: 'Limit on the use of data', notice: null, tag: tagOf(restriction) },
      lead: remaining.join(' '),
      ...{ tasksTitle: 'Lifting it', tasks: tasksOf(restriction), factsTitle: 'The limit', facts },
      told: {
        title: toldWords.restriction.title,
        tasks: recipientTasks({ kind: 'restriction', id }, recipients),
      },
      ...{ written: null, form: null, entries: [], entriesTitle: 'Removal' },
      entriesEmpty:
        ground === 'legal-claims'
          ? 'While it lasts, the person’s data is not removed: keep the least that the claim needs, and say so to them.'
          : 'The person can be removed all the same, if they ask for it.',
    },
  };
}

function tasksOf({ id, toldOn, endedAt }: Restriction): object[] {
  if (endedAt) return [];
  const isTold = toldOn !== null;
  return [
    {
      ...{ title: 'Tell the person', hint: 'Before their data is used again' },
      href: isTold ? null : paths.restrictionTelling(id),
      tag: isTold ? { text: 'Done', colour: 'green' } : { text: 'To do', colour: 'yellow' },
    },
    {
      ...{ title: 'Lift the limit', hint: 'Only after they were told' },
      href: isTold ? paths.restrictionLifting(id) : null,
      tag: isTold ? { text: 'To do', colour: 'yellow' } : { text: 'Not yet', colour: 'grey' },
    },
  ];
}

export function tellingPage({ id, name }: Restriction, typed: TypedValues, errors: FieldError[] = []): Page {
  const title = 'Tell the person that the limit will be lifted';
  return stepPage(id, errors, {
    ...{ title, caption: name, button: 'Save', action: paths.restrictionTelling(id) },
    lead: 'The law asks that they know before we use their data again. By e-mail, the letter goes as you save; otherwise say when you told them.',
    guidance: [
      'Give them time to answer: they may want the limit kept on another ground, or object to a use.',
    ],
    fields: fieldsShown(tellFields, typed, errors),
  });
}

export function liftingPage(
  { id, name, toldOn }: Restriction,
  typed: TypedValues,
  errors: FieldError[] = [],
): Page {
  return stepPage(id, errors, {
    ...{ title: 'Lift the limit', caption: name, button: 'Lift the limit' },
    action: paths.restrictionLifting(id),
    lead:
      toldOn === null
        ? 'It cannot be lifted yet: the person has to be told first.'
        : `They were told on ${formatDay(toldOn)}. From now on their data is used again as the privacy notice says.`,
    guidance: ['What they had chosen before, such as sharing their details, counts again.'],
    fields: fieldsShown(liftFields, typed, errors),
  });
}

function stepPage(id: number, errors: FieldError[], page: { title: string; [name: string]: unknown }): Page {
  return {
    view: 'data-rights/step',
    frame: { title: page.title, section: 'requests', backLink: paths.restriction(id), errors },
    page: { ...page, notice: null, cancelHref: paths.restriction(id) },
  };
}
