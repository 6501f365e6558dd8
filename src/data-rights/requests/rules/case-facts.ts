import type { Day } from '../../rules/days.ts';
import {
  requestClock,
  urgencyOf,
  type AskedFor,
  type RequestClock,
  type RequestFacts,
} from '../../rules/request-clock.ts';
import type { IsWorkingDay } from '../../rules/working-days.ts';
import type { Askable, RequestCase, RequestEvent } from '../request-case.ts';

/** Every time that something was asked for, in their order, with the day on which it came. */
export function askedFor(events: readonly RequestEvent[], what: Askable): AskedFor[] {
  const asked: AskedFor[] = [];
  for (const { kind, on } of events) {
    if (kind === `${what}-asked`) asked.push({ askedOn: on, receivedOn: null });
    const open = asked.at(-1);
    if (kind === `${what}-received` && open?.receivedOn === null)
      asked[asked.length - 1] = { ...open, receivedOn: on };
    if (what === 'fee' && kind === 'fee-waived') asked.pop();
  }
  return asked;
}

/** Whether something was asked for and has not come. */
export function isAwaited(events: readonly RequestEvent[], what: Askable): boolean {
  return askedFor(events, what).at(-1)?.receivedOn === null;
}

/** What the clock goes by, from what happened (L2 to L4). */
export function factsOf(receivedOn: Day, events: readonly RequestEvent[]): RequestFacts {
  return {
    receivedOn,
    identity: asOne(askedFor(events, 'identity')),
    authorityToAct: asOne(askedFor(events, 'authority')),
    fee: asOne(askedFor(events, 'fee')),
    clarifications: askedFor(events, 'clarification'),
    extendedOn: events.find(({ kind }) => kind === 'extended')?.on ?? null,
  };
}

/** From the first time of asking to the last answer: what is asked for again is not there yet. */
function asOne(asked: readonly AskedFor[]): AskedFor | null {
  const [first, last] = [asked[0], asked.at(-1)];
  return first && last ? { askedOn: first.askedOn, receivedOn: last.receivedOn } : null;
}

/** How a request stands, the most urgent first. */
export const standings = [
  ...(['overdue', 'due soon', 'past target', 'in time', 'waiting', 'paused', 'answered', 'closed'] as const),
];
export type Standing = (typeof standings)[number];

/** A case with all that follows from it on a day. */
export interface SeenCase {
  request: RequestCase;
  events: readonly RequestEvent[];
  clock: RequestClock;
  standing: Standing;
  today: Day;
}

export function seenCase(
  request: RequestCase,
  events: readonly RequestEvent[],
  today: Day,
  isWorkingDay: IsWorkingDay,
): SeenCase {
  const clock = requestClock(factsOf(request.receivedOn, events), today, isWorkingDay);
  return { request, events, clock, today, standing: standingOf(request, events, clock, today) };
}

function standingOf(
  { closedAt }: RequestCase,
  events: readonly RequestEvent[],
  clock: RequestClock,
  today: Day,
): Standing {
  if (closedAt !== null) return 'closed';
  if (answerOf(events)) return 'answered';
  if (clock.kind !== 'running') return clock.kind;
  const urgency = urgencyOf(clock, today);
  if (urgency === 'stopped') throw new Error('A clock that runs is not stopped.');
  return urgency;
}

/** The answer that stands: one from before the case was opened again does not. */
export function answerOf(events: readonly RequestEvent[]): RequestEvent | null {
  const again = events.findLastIndex(({ kind }) => kind === 'reopened');
  return events.slice(again + 1).findLast(({ kind }) => kind === 'answered') ?? null;
}

/** By urgency, then by what is owed first, then by arrival. */
export function byUrgency(a: SeenCase, b: SeenCase): number {
  const place = standings.indexOf(a.standing) - standings.indexOf(b.standing);
  if (place !== 0) return place;
  const [first, second] = [a, b].map(({ clock, request }) =>
    clock.kind === 'running' ? clock.limit : request.receivedOn,
  ) as [Day, Day];
  return first < second ? -1 : first > second ? 1 : a.request.id - b.request.id;
}
