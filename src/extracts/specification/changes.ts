/**
 * When an extract is suspiciously smaller or larger than the one that it is compared with: probably half of it was
 * left out, or something is in it twice. Held against each of the totals by itself, as a share of the earlier total,
 * which must be more than 0. [D] These are this application's own figures.
 */
export const suspiciousChange = {
  /** A total that falls by this share of it, or by more. */
  fall: 1 / 3,
  /** A total that rises by this share of it, or by more: it doubles. */
  rise: 1,
} as const;

/** The totals that are held against it. */
export const watchedTotals = ['services', 'units', 'contractValueNextYear'] as const;

export type WatchedTotal = (typeof watchedTotals)[number];

/** How many services of a list of changes are named; the others are counted. */
export const MOST_NAMED = 50;
