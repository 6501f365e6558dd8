import type { Day } from './days.ts';

const parts = new Intl.DateTimeFormat('en-GB', {
  ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  hourCycle: 'h23',
  timeZone: 'Europe/London',
});

/** The day that it was in England at a moment. */
export function londonDayOf(at: Date): Day {
  return londonTimeOf(at).slice(0, 10);
}

/** What the clock in England showed at a moment: YYYY-MM-DDTHH:MM. */
export function londonTimeOf(at: Date): string {
  const found = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${found.year}-${found.month}-${found.day}T${found.hour}:${found.minute}`;
}

/** The moment at which the clock in England shows YYYY-MM-DDTHH:MM: where it shows it twice, the first; null where never. */
export function momentInLondon(time: string): Date | null {
  const summer = new Date(`${time}:00+01:00`);
  const winter = new Date(`${time}:00Z`);
  return [summer, winter].find((at) => !Number.isNaN(at.getTime()) && londonTimeOf(at) === time) ?? null;
}
