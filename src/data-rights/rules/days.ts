/** A calendar day in England, YYYY-MM-DD. Days of this form sort and compare as texts. */
export type Day = string;

const DAY_MS = 24 * 60 * 60 * 1000;

export function addDays(day: Day, days: number): Day {
  return dayOf(instantOf(day) + days * DAY_MS);
}

/** The same date so many months later; where that month is too short, its last day. */
export function addMonths(day: Day, months: number): Day {
  const date = new Date(instantOf(day));
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months + 1, 0);
  date.setUTCDate(Math.min(wanted, date.getUTCDate()));
  return dayOf(date.getTime());
}

/** How many days the second is after the first; negative when it is before. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((instantOf(to) - instantOf(from)) / DAY_MS);
}

export function latestOf(days: readonly [Day, ...Day[]]): Day {
  return days.reduce((latest, day) => (day > latest ? day : latest));
}

/** 0 is Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(instantOf(day)).getUTCDay();
}

function instantOf(day: Day): number {
  const instant = Date.parse(`${day}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(instant)) throw new Error(`${day} is not a day.`);
  return instant;
}

function dayOf(instant: number): Day {
  return new Date(instant).toISOString().slice(0, 10);
}
