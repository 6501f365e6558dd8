import { paths } from '../../paths.ts';
import { formatCount, formatDateTime, formatDay } from '../../web/formatters.ts';
import type { FieldError, Page } from '../../web/render.ts';
import type { ContactNote } from '../contact.ts';
import { dayAndHowFar } from '../presenters-due.ts';
import { answerWayWords, noteWayWords, rightName } from '../presenters-words.ts';
import type { AccessExport } from '../exports/access-export.ts';
import type { ErasureState } from '../removals/erasure-state.ts';
import type { RightsOfPerson } from '../rights-of-person.ts';
import { mayAct } from '../rules/own-case.ts';
import { rightsTasks } from './presenters-case-rights.ts';
import { leadOf, nextStep, otherCase } from './presenters-next.ts';
import * as words from './presenters-words.ts';
import { concernedBy, type IdentityCheck } from './request-case.ts';
import type { RequestLetter } from './request-letter.ts';
import type { SeenCase } from './rules/case-facts.ts';
import { nextTask, type Task, taskGroups, tasksOf } from './rules/tasks.ts';
import type { LoggedEvent } from './store.ts';
import type { Person } from './store-people.ts';

export interface CaseView {
  seen: SeenCase;
  history: readonly LoggedEvent[];
  checks: readonly IdentityCheck[];
  letters: readonly RequestLetter[];
  notes: readonly ContactNote[];
  officers: readonly Person[];
  subject: Person | null;
  /** The copy of their data. */
  present: AccessExport | null;
  /** How it stands with the rights of the person whom it is about; null until linked. */
  rights: RightsOfPerson | null;
  /** How far a removal is that was asked for. */
  erasure: ErasureState | null;
  /** What waits for the reader elsewhere, when there is nothing to do here. */
  nextCase: SeenCase | null;
  typedNote?: string;
  errors?: FieldError[];
}

export function casePage(view: CaseView): Page {
  const { seen, notes, officers, typedNote = '', errors = [] } = view;
  const { request, standing } = seen;
  const { reference, right } = request;
  const title = rightName(right);
  const state = standing.replace(' ', '-');
  const tasks = tasksIn(view);
  return {
    view: 'data-rights/requests/show',
    frame: {
      ...{ title: `${title} ${reference}`, section: 'requests', backLink: paths.dataRequests, errors },
      mainAttributes: { 'data-state': state },
    },
    page: {
      ...{ title, reference, state: words.standingTags[standing] },
      lead: leadOf(seen, officers),
      ...nextOf(view, tasks),
      clock: clockRows(seen),
      sections: standing === 'closed' ? [] : taskSections(view, tasks),
      reopening: standing === 'closed' ? paths.dataRequestReopening(reference) : null,
      ...{ listHref: paths.dataRequests, lettersHref: paths.dataRequestTask('letters', reference) },
      facts: factsOf(view),
      message: request.message || 'They wrote no more than that.',
      history: historyRows(view),
      notes: notes.map(({ writtenAt, writtenBy, way, note }) => ({
        ...{ heading: noteWayWords[way], by: `${writtenBy}, ${formatDateTime(writtenAt)}`, note },
      })),
      noteForm: {
        ...{ action: paths.dataRequestNotes(reference), note: typedNote },
        error: errors.find(({ field }) => field === 'note')?.message,
      },
      assignment: standing === 'closed' ? null : assignmentForm(seen, officers),
    },
  };
}

/** One way on: what is to be done here, or else, where it is, the case that waits elsewhere. */
function nextOf(
  { seen, nextCase, rights, erasure }: CaseView,
  tasks: readonly Task[],
): Record<'next' | 'nextCase', object | null> {
  const next =
    seen.standing === 'closed'
      ? null
      : nextStep(seen, nextTask(tasks), rightsTasks(seen.request, rights, erasure));
  const isToDo = next?.awaited === null;
  return { next, nextCase: isToDo || nextCase === null ? null : otherCase(nextCase) };
}

function assignmentForm({ request }: SeenCase, officers: readonly Person[]) {
  const may = officers.filter(({ id }) => mayAct(id, concernedBy(request)));
  return {
    action: paths.dataRequestAssignment(request.reference),
    items: [
      { value: '', text: 'Nobody yet', selected: request.assigneeId === null },
      ...may.map(({ id, name }) => ({ value: String(id), text: name, selected: id === request.assigneeId })),
    ],
  };
}

function tasksIn({ seen, checks, letters, present }: CaseView): Task[] {
  const newest = letters.filter(
    ({ number, version }) => !letters.some((other) => other.number === number && other.version > version),
  );
  const sent = newest.filter(({ sentAt }) => sentAt !== null).length;
  return tasksOf(seen, checks, { sent, drafts: newest.length - sent }, present);
}

function taskSections(
  { seen: { request }, rights, erasure }: CaseView,
  tasks: readonly Task[],
): { title: string; items: object[] }[] {
  const groups = taskGroups.map(({ title, tasks: names }) => ({
    title,
    items: tasks
      .filter(({ name }) => names.includes(name))
      .map(({ name, state }) => ({
        ...{ id: name, ...words.taskTitles[name] },
        href: paths.dataRequestTask(name, request.reference),
        ...{ status: words.taskTags[state].text, colour: words.taskTags[state].colour },
      })),
  }));
  const own = rightsTasks(request, rights, erasure);
  const [first, ...rest] = groups;
  return first && own.length > 0 ? [first, { title: 'What they ask for', items: own }, ...rest] : groups;
}

