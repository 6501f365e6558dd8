import { paths } from '../../paths.ts';
import { formatDay } from '../../web/formatters.ts';
import type { OpenWork } from '../occ-parts.ts';

/** Somebody's own training in data protection, due or not (P109). Days are YYYY-MM-DD; null where none is entered. */
export function trainingWork(until: string | null, today: string): OpenWork {
  const work = { title: 'Your training', href: paths.register('training'), needs: 'registers:read' };
  if (until === null) return { ...work, count: 1, oldest: null, words: 'None is entered for you yet' };
  if (today < until) return { ...work, count: 0, oldest: null, words: `Good until ${formatDay(until)}` };
  const oldest = new Date(`${until}T00:00:00Z`);
  return { ...work, count: 1, oldest, words: `Due since ${formatDay(until)}` };
}
