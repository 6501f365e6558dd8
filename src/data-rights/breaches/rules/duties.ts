import { reportBreachBy } from '../../rules/other-clocks.ts';
import type { FieldFault, Values } from '../../registers/specification/field.ts';
import type { BreachEventKind, BreachStep } from '../specification/steps.ts';

export interface BreachEvent {
  kind: BreachEventKind;
  happenedAt: Date;
  facts: Values;
}

export interface BreachFacts {
  awareAt: Date;
  isClosed: boolean;
  /** In the order in which they were recorded. */
  events: readonly BreachEvent[];
}

export type Risk = 'unlikely' | 'likely' | 'high';

export type DutyState = 'done' | 'late' | 'due' | 'overdue' | 'not-needed' | 'undecided';

export interface Duty {
  duty: 'risk' | 'commissioner' | 'people' | 'authorities';
  state: DutyState;
  /** Until when; null where the law says "without delay" only, or nothing is owed. */
  by: Date | null;
}

/** What the last decision on the risk says; null where there is none. */
export function riskOf(events: readonly BreachEvent[]): Risk | null {
  return (events.findLast(({ kind }) => kind === 'risk')?.facts.risk as Risk | undefined) ?? null;
}

/** What has to be done about a breach, and how it stands (L14; P80, P107, P108). */
export function dutiesOf({ awareAt, events }: BreachFacts, now: Date): Duty[] {
  const by = reportBreachBy(awareAt);
  const risk = riskOf(events);
  const has = (kind: BreachEventKind): boolean => events.some((event) => event.kind === kind);
  const open: DutyState = now > by ? 'overdue' : 'due';
  return [
    { duty: 'risk', state: risk === null ? open : 'done', by: risk === null ? by : null },
    { duty: 'commissioner', ...commissionerDuty(events, { by, risk, open }) },
    { duty: 'people', state: peopleDuty(risk, has), by: null },
    { duty: 'authorities', state: authoritiesDuty(events, has), by: null },
  ];
}

function commissionerDuty(
  events: readonly BreachEvent[],
  { by, risk, open }: { by: Date; risk: Risk | null; open: DutyState },
): Pick<Duty, 'state' | 'by'> {
  const told = events.find(({ kind }) => kind === 'commissioner-told');
  if (told) return { state: told.happenedAt > by ? 'late' : 'done', by };
  // As long as nobody has decided, the clock runs as if a report were due.
  return risk === 'unlikely' ? { state: 'not-needed', by: null } : { state: open, by };
}

function peopleDuty(risk: Risk | null, has: (kind: BreachEventKind) => boolean): DutyState {
  if (has('people-told')) return 'done';
  if (risk === null) return 'undecided';
  return risk !== 'high' || has('people-not-told') ? 'not-needed' : 'due';
}

function authoritiesDuty(events: readonly BreachEvent[], has: (kind: BreachEventKind) => boolean): DutyState {
  if (has('authorities-told')) return 'done';
  const said = events.findLast(({ facts }) => typeof facts.submitted === 'string')?.facts.submitted;
  if (said === 'no') return 'not-needed';
  return said === 'yes' ? 'due' : 'undecided';
}

const settled: ReadonlySet<DutyState> = new Set(['done', 'late', 'not-needed']);

/** The steps that are open to whoever looks after it. Nothing is closed while anything is owed. */
export function stepsOpen(breach: BreachFacts, now: Date): BreachStep[] {
  if (breach.isClosed) return ['reopened'];
  const risk = riskOf(breach.events);
  const isSettled = dutiesOf(breach, now).every(({ state }) => settled.has(state));
  return [
    ...(['more', 'risk', 'commissioner-told', 'people-told'] as const),
    ...(risk === 'high' ? (['people-not-told'] as const) : []),
    'authorities-told',
    ...(isSettled ? (['closed'] as const) : []),
  ];
}

/** What no single field shows: something done before the breach was known, or a late report without reasons. */
export function faultsOfStep(kind: BreachStep, facts: Values, breach: BreachFacts): FieldFault[] {
  if (typeof facts.at !== 'string') return [];
  const at = new Date(facts.at);
  if (at < breach.awareAt)
    return [{ field: 'at', message: 'Date and time must not be before it was known to us' }];
  const isFirst = !breach.events.some((event) => event.kind === 'commissioner-told');
  const isLate = kind === 'commissioner-told' && isFirst && at > reportBreachBy(breach.awareAt);
  return isLate && facts.lateReasons === null
    ? [{ field: 'lateReasons', message: 'Enter why it took more than 72 hours' }]
    : [];
}
