import { paths } from '../../paths.ts';
import { formatDateOf, formatDateTime, formatDay } from '../../web/formatters.ts';
import { pagination, type PageAsked } from '../../web/pagination.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { queryOf, type RightsSubject } from '../handlers-subject.ts';
import { fieldsShown } from '../registers/presenters-fields.ts';
import type { Field, TypedValues } from '../registers/specification/field.ts';
import { londonDayOf } from '../rules/london-time.ts';
import { owedBy } from '../rules/other-clocks.ts';
import type { IsWorkingDay } from '../rules/working-days.ts';
import type { Objection } from './objection.ts';
import { decisionFields, stateTags } from './specification/objection-fields.ts';
import { type Use, useOf, uses } from './specification/uses.ts';

export const thereAlready: FieldError[] = [
  {
    field: 'purpose',
    message: 'An objection to this use is being checked, or was upheld: the use has stopped',
  },
];

const nameOf = (purpose: string): string => useOf(purpose)?.name ?? purpose;

export interface ObjectionsView {
  objections: readonly Objection[];
  total: number;
  asked: PageAsked;
  isWorkingDay: IsWorkingDay;
}

export function listPage({ objections, total, asked, isWorkingDay }: ObjectionsView): Page {
  const title = 'Objections to uses of data';
  return {
    view: 'data-rights/log',
    frame: { title, section: 'back-office', backLink: paths.backOffice },
    page: {
      ...{ title, notice: null, add: null, filters: [] },
      lead: 'Who objects to which use, and how it was decided. A use that rests on consent has stopped at once; others are stopped while they are checked.',
      caption: 'Those to be decided first, the oldest at the top',
      heads: ['Objection', 'State', 'Person', 'Use', 'Raised', 'Decision owed by'],
      rows: objections.map((one) => ({
        ...{ text: `Objection ${one.id}`, href: paths.objection(one.id), tag: stateTags[one.state] },
        cells: [
          one.name ?? 'Removed',
          nameOf(one.purpose),
          formatDateOf(one.raisedAt),
          one.state === 'checking' ? formatDay(owedBy(londonDayOf(one.raisedAt), isWorkingDay)) : '–',
        ],
      })),
      empty: 'Nobody has objected to anything.',
      pagination: pagination(
        asked,
        total,
        'Pages of objections',
        (page) => `${paths.objections}?page=${page}`,
      ),
    },
  };
}

export function newPage(
  subject: RightsSubject,
  fields: readonly Field[],
  typed: TypedValues,
  errors: FieldError[] = [],
): Page {
  const title = `Record an objection of ${subject.person.shownAs}`;
  const back = subject.request ? paths.dataRequest(subject.request.reference) : paths.user(subject.person.id);
  return {
    view: 'data-rights/step',
    frame: { title, section: 'requests', backLink: back, errors },
    page: {
      ...{ title, caption: subject.request?.reference ?? null, notice: null, button: 'Record the objection' },
      ...{ action: `${paths.newObjection}${queryOf(subject)}`, cancelHref: back },
      lead: 'Tell them first what it would cost them, as it stands below each use. Mailings and the directory stop at once, without reasons; of other uses you decide later, and they stop meanwhile.',
      guidance: [],
      fields: fieldsShown(fields, typed, errors),
    },
  };
}

/** The person's own form: what each objection would cost stands beside it, before anything is sent (P76). */
export function ownPage(fields: readonly Field[], typed: TypedValues, errors: FieldError[] = []): Page {
  const title = 'Object to a use of your data';
  return {
    view: 'data-rights/step',
    frame: { title, backLink: paths.ownRequests, errors },
    page: {
      ...{ title, caption: null, notice: null, button: 'Object' },
      ...{ action: paths.ownObjection, cancelHref: paths.ownRequests },
      lead: 'You can say no to any use that our privacy notice names. Stopping one can delay or end a part of the service: what it would cost you stands below each.',
      guidance: [
        'Mailings and the directory stop at once. Any other use stops while we check whether our reasons are compelling, and you get our decision within one month.',
        'Where the law obliges us to go on, we tell you so, with the ways to complain.',
      ],
      fields: fieldsShown(fields, typed, errors),
    },
  };
}

