import { formatDay } from '../web/formatters.ts';
import type { Comparison } from './comparison.ts';

/** When a measure's figures are of: in general, and the days of the reader's own. */
export function periodText({ measure, period }: Pick<Comparison, 'measure' | 'period'>): string {
  const { period: inGeneral } = measure.source;
  if (period === null) return inGeneral;
  const [from, to] = [formatDay(period.from), formatDay(period.to)];
  return `${inGeneral}; yours: ${from === to ? from : `${from} to ${to}`}`;
}
