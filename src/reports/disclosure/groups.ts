import { minimums } from './parts.ts';

/** An authority and what an ordinary report may choose it by. */
export interface Placed {
  id: number;
  region: string;
  type: string;
}

type Ids = ReadonlySet<number>;

/**
 * Sets near to a group which an ordinary report (filters on region and type of authority, several labels each) could
 * show; without the group itself, empty ones and duplicates. For the three ways to divide the country (by region, by
 * type, by both) the union of blocks the group touches and the union of blocks it holds whole; and of the sets that
 * filters on both choose, the smallest around the group and the largest within it (see `filtersWithin`).
 */
export function nearestUnions(members: Ids, authorities: readonly Placed[]): Ids[] {
  const divisions = [
    ({ region }: Placed) => region,
    ({ type }: Placed) => type,
    ({ region, type }: Placed) => JSON.stringify([region, type]),
  ];
  const unions = divisions.flatMap((blockOf) => {
    const touched = new Set(authorities.filter(({ id }) => members.has(id)).map(blockOf));
    const open = new Set(authorities.filter(({ id }) => !members.has(id)).map(blockOf));
    return [
      idsOf(authorities, (place) => touched.has(blockOf(place))),
      idsOf(authorities, (place) => !open.has(blockOf(place))),
    ];
  });
  const around = filtersAround(members, authorities);
  return distinct([...unions, around.chosen, ...filtersWithin(members, authorities)], members);
}

export type GroupVerdict = { kind: 'fine' } | { kind: 'too-few' } | { kind: 'too-near' };

/**
 * May a group be kept beside the others that this authority has ever had? Its own id is left out everywhere. A group is
 * of at least 5 authorities, as many as single values may be shown of; and where one of it and another set (every
 * other group, the nearest ones of ordinary reports, all authorities) holds the other, what is between them is nothing
 * or at least 3 authorities (sp-bench.md section 2 [D]). That they have services enough is judged report by report.
 */
export function judgeNewGroup(
  members: Ids,
  others: readonly Ids[],
  authorities: readonly Placed[],
): GroupVerdict {
  if (members.size < minimums.spread.authorities) return { kind: 'too-few' };
  const everyone = idsOf(authorities, () => true);
  const isNear = [...others, everyone, ...nearestUnions(members, authorities)].some(
    (other) => isTooLittle(between(members, other)) || isTooLittle(between(other, members)),
  );
  return { kind: isNear ? 'too-near' : 'fine' };
}

/** How many the outer set has more, where it holds all of the inner one; null where it does not. */
function between(inner: Ids, outer: Ids): number | null {
  return [...inner].every((id) => outer.has(id)) ? outer.size - inner.size : null;
}

function isTooLittle(difference: number | null): boolean {
  return difference !== null && difference > 0 && difference < minimums.figures.authorities;
}

/** The regions and the types that these are of, and all whom filters on both would choose. */
function filtersAround(ids: Ids, authorities: readonly Placed[]) {
  const these = authorities.filter(({ id }) => ids.has(id));
  const regions = new Set(these.map(({ region }) => region));
  const types = new Set(these.map(({ type }) => type));
  return {
    types,
    ofRegions: idsOf(authorities, ({ region }) => regions.has(region)),
    ofTypes: idsOf(authorities, ({ type }) => types.has(type)),
    chosen: idsOf(authorities, ({ region, type }) => regions.has(region) && types.has(type)),
    regions,
  };
}

/**
 * The largest sets within the group that filters on region and type choose: for each choice of types all regions whose
 * authorities of these types are all members, and those without one region. Left out are those that are never shown,
 * for of all in their regions, or of all of their types, they lack too few, while the group holds these as well.
 */
function filtersWithin(members: Ids, authorities: readonly Placed[]): Ids[] {
  const choices = subsetsOf([...filtersAround(members, authorities).types]);
  const largest = choices.map((types) => {
    const ofTypes = authorities.filter(({ type }) => types.has(type));
    const open = new Set(ofTypes.filter(({ id }) => !members.has(id)).map(({ region }) => region));
    return ofTypes.filter(({ region }) => !open.has(region));
  });
  const withoutOne = largest.flatMap((chosen) =>
    [...new Set(chosen.map(({ region }) => region))].map((one) =>
      chosen.filter(({ region }) => region !== one),
    ),
  );
  return [...largest, ...withoutOne]
    .map((chosen) => idsOf(chosen, () => true))
    .filter((chosen) => {
      const { ofRegions, ofTypes } = filtersAround(chosen, authorities);
      return ![ofRegions, ofTypes].some(
        (wider) => between(wider, members) !== null && isTooLittle(wider.size - chosen.size),
      );
    });
}

function subsetsOf(labels: readonly string[]): Set<string>[] {
  return labels.reduce<Set<string>[]>(
    (sets, label) => [...sets, ...sets.map((set) => new Set([...set, label]))],
    [new Set()],
  );
}

function idsOf(authorities: readonly Placed[], isChosen: (place: Placed) => boolean): Set<number> {
  return new Set(authorities.filter(isChosen).map(({ id }) => id));
}

function distinct(sets: readonly Ids[], besides: Ids): Ids[] {
  const keyOf = (set: Ids) => [...set].sort((a, b) => a - b).join();
  const byKey = new Map(sets.filter(({ size }) => size > 0).map((set) => [keyOf(set), set]));
  byKey.delete(keyOf(besides));
  return [...byKey.values()];
}
