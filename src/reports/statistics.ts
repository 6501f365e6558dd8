/** Figures about a set of values. Each gives null for an empty set: nothing is known of it, and that is not 0. */

/** Quantile by linear interpolation (type 7, as PostgreSQL's percentile_cont), section 5 [D]. `sorted` ascends. */
export function quantile(sorted: readonly number[], fraction: number): number | null {
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

/** Mean in which a service counts as often as it has household units; services without units are left out. */
export function unitWeightedMean(
  services: readonly { value: number; units: number | null }[],
): number | null {
  let total = 0;
  let weight = 0;
  for (const { value, units } of services) {
    if (units === null) continue;
    total += value * units;
    weight += units;
  }
  return weight === 0 ? null : total / weight;
}

/** 100 × (peers with a lower value) / peers: PostgreSQL's percent_rank of a value put among its peers. */
export function percentileRank(lowerPeers: number, peers: number): number | null {
  return peers === 0 ? null : (100 * lowerPeers) / peers;
}

export function ascending(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
