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
  const [first] = labels;
  if (first === undefined) return NOTHING;
  let [services, authorities] = [0, 0];
  let [sum, largestSum] = [0, 0];
  let [weighted, largestWeighted] = [0, 0];
  let [units, largestUnits, haveUnits] = [0, 0, 0];
  for (let authority = 0; authority < all; authority += 1) {
    if (only !== undefined && only[authority] === 0) continue;
    let at = (first * all + authority) * AMOUNTS;
    let itsServices = amounts[at] as number;
    let itsSum = amounts[at + 1] as number;
    let itsWeighted = amounts[at + 2] as number;
    let itsUnits = amounts[at + 3] as number;
    for (let index = 1; index < labels.length; index += 1) {
      at = ((labels[index] as number) * all + authority) * AMOUNTS;
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

/** Labels taken together one after the other, without adding up again those that were taken before. */
export function sumOf({ authorities, amounts }: Tally): { add: (label: number) => void; part: () => Part } {
  const size = authorities * AMOUNTS;
  const sums = new Float64Array(size);
  const alone = { labels: 1, authorities, amounts: sums };
  return {
    add(label) {
      for (let index = 0; index < size; index += 1)
        sums[index] = (sums[index] as number) + (amounts[label * size + index] as number);
    },
    part: () => partOf(alone, [0]),
  };
}

/** Of each of these labels, all the others of them taken together: those before it and those behind it. */
export function restsOf({ authorities, amounts }: Tally, labels: readonly number[]): Part[] {
  const size = authorities * AMOUNTS;
  const sums = new Float64Array((labels.length + 2) * size);
  // In the place of each label, what it and those behind it make; one more for nothing, and one for those before.
  for (let place = labels.length - 1; place >= 0; place -= 1)
    addTo(sums, place, labels[place] as number, place + 1);
  const before = labels.length + 1;
  return labels.map((label, place) => {
    const rest = partOf({ labels: labels.length + 2, authorities, amounts: sums }, [before, place + 1]);
    addTo(sums, before, label, before);
    return rest;
  });

  function addTo(into: Float64Array, at: number, label: number, besides: number): void {
    for (let index = 0; index < size; index += 1)
      into[at * size + index] =
        (amounts[label * size + index] as number) + (into[besides * size + index] as number);
  }
}

/** No service at all: nobody has most of a sum of 0. */
const NOTHING: Part = { services: 0, met: MEAN | UNIT_WEIGHTED_MEAN };

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