export function objectionPage(objection: Objection): Page {
  const { id, userId, name, reference, purpose, reasons, raisedAt, state } = objection;
  const title = `Objection ${id}`;
  const use = useOf(purpose);
  return {
    view: 'data-rights/case',
    frame: { title, section: 'requests', backLink: paths.objections },
    page: {
      ...{ title, caption: 'Objection to a use of data', notice: null, tag: stateTags[state] },
      lead: use ? `What it costs the person: ${use.cost}` : null,
      tasksTitle: 'What has to be done',
      tasks:
        state === 'checking'
          ? [
              {
                ...{
                  title: 'Decide',
                  href: paths.objectionDecision(id),
                  hint: 'Upheld, or overridden with reasons',
                },
                tag: { text: 'To do', colour: 'yellow' },
              },
            ]
          : [],
      factsTitle: 'The objection',
      facts: [
        {
          key: 'Who objects',
          value: name ?? 'Removed',
          href: paths.user(userId),
          linkText: 'See the account',
        },
        { key: 'To what', value: use ? `${use.name}: ${use.purpose}` : purpose },
        { key: 'Their reasons', value: reasons ?? 'None given' },
        { key: 'Raised', value: formatDateTime(raisedAt) },
        ...(reference === null
          ? []
          : [{ key: 'Request', value: reference, href: paths.dataRequest(reference), linkText: 'See it' }]),
        ...(objection.decidedAt === null
          ? []
          : [
              {
                key: 'Decided',
                value: `${formatDateTime(objection.decidedAt)}, by ${objection.decidedBy ?? 'somebody since removed'}`,
              },
              { key: 'Our reasons', value: objection.decisionReasons ?? '' },
            ]),
      ],
      ...{ written: null, form: null, entries: [], entriesTitle: 'Meanwhile' },
      entriesEmpty:
        state === 'checking' || state === 'upheld'
          ? 'The use has stopped. To limit every use while it is checked, begin a limit from the request.'
          : 'Nothing is stopped by this entry.',
    },
  };
}

export function decisionPage(
  { id, name, purpose }: Objection,
  typed: TypedValues,
  errors: FieldError[] = [],
): Page {
  const title = `Decide the objection to: ${nameOf(purpose)}`;
  const use = useOf(purpose);
  return {
    view: 'data-rights/step',
    frame: { title, section: 'requests', backLink: paths.objection(id), errors },
    page: {
      ...{ title, caption: name, notice: null, button: 'Decide, and write to them' },
      ...{ action: paths.objectionDecision(id), cancelHref: paths.objection(id) },
      lead: 'The person is right unless we can show compelling grounds that weigh more, need the data for a legal claim, or are obliged by law. An objection to mailings is never weighed.',
      guidance: use
        ? [
            `What it costs them if it is upheld: ${use.cost}`,
            ...(use.effect === 'legal-duty' ? ['This use rests on a duty in law: explain it to them.'] : []),
          ]
        : [],
      fields: fieldsShown(decisionFields, typed, errors),
    },
  };
}

/** For everybody, before they ask: every use, what it is for, and what stopping it would cost (P76, P81). */
export function usesPage(): Page {
  const title = 'What objecting to a use would cost you';
  return {
    view: 'data-rights/uses',
    frame: { title, backLink: paths.newDataRequest },
    page: {
      ...{ title, askHref: `${paths.newDataRequest}?right=object`, ownHref: paths.ownObjection },
      ...{ privacyHref: paths.privacy, uses: uses.map(useShown) },
    },
  };
}

const effects: Readonly<Record<Use['effect'], string>> = {
  'at-once': 'It stops at once.',
  checked: 'It stops while we check, and you get our decision within one month.',
  'legal-duty': 'We explain the duty to you, with the ways to complain.',
};

const useShown = ({ name, purpose, cost, effect }: Use) => ({ name, purpose, cost, effect: effects[effect] });
