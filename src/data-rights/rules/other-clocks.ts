import { addDays, addMonths, type Day } from './days.ts';
import { rolledForward, type IsWorkingDay } from './working-days.ts';

const ACKNOWLEDGE_DAYS = 30;
const BREACH_HOURS = 72;

/** The last day for acknowledging a complaint: the 30th after its arrival, or the next working day (L15). */
export function acknowledgeComplaintBy(receivedOn: Day, isWorkingDay: IsWorkingDay): Day {
  return rolledForward(addDays(receivedOn, ACKNOWLEDGE_DAYS), isWorkingDay);
}

/** When the Commissioner must have been told of a breach: 72 hours on the wall clock, weekends or not (L14). */
export function reportBreachBy(awareAt: Date): Date {
  return new Date(awareAt.getTime() + BREACH_HOURS * 60 * 60 * 1000);
}

/** By when what somebody asks by any right is owed, where nothing stopped or extended the clock (L1, L5). */
export function owedBy(since: Day, isWorkingDay: IsWorkingDay): Day {
  return rolledForward(addMonths(since, 1), isWorkingDay);
}
