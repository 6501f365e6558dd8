/** Whether YYYY-MM-DD is a day of the calendar. */
export function isDay(date: string): boolean {
  const time = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date);
}

/** As the names of files have a day: 13092004, from 2004-09-13. */
export function ddmmyyyy(isoDay: string): string {
  return isoDay.split('-').reverse().join('');
}
