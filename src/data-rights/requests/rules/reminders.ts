import { addDays, type Day } from '../../rules/days.ts';
import type { RequestClock } from '../../rules/request-clock.ts';

export type ReminderKind = 'target' | 'limit' | 'overdue';

/** A reminder that is due; one of a kind and a day is sent once, so that a limit that moves is reminded of again. */
export interface Reminder {
  kind: ReminderKind;
  /** The day that it reminds of; of what is overdue, today. */
  ofDay: Day;
}

const BEFORE_TARGET = 7;
const BEFORE_LIMIT = 5;

/** Seven days before our aim, five before the limit, then every day (P89). The most urgent one alone: one letter a day. */
export function reminderDue(clock: RequestClock, today: Day): Reminder | null {
  if (clock.kind !== 'running') return null;
  const { target, limit } = clock;
  if (today > limit) return { kind: 'overdue', ofDay: today };
  if (today >= addDays(limit, -BEFORE_LIMIT)) return { kind: 'limit', ofDay: limit };
  return today >= addDays(target, -BEFORE_TARGET) && today <= target
    ? { kind: 'target', ofDay: target }
    : null;
}
