import Holidays from 'date-holidays';
import { addDays, weekdayOf, type Day } from './days.ts';

/** Whether a day is neither a weekend's nor a bank holiday's. */
export type IsWorkingDay = (day: Day) => boolean;

const SATURDAY = 6;
const SUNDAY = 0;

/**
 * Working days in England: weekends and bank holidays, days in lieu included, are not (L1, L23).
 * @param more bank holidays that were proclaimed later than the library knows of
 */
export function workingDays(more: Iterable<Day> = []): IsWorkingDay {
  const proclaimed = new Set(more);
  return (day) => {
    const weekday = weekdayOf(day);
    if (weekday === SATURDAY || weekday === SUNDAY) return false;
    return !proclaimed.has(day) && !holidaysOf(day.slice(0, 4)).has(day);
  };
}

const calendar = new Holidays('GB', 'ENG');
/** What the library says of a year, which takes it milliseconds. */
const byYear = new Map<string, ReadonlySet<Day>>();

function holidaysOf(year: string): ReadonlySet<Day> {
  const known = byYear.get(year);
  if (known) return known;
  const found = calendar.getHolidays(Number(year)).filter(({ type }) => type === 'public');
  const days = new Set(found.map(({ date }) => date.slice(0, 10)));
  byYear.set(year, days);
  return days;
}

/** The day itself, or the next working day after it. */
export function rolledForward(day: Day, isWorkingDay: IsWorkingDay): Day {
  let rolled = day;
  while (!isWorkingDay(rolled)) rolled = addDays(rolled, 1);
  return rolled;
}
