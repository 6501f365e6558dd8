/** Published facts of an authority: all that decides whose neighbour it is. */
export interface AuthorityFacts {
  id: number;
  code: string;
  name: string;
  region: string;
  type: string;
  /** 0 where it is not known. */
  population: number;
}

export const NEIGHBOURS = 15;

const POPULATION_WEIGHT = 1;
const TYPE_WEIGHT = 1;
const REGION_WEIGHT = 0.5;

/**
 * The authorities most like one's own, the nearest first; equally near ones by code, so that the list is the same every
 * day. Rests on open data alone: lists that others sell are not ours to ship, and what services cost or achieve must
 * not choose whom they are compared with. `all` is every authority, with or without one's own.
 */
export function nearestNeighbours(
  own: AuthorityFacts,
  all: readonly AuthorityFacts[],
  count = NEIGHBOURS,
): AuthorityFacts[] {
  const distance = distanceAmong(all);
  return all
    .filter(({ id }) => id !== own.id)
    .map((other) => ({ other, away: distance(own, other) }))
    .sort((a, b) => a.away - b.away || (a.other.code < b.other.code ? -1 : 1))
    .slice(0, count)
    .map(({ other }) => other);
}

type Placed = Pick<AuthorityFacts, 'population' | 'type' | 'region'>;
export type Distance = (a: Placed, b: Placed) => number;

/**
 * How unlike two authorities are: the difference of the logarithms of their populations in standard deviations among
 * `all`, and so much more for another type and for another region. From 0, without unit.
 */
export function distanceAmong(all: readonly Placed[]): Distance {
  const sizeOf = sizesAmong(all);
  const deviation = standardDeviation(all.map(sizeOf));
  return (a, b) => {
    const apart = Math.abs(sizeOf(a) - sizeOf(b));
    return (
      (deviation === 0 ? 0 : (POPULATION_WEIGHT * apart) / deviation) +
      (a.type === b.type ? 0 : TYPE_WEIGHT) +
      (a.region === b.region ? 0 : REGION_WEIGHT)
    );
  };
}

/**
 * Logarithms, so that twice and half as many people are equally far away, in a city as in a small district. Who has no
 * known population is of the usual size of its type, or of all where nobody of its type has one.
 */
function sizesAmong(all: readonly Placed[]): (one: Placed) => number {
  const known = all.filter(({ population }) => population > 0);
  const usual = (ones: readonly Placed[]): number | null =>
    ones.length === 0
      ? null
      : ones.reduce((sum, { population }) => sum + Math.log(population), 0) / ones.length;
  return ({ population, type }) =>
    population > 0
      ? Math.log(population)
      : (usual(known.filter((other) => other.type === type)) ?? usual(known) ?? 0);
}

/** Of all the values there are, not of a sample of them; 0 of none. */
function standardDeviation(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** The method in words for an officer, a sentence each. */
export const neighbourMethod: readonly string[] = [
  `Your nearest neighbours are the ${NEIGHBOURS} authorities most like yours in population, type and region. ` +
    'What services cost or achieve plays no part in it.',
  'Population is the estimate of the Office for National Statistics for 2020. It is compared in proportion: an ' +
    'authority with twice your population is as far away as one with half of it. Authorities that were no more by then ' +
    'are taken to be of the usual size of their type.',
  'How far away another authority is, is a sum. Its population adds ' +
    `${POPULATION_WEIGHT} for each standard deviation (of the logarithm of population, among all authorities) that it ` +
    `differs from yours; another type of authority adds ${TYPE_WEIGHT}; another region adds ${REGION_WEIGHT}.`,
  `The ${NEIGHBOURS} smallest sums are your neighbours. Where two are equal, the lower ONS code goes first.`,
  'Your authority need not be among the neighbours of each of its neighbours.',
];
