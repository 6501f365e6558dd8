/** Figures about a set of values. Each gives null for an empty set: nothing is known of it, and that is not 0. */

/** Quantile by linear interpolation (type 7, as PostgreSQL's percentile_cont), section 5 [D]. `sorted` ascends. */
export function quantile(sorted: ArrayLike<number>, fraction: number): number | null {
  const place = fraction * (sorted.length - 1);
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) return null;
  return below + (above - below) * (place - Math.floor(place));
}

export function median(values: readonly number[]): number | null {
  return quantile(ascending(values), 0.5);
}

export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : sum(values) / values.length;
}

/** 100 × (values below this one) / values: PostgreSQL's percent_rank of a value put among them. `sorted` ascends. */
export function percentileRank(sorted: ArrayLike<number>, value: number): number | null {
  if (sorted.length === 0) return null;
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return (100 * low) / sorted.length;
}

export function ascending(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
