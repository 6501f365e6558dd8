import type { Day } from '../rules/days.ts';

const words = new Intl.DateTimeFormat('en-GB', {
  ...{ day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' },
});

/** "13 September 2026": a day as it stands in a letter. */
export function dayInWords(day: Day): string {
  return words.format(new Date(`${day}T00:00:00Z`));
}