const waitingWords = {
  identity: 'who they are',
  'authority to act': 'that they may act for somebody else',
  fee: 'the fee',
};

/** The clock as a list of facts: start, aim, limit, and what stands still and why (P88 to P90). */
export function clockRows({ clock, request, standing, today }: SeenCase): { key: string; value: string }[] {
  const regime = {
    key: 'Rules',
    value: clock.regime === 'UK GDPR' ? 'UK GDPR: one month' : 'Data Protection Act 1998: 40 days',
  };
  const received = {
    key: 'Came',
    value: `${formatDay(request.receivedOn)}, ${words.channelWords[request.channel]}`,
  };
  if (clock.kind === 'waiting') {
    const awaited = clock.for.map((what) => waitingWords[what]).join(', ');
    return [received, { key: 'Clock', value: `Has not started: we wait to know ${awaited}` }, regime];
  }
  const paused = { key: 'Days that do not count', value: formatCount(clock.pausedDays, 'day') };
  // How far off a day is, is no matter any more once there is an answer.
  const isOver = standing === 'answered' || standing === 'closed';
  const said = (day: string): string => (isOver ? formatDay(day) : dayAndHowFar(day, today));
  const started = { key: 'Clock started', value: formatDay(clock.startedOn) };
  if (clock.kind === 'paused')
    return [
      received,
      started,
      { key: 'Clock', value: 'Stands still until they say what to look for' },
      paused,
      regime,
    ];
  return [
    ...[received, started, { key: 'Our aim', value: said(clock.target) }],
    { key: 'Limit of the law', value: `The end of ${said(clock.limit)}` },
    ...(clock.pausedDays > 0 ? [paused] : []),
    ...(clock.extendBy === null
      ? []
      : [{ key: 'Can be extended', value: `If they are told by ${said(clock.extendBy)}` }]),
    regime,
  ];
}

function factsOf({ seen, subject }: CaseView): object[] {
  const { sender, actsFor, answerBy, adjustments, isLinked, requesterId } = seen.request;
  const facts: [string, string | null][] = [
    ['Name', sender.name],
    ['Email address', sender.email],
    ['Phone number', sender.phone],
    ['Postal address', sender.address?.replaceAll('\n', ', ') ?? null],
    ['For whom', actsFor === null ? 'Themselves' : `${actsFor}, whom they represent`],
    ['Answer', answerBy === null ? 'By any way given' : answerWayWords[answerBy]],
    ['To make it easier for them', adjustments],
    ['Signed in', requesterId === null ? 'No' : `Yes, with account ${requesterId}`],
  ];
  const rows = facts.flatMap(([key, value]) => (value === null ? [] : [{ key, value }]));
  if (subject)
    return [
      ...rows,
      {
        key: 'Whose data',
        value: subject.shownAs,
        href: paths.user(subject.id),
        linkText: 'See the account',
      },
    ];
  return [...rows, { key: 'Whose data', value: isLinked ? 'Nobody’s: nothing is held' : 'Not said yet' }];
}

interface HistoryRow {
  at: Date;
  heading: string;
  by: string;
  note: string | null;
}

/** Events, checks and letters in one list, as they came. */
function historyRows({ history, checks, letters }: CaseView): Omit<HistoryRow, 'at'>[] {
  const events = history.map(({ kind, on, choice, note, pence, recordedAt, recordedBy }): HistoryRow => ({
    at: recordedAt,
    heading: `${words.wordsOfEvent(kind)}${kind === 'answered' ? outcomeOf(choice) : ''}${pence === null ? '' : `: £${(pence / 100).toFixed(2)}`}, ${formatDay(on)}`,
    by: `${recordedBy}, ${formatDateTime(recordedAt)}`,
    note,
  }));
  const checked = checks.map(({ checkedAt, checkedBy, isConfirmed, seen, way, note }): HistoryRow => ({
    at: checkedAt,
    heading: isConfirmed ? 'They are who they say they are' : 'Not sure who they are',
    by: `${checkedBy}, ${formatDateTime(checkedAt)}. ${words.checkWayWords[way]}: ${seen.map((what) => words.evidenceWords[what].toLowerCase()).join('; ')}`,
    note,
  }));
  const sent = letters.flatMap(({ sentAt, subject, sentWay }): HistoryRow[] =>
    sentAt === null || sentWay === null
      ? []
      : [
          {
            at: sentAt,
            heading: `Letter sent: ${subject}`,
            by: `${sentWayWords[sentWay]}, ${formatDateTime(sentAt)}`,
            note: null,
          },
        ],
  );
  return [...events, ...checked, ...sent]
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ heading, by, note }) => ({ heading, by, note }));
}

const outcomeOf = (choice: string | null): string => {
  const outcome = Object.entries(words.outcomeWords).find(([name]) => name === choice)?.[1];
  return outcome ? `: ${outcome.text.toLowerCase()}` : '';
};

export const sentWayWords = {
  account: 'To read in the account',
  email: 'By e-mail',
  post: 'By post or handed over',
} as const;
