import { paths } from '../../paths.ts';
import { formatDay } from '../../web/formatters.ts';
import type { Page } from '../../web/render.ts';
import { PAGE, SEARCHES, SEARCHES_IN_VAIN } from '../../web/usage.ts';
import type { CountOf, CountOfDay } from './store.ts';

/** What views/occ/usage.ejs shows. */
export interface UsagePage {
  state: string;
  days: { day: string; pages: string; searches: string; inVain: string }[];
  pages: { address: string; opened: string }[];
}

const number = (count: number): string => count.toLocaleString('en-GB');

export function usagePage(counted: {
  isOn: boolean;
  byPage: readonly CountOf[];
  byDay: readonly CountOfDay[];
}): Page {
  const days = [...new Set(counted.byDay.map(({ day }) => day))].sort().reverse();
  const sum = (day: string, matches: (of: string) => boolean): string =>
    number(
      counted.byDay
        .filter((row) => row.day === day && matches(row.of))
        .reduce((all, { count }) => all + count, 0),
    );
  const page: UsagePage = {
    state: counted.isOn
      ? 'Counting is on. Counts are written every half minute.'
      : 'Counting is off, as it is unless USAGE_COUNTERS=on is set where SP-Bench is started. The cookie page tells everybody which it is.',
    days: days.map((day) => ({
      day: formatDay(day),
      pages: sum(day, (of) => of.startsWith(PAGE)),
      searches: sum(day, (of) => of === SEARCHES),
      inVain: sum(day, (of) => of === SEARCHES_IN_VAIN),
    })),
    pages: counted.byPage
      .filter(({ of }) => of.startsWith(PAGE))
      .map(({ of, count }) => ({ address: of.slice(PAGE.length), opened: number(count) })),
  };
  return { view: 'occ/usage', frame: { title: 'Usage', backLink: paths.backOffice }, page };
}
