import { suspiciousChange, watchedTotals, type WatchedTotal } from '../specification/changes.ts';

export interface SuspiciousChanges {
  fallen: WatchedTotal[];
  risen: WatchedTotal[];
}

/** The totals that change more than usual from one extract to the next; specification/changes.ts says by how much. */
export function suspiciousChanges(
  before: Record<WatchedTotal, number>,
  after: Record<WatchedTotal, number>,
): SuspiciousChanges {
  const share = (total: WatchedTotal): number =>
    before[total] > 0 ? (after[total] - before[total]) / before[total] : 0;
  return {
    fallen: watchedTotals.filter((total) => -share(total) >= suspiciousChange.fall),
    risen: watchedTotals.filter((total) => share(total) >= suspiciousChange.rise),
  };
}
