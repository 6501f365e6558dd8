import type { RequestTotals } from '../../data-rights/index.ts';
import { paths } from '../../paths.ts';
import type { OpenWork } from '../occ-parts.ts';

/** The open requests in a line: how many, and how many of them are late, one's own, nobody's (P89). */
export function requestWork({ open, oldest, ...totals }: RequestTotals): OpenWork {
  const work = { title: 'Requests about personal data', href: paths.dataRequests, needs: 'requests:manage' };
  if (open === 0) return { ...work, count: 0, oldest };
  const parts: [number, string][] = [
    [totals.overdue, 'overdue'],
    [totals.dueSoon, 'due within five days'],
    [totals.mine, 'yours'],
    [totals.nobodys, 'nobody’s yet'],
  ];
  const rest = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return { ...work, count: open, oldest, words: [`${open} open`, ...rest].join(', ') };
}
