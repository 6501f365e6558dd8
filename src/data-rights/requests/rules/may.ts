import type { Delivered } from '../../exports/rules/may-export.ts';
import type { Day } from '../../rules/days.ts';
import { mayExtend } from '../../rules/request-clock.ts';
import type { Askable, FeeGround, IdentityCheck, Outcome, RequestCase } from '../request-case.ts';
import { answerOf, askedFor, isAwaited, type SeenCase } from './case-facts.ts';

/** Why something cannot be recorded, or not yet. */
export type CaseFault =
  | 'in-future'
  | 'before-arrival'
  | 'before-asking'
  | 'before-last-event'
  | 'asked-already'
  | 'not-asked'
  | 'not-a-representative'
  | 'fee-not-due'
  | 'clock-stopped'
  | 'extended-already'
  | 'too-late-to-extend'
  | 'no-extension-in-1998'
  | 'nobody-linked'
  | 'linked-to-somebody'
  | 'not-identified'
  | 'no-authority'
  | 'still-awaited'
  | 'no-refusal'
  | 'not-delivered'
  | 'is-partly'
  | 'not-reviewed'
  | 'answered-already'
  | 'not-answered';

/** A day of what happened: not before the request came, and not to come. */
export function faultOfDay({ request, today }: SeenCase, on: Day): CaseFault | null {
  if (on > today) return 'in-future';
  return on < request.receivedOn ? 'before-arrival' : null;
}

/** Asking once more for what is awaited would not move the clock, so it is not recorded again. */
export function faultOfAsking(seen: SeenCase, what: Askable, on: Day): CaseFault | null {
  const { events, request } = seen;
  if (what === 'authority' && request.actsFor === null) return 'not-a-representative';
  if (isAwaited(events, what)) return 'asked-already';
  const last = askedFor(events, what).at(-1)?.receivedOn;
  return (
    faultOfDay(seen, on) ?? (last !== undefined && last !== null && on < last ? 'before-last-event' : null)
  );
}

const MOST_PENCE_IN_1998 = 1000;

/** The Act of 1998 allowed up to £10; since then a fee has other grounds (L8, L9; P87). */
export function faultOfFee({ clock }: SeenCase, fee: { ground: FeeGround; pence: number }): CaseFault | null {
  const isOld = clock.regime === 'Data Protection Act 1998';
  const isDue = isOld ? fee.pence <= MOST_PENCE_IN_1998 : fee.ground !== 'act-of-1998';
  return isDue ? null : 'fee-not-due';
}

export function faultOfReceipt(seen: SeenCase, what: Askable, on: Day): CaseFault | null {
  const open = askedFor(seen.events, what).at(-1);
  if (open?.receivedOn !== null) return 'not-asked';
  return faultOfDay(seen, on) ?? (on < open.askedOn ? 'before-asking' : null);
}

/**
 * The person is told of an extension within the first month, or there is none (L4). @param on the day of telling them;
 * a day that is past is judged as of today, since nobody can show afterwards that a letter had gone
 */
export function faultOfExtension(seen: SeenCase, on: Day): CaseFault | null {
  const { clock, events } = seen;
  if (clock.regime !== 'UK GDPR') return 'no-extension-in-1998';
  if (events.some(({ kind }) => kind === 'extended')) return 'extended-already';
  if (clock.kind !== 'running') return 'clock-stopped';
  return mayExtend(clock) ? faultOfDay(seen, on) : 'too-late-to-extend';
}

/** Who the sender is, is known: by signing in and asking for themselves, or by a check (P65). */
export function isIdentified(request: RequestCase, checks: readonly IdentityCheck[]): boolean {
  const isSignedIn =
    request.requesterId !== null && request.actsFor === null && request.requesterId === request.subjectId;
  return isSignedIn || checks.at(-1)?.isConfirmed === true;
}

export interface Answer {
  outcome: Outcome;
  on: Day;
  /** How it was answered, where more is to be said. */
  note: string | null;
}

/**
 * Nothing is answered before it is known to whom; what is refused has reasons on record (L10); and a copy of what is held
 * has arrived, or it is on record how they have it otherwise.
 */
export function faultOfAnswer(
  seen: SeenCase,
  checks: readonly IdentityCheck[],
  answer: Answer,
  delivered: Delivered,
): CaseFault | null {
  const { outcome, on } = answer;
  const { request, events } = seen;
  if (answerOf(events)) return 'answered-already';
  const day = faultOfDay(seen, on);
  if (day !== null || outcome === 'withdrawn') return day;
  const isRefused = events.some(({ kind }) => kind === 'refused');
  if (outcome === 'refused') return isRefused ? null : 'no-refusal';
  const isPartlyRefused = events.some(({ kind }) => kind === 'partly-refused');
  if (outcome === 'partly' && !isPartlyRefused && delivered.withheld === 0) return 'no-refusal';
  if (!request.isLinked) return 'nobody-linked';
  if (outcome === 'nothing-held') return request.subjectId === null ? null : 'linked-to-somebody';
  if (!isIdentified(request, checks)) return 'not-identified';
  if (request.actsFor !== null && !askedFor(events, 'authority').at(-1)?.receivedOn) return 'no-authority';
  // A decision by a computer is explained by somebody who has looked at it (L16; P78).
  if (request.right === 'explain' && !events.some(({ kind }) => kind === 'reviewed')) return 'not-reviewed';
  if (isAwaited(events, 'clarification') || isAwaited(events, 'fee')) return 'still-awaited';
  return faultOfDelivery(seen, answer, delivered);
}

/** Whether anything is held is said in a letter; a copy of it is delivered. */
function faultOfDelivery(
  { request }: SeenCase,
  { outcome, note }: Answer,
  delivered: Delivered,
): CaseFault | null {
  if (outcome === 'done' && delivered.withheld > 0) return 'is-partly';
  const isOwed = request.right === 'access' || request.right === 'port';
  return isOwed && !delivered.isDelivered && note === null ? 'not-delivered' : null;
}

export function faultOfClosing({ events }: SeenCase): CaseFault | null {
  return answerOf(events) ? null : 'not-answered';
}
