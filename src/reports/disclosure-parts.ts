/** How many authorities and services a figure about peers rests on at least. */
export interface Minimums {
  authorities: number;
  services: number;
}

/**
 * `figures` for anything about peers; `spread` for what tells of single services: minimum, maximum, dots, exact
 * percentile ranks (sp-bench.md sections 1 and 2 [D]).
 */
export const minimums: { figures: Minimums; spread: Minimums } = {
  figures: { authorities: 3, services: 5 },
  spread: { authorities: 5, services: 10 },
};

/** No authority makes up more of a sum whose mean is shown (sp-bench.md section 2 [D]). */
export const MOST_OF_A_SUM = 0.6;
/** Just 60 % is not more than 60 %, in whatever order the values were added up. */
const ROUNDING = 1e-9;

/**
 * What a set of services may be shown by, a bit each. Each of these keeps to one law, on which all rules rest: where
 * two sets without a service in common meet it, so do the two together.
 */
export const FIGURES = 1;
export const SPREAD = 2;
export const MEAN = 4;
export const UNIT_WEIGHTED_MEAN = 8;
export const standards = [FIGURES, SPREAD, MEAN, UNIT_WEIGHTED_MEAN] as const;
export const ALL_STANDARDS = FIGURES | SPREAD | MEAN | UNIT_WEIGHTED_MEAN;

/** Amounts by label (rows) and authority (columns): of each, in this order, services, sum, weighted and units. */
export interface Tally {
  labels: number;
  authorities: number;
  amounts: Float64Array;
}
export const AMOUNTS = 4;

/** Some services taken together. */
export interface Part {
  services: number;
  /** Bits of the standards that it meets. */
  met: number;
}

/** What is left out or left over: to be nothing is as good as to be enough. */
export function metOrNothing({ services, met }: Part): number {
  return services === 0 ? ALL_STANDARDS : met;
}

/**
 * One pass with nothing but numbers of its own: a page asks this thousands of times.
 * @param only 1 for each authority that counts; all of them without it
 */
export function partOf(tally: Tally, labels: readonly number[], only?: Uint8Array): Part {
  const { amounts, authorities: all } = tally;
  let [services, authorities] = [0, 0];
  let [sum, largestSum] = [0, 0];
  let [weighted, largestWeighted] = [0, 0];
  let [units, largestUnits, haveUnits] = [0, 0, 0];
  for (let authority = 0; authority < all; authority += 1) {
    if (only !== undefined && only[authority] === 0) continue;
    let itsServices = 0;
    let itsSum = 0;
    let itsWeighted = 0;
    let itsUnits = 0;
    for (let index = 0; index < labels.length; index += 1) {
      const at = ((labels[index] as number) * all + authority) * AMOUNTS;
      itsServices += amounts[at] as number;
      itsSum += amounts[at + 1] as number;
      itsWeighted += amounts[at + 2] as number;
      itsUnits += amounts[at + 3] as number;
    }
    if (itsServices === 0) continue;
    services += itsServices;
    authorities += 1;
    sum += itsSum;
    if (itsSum > largestSum) largestSum = itsSum;
    weighted += itsWeighted;
    if (itsWeighted > largestWeighted) largestWeighted = itsWeighted;
    units += itsUnits;
    if (itsUnits > largestUnits) largestUnits = itsUnits;
    if (itsUnits > 0) haveUnits += 1;
  }
  let met = 0;
  if (isEnough(minimums.figures, authorities, services)) met |= FIGURES;
  if (isEnough(minimums.spread, authorities, services)) met |= SPREAD;
  if (!isDominated(sum, largestSum)) met |= MEAN;
  // A mean by units rests on the services that have units: they may be of fewer authorities than all of them are.
  const enoughUnits = haveUnits === 0 || haveUnits >= minimums.figures.authorities;
  if (enoughUnits && !isDominated(weighted, largestWeighted) && !isDominated(units, largestUnits))
    met |= UNIT_WEIGHTED_MEAN;
  return { services, met };
}

function isEnough(fewest: Minimums, authorities: number, services: number): boolean {
  return authorities >= fewest.authorities && services >= fewest.services;
}

/** No measure is below 0; of a sum of 0 nobody has most. */
function isDominated(total: number, largest: number): boolean {
  return largest > total * (MOST_OF_A_SUM + ROUNDING);
}

/** 1 for each authority that has services under any of the labels. */
export function authoritiesIn({ labels, authorities, amounts }: Tally): Uint8Array {
  const here = new Uint8Array(authorities);
  for (let place = 0; place < labels * authorities; place += 1)
    if (amounts[place * AMOUNTS] !== 0) here[place % authorities] = 1;
  return here;
}
