import { addDays, addMonths, daysBetween, latestOf, type Day } from './days.ts';
import { rolledForward, type IsWorkingDay } from './working-days.ts';

/** What the clock of a request goes by: days on which something was asked for, came, or was told. */
export interface RequestFacts {
  /** The day on which it arrived, working day or not (L1). */
  receivedOn: Day;
  /** What had to come before the clock could start (L2): null where it was not asked for. */
  identity: AskedFor | null;
  authorityToAct: AskedFor | null;
  fee: AskedFor | null;
  /** Clarifications without which the information could not be found (L3). */
  clarifications: readonly AskedFor[];
  /** The day on which the person was told, with reasons, that it takes up to two months more (L4). */
  extendedOn: Day | null;
}

export interface AskedFor {
  askedOn: Day;
  receivedOn: Day | null;
}

export type Regime = 'UK GDPR' | 'Data Protection Act 1998';

export type RequestClock =
  /** The clock has not started: something that was asked for is not there yet. */
  | { kind: 'waiting'; regime: Regime; for: ('identity' | 'authority to act' | 'fee')[] }
  /** It stands still: a clarification is not there yet. */
  | { kind: 'paused'; regime: Regime; startedOn: Day; pausedDays: number }
  | {
      kind: 'running';
      regime: Regime;
      startedOn: Day;
      /** Days that did not count so far. */
      pausedDays: number;
      /** Our own aim, 28 days: never after the limit. */
      target: Day;
      /** The answer is owed by the end of this day. */
      limit: Day;
      /** The last day on which the person may be told of an extension; null where there is none, or no more. */
      extendBy: Day | null;
    };

const FIRST_DAY_OF_THE_GDPR = '2018-05-25';
const TARGET_DAYS = 28;
const DAYS_IN_1998 = 40;
const MONTHS = 1;
const MONTHS_WHEN_EXTENDED = 3;

/**
 * The clock of a request for access, correction, erasure, restriction, portability or objection (L1 to L5; P87 to P90).
 * Requests from before 25 May 2018 keep the 40 days of the 1998 Act (L8), which nothing pauses or extends.
 */
export function requestClock(facts: RequestFacts, today: Day, isWorkingDay: IsWorkingDay): RequestClock {
  const regime = facts.receivedOn < FIRST_DAY_OF_THE_GDPR ? 'Data Protection Act 1998' : 'UK GDPR';
  const missing = missingOf(facts);
  if (missing.length > 0) return { kind: 'waiting', regime, for: missing };
  const startedOn = startOf(facts);
  if (regime === 'Data Protection Act 1998') {
    const limit = addDays(startedOn, DAYS_IN_1998);
    const target = addDays(startedOn, TARGET_DAYS);
    return { kind: 'running', regime, startedOn, pausedDays: 0, target, limit, extendBy: null };
  }
  const pausedDays = pausedDaysOf(facts.clarifications, startedOn, today);
  if (facts.clarifications.some(({ receivedOn }) => receivedOn === null)) {
    return { kind: 'paused', regime, startedOn, pausedDays };
  }
  const owedAfter = (months: number): Day =>
    rolledForward(addDays(addMonths(startedOn, months), pausedDays), isWorkingDay);
  const first = owedAfter(MONTHS);
  const isExtended = facts.extendedOn !== null;
  return {
    ...{ kind: 'running', regime, startedOn, pausedDays },
    target: addDays(startedOn, TARGET_DAYS + pausedDays),
    limit: isExtended ? owedAfter(MONTHS_WHEN_EXTENDED) : first,
    extendBy: isExtended || today > first ? null : first,
  };
}

/** Whether the person may still be told of an extension: only within the first month (L4). */
export function mayExtend(clock: RequestClock): boolean {
  return clock.kind === 'running' && clock.extendBy !== null;
}

/** How urgent it is, on a day: by the limit of the law, not by our aim. */
export function urgencyOf(
  clock: RequestClock,
  today: Day,
): 'overdue' | 'due soon' | 'past target' | 'in time' | 'stopped' {
  if (clock.kind !== 'running') return 'stopped';
  if (today > clock.limit) return 'overdue';
  if (daysBetween(today, clock.limit) <= 5) return 'due soon';
  return today > clock.target ? 'past target' : 'in time';
}

function missingOf({
  identity,
  authorityToAct,
  fee,
}: RequestFacts): ('identity' | 'authority to act' | 'fee')[] {
  const asked = { identity, 'authority to act': authorityToAct, fee } as const;
  const names = ['identity', 'authority to act', 'fee'] as const;
  return names.filter((name) => asked[name] !== null && asked[name].receivedOn === null);
}

/** The latest of arrival and of all that was asked for before the clock could start. */
function startOf({ receivedOn, identity, authorityToAct, fee }: RequestFacts): Day {
  const came = [identity, authorityToAct, fee].flatMap((asked) => asked?.receivedOn ?? []);
  return latestOf([receivedOn, ...came]);
}

/** Days from asking to answer, both included, each day once however many questions were open on it; none before the start. */
function pausedDaysOf(clarifications: readonly AskedFor[], startedOn: Day, today: Day): number {
  const spans = clarifications
    .map(({ askedOn, receivedOn }) => ({ from: latestOf([askedOn, startedOn]), to: receivedOn ?? today }))
    .sort((one, other) => (one.from < other.from ? -1 : 1));
  let days = 0;
  let counted: Day | null = null;
  for (const { from, to } of spans) {
    const first: Day = counted !== null && counted >= from ? addDays(counted, 1) : from;
    if (to < first) continue;
    days += daysBetween(first, to) + 1;
    counted = to;
  }
  return days;
}
