import { addDays } from '../../rules/days.ts';

const AHEAD = 30;

/** Whether somebody is to be reminded. Days are YYYY-MM-DD. @param until until when they are trained; null where nothing is entered */
export function isTrainingDue(until: string | null, today: string): boolean {
  return until === null || until <= addDays(today, AHEAD);
}
