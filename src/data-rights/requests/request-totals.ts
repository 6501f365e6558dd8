import type { RequestParts } from './act-on-case.ts';
import { assignedIn, openCases } from './work-list.ts';

/** How the open requests stand, for the start page of the back office. */
export interface RequestTotals {
  open: number;
  /** When the one that has waited longest came in; null where none is open. */
  oldest: Date | null;
  overdue: number;
  dueSoon: number;
  mine: number;
  nobodys: number;
}

export async function requestTotals(
  parts: Pick<RequestParts, 'db' | 'clock'>,
  readerId: number,
): Promise<RequestTotals> {
  const cases = await openCases(parts);
  const [oldest = null] = cases
    .map(({ request }) => request.receivedAt)
    .sort((a, b) => a.getTime() - b.getTime());
  const standing = (how: string): number => cases.filter((one) => one.standing === how).length;
  const { me, nobody } = assignedIn(cases, readerId);
  return {
    ...{ open: cases.length, oldest, overdue: standing('overdue'), dueSoon: standing('due soon') },
    ...{ mine: me, nobodys: nobody },
  };
}
