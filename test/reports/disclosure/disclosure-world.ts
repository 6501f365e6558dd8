import fc from 'fast-check';
import type { Dimension, Filters } from '../../../src/reports/dimensions.ts';
import { nearestUnions, type Placed } from '../../../src/reports/disclosure/groups.ts';
import {
  judgeGroups,
  judgeReport,
  type Cell,
  type Minimums,
  type PeerGroup,
  type Verdict,
} from '../../../src/reports/disclosure/disclosure.ts';

/** A small country, and a reader of it who knows who is where, and what the own saved groups are. */
export interface World {
  authorities: readonly Placed[];
  groups: readonly PeerGroup[];
  services: readonly Service[];
}

export interface Service {
  authority: number;
  at: Record<Dimension, string>;
  value: number;
  units: number | null;
}

export const axes = {
  serviceType: ['a', 'b', 'c'],
  clientGroup: ['p', 'q', 'r'],
  durationType: ['x', 'y'],
  region: ['east', 'north', 'west'],
  authorityType: ['city', 'county'],
} as const;
export type Axis = keyof typeof axes;
export const axisNames = Object.keys(axes) as Axis[];
export const serviceAxes: readonly Axis[] = ['serviceType', 'clientGroup', 'durationType'];

const MOST_AUTHORITIES = 14;
const ids = Array.from({ length: MOST_AUTHORITIES }, (_, index) => index + 1);

/** The first labels are the commonest, so that there are large groups beside small ones. */
function oneOf(axis: Axis, inUse: readonly Axis[]): fc.Arbitrary<string> {
  const labels: readonly string[] = inUse.includes(axis) ? axes[axis] : axes[axis].slice(0, 1);
  return fc.oneof(
    ...labels.map((label, place) => ({ arbitrary: fc.constant(label), weight: 3 ** (3 - place) })),
  );
}

/** Two groups that hardly differ, for those are what gives authorities away. */
const groupsOfIds = fc
  .tuple(fc.subarray(ids, { minLength: 4, maxLength: 8 }), fc.subarray(ids, { minLength: 0, maxLength: 6 }))
  .map(([one, more]) => [one, ids.filter((id) => one.includes(id) || more.includes(id))]);

/** @param size how many services there are at most */
export function worlds({ size = 150, in: inUse = axisNames }: { size?: number; in?: readonly Axis[] } = {}) {
  const service = fc.record({
    authority: fc.nat({ max: 1000 }),
    serviceType: oneOf('serviceType', inUse),
    clientGroup: oneOf('clientGroup', inUse),
    durationType: oneOf('durationType', inUse),
    value: fc.integer({ min: 0, max: 9 }),
    units: fc.oneof({ arbitrary: fc.integer({ min: 1, max: 4 }), weight: 9 }, fc.constant(null)),
  });
  const place = fc.record({ region: oneOf('region', inUse), type: oneOf('authorityType', inUse) });
  return fc
    .record({
      places: fc.array(place, { minLength: 8, maxLength: MOST_AUTHORITIES, size: 'max' }),
      groups: groupsOfIds,
      given: fc.array(service, { minLength: Math.floor(size / 3), maxLength: size, size: 'max' }),
      // The first authority's services cost so much more, and have so many more units.
      times: fc.constantFrom(1, 4, 12),
    })
    .map(({ places, groups, given, times }): World => {
      const authorities = places.map((one, index) => ({ id: index + 1, ...one }));
      const services = given.map(({ authority, value, units, ...at }): Service => {
        const { id, region, type } = authorities[authority % authorities.length]!;
        const more = id === 1 ? times : 1;
        const where = { ...at, region, authorityType: type };
        return {
          authority: id,
          value: value * more,
          units: units && units * more,
          at: where as Service['at'],
        };
      });
      return { authorities, groups: peerGroups(authorities, groups), services };
    });
}

/** Saved groups as the judgement wants them: each other one, and the nearest ordinary reports, are rivals. */
function peerGroups(authorities: readonly Placed[], groups: readonly (readonly number[])[]): PeerGroup[] {
  const sets = groups.map((group) => new Set(group.filter((id) => id <= authorities.length)));
  return sets.map((members) => ({
    members,
    rivals: [...sets.filter((set) => set !== members), ...nearestUnions(members, authorities)],
  }));
}

/** The cells that disclosure control would be given. */
export function cellsOf({ services }: Pick<World, 'services'>): Cell[] {
  const cells = new Map<string, { -readonly [Key in keyof Cell]: Cell[Key] }>();
  for (const { authority, at, value, units } of services) {
    const key = JSON.stringify([authority, at]);
    const cell = cells.get(key) ?? { at, authority, services: 0, sum: 0, weighted: 0, units: 0 };
    cell.services += 1;
    cell.sum += value;
    cell.weighted += value * (units ?? 0);
    cell.units += units ?? 0;
    cells.set(key, cell);
  }
  return [...cells.values()];
}

/** A saved group by its place; null for all peers. */
export function peerGroup({ groups }: World, place: number | null): PeerGroup | null {
  return place === null ? null : groups[place]!;
}

/** What a report shows, and by which choices; both as bits: of services, of authorities, of labels. */
export interface Shown {
  filters: Filters;
  group: number | null;
  verdict: Extract<Verdict, { kind: 'shown' }>;
  services: bigint;
  authorities: number;
  labels: number;
}

export interface Choice {
  filters: Filters;
  group: number | null;
}

/** Each set of labels of each axis, or none, with at most so many filters. */
export function filtersOf({ most, in: inUse }: { most: number; in: readonly Axis[] }): Filters[] {
  let filters: Filters[] = [{}];
  for (const axis of inUse)
    filters = filters.flatMap((others) =>
      Object.keys(others).length === most
        ? [others]
        : [others, ...properSubsets(axes[axis]).map((labels) => ({ ...others, [axis]: labels }))],
    );
  return filters;
}

/** Those filters for all peers and for each group; with a group none on where it is, which are always withheld. */
export function choicesOf({ groups }: World, most: number): Choice[] {
  const ofServices = filtersOf({ most, in: serviceAxes });
  return [
    ...filtersOf({ most, in: axisNames }).map((filters) => ({ filters, group: null })),
    ...[...groups.keys()].flatMap((group) => ofServices.map((filters) => ({ filters, group }))),
  ];
}

function properSubsets(labels: readonly string[]): string[][] {
  return labels
    .reduce<string[][]>((sets, label) => [...sets, ...sets.map((set) => [...set, label])], [[]])
    .filter((set) => set.length > 0 && set.length < labels.length);
}

/** Everything that these choices show, ungrouped. */
export function everythingShown(world: World, choices: readonly Choice[]): Shown[] {
  const cells = cellsOf(world);
  return choices.flatMap(({ filters, group }) => {
    const verdict = judgeReport(cells, filters, peerGroup(world, group));
    return verdict.kind === 'shown'
      ? [{ filters, group, verdict, ...chosenBy(world, { filters, group }) }]
      : [];
  });
}

/** Everything that these choices show when grouped by each axis, with what the ungrouped report shows. */
export function groupsShown(world: World, { filters, group }: Choice, axis: Axis): Shown[] {
  const verdicts = judgeGroups(cellsOf(world), filters, axis, peerGroup(world, group));
  return [...verdicts].flatMap(([label, verdict]) => {
    const own = { filters: { ...filters, [axis]: [label] }, group };
    const isAsked = filters[axis]?.includes(label) ?? true;
    return verdict.kind === 'shown' && isAsked ? [{ ...own, verdict, ...chosenBy(world, own) }] : [];
  });
}

export function chosenBy(
  world: World,
  { filters, group }: Choice,
): Pick<Shown, 'services' | 'authorities' | 'labels'> {
  const takes = (axis: Axis, label: string) => filters[axis]?.includes(label) ?? true;
  const isChosen = ({ id, region, type }: Placed) =>
    (group === null || world.groups[group]!.members.has(id)) &&
    takes('region', region) &&
    takes('authorityType', type);
  const authorities = world.authorities.filter(isChosen).reduce((bits, { id }) => bits | (1 << id), 0);
  const labels = serviceAxes
    .flatMap((axis) => axes[axis].map((label) => takes(axis, label)))
    .reduce((bits, is, bit) => (is ? bits | (1 << bit) : bits), 0);
  const digits = world.services.map(({ authority, at }) =>
    authorities & (1 << authority) && serviceAxes.every((axis) => takes(axis, at[axis])) ? '1' : '0',
  );
  const services = BigInt(`0b${digits.join('')}`);
  return { services, authorities, labels };
}

/** Does a reader know, without seeing the data, that all of the one lies within the other? */
export function liesWithin(narrow: Shown, wide: Shown): boolean {
  return (narrow.labels & ~wide.labels) === 0 && (narrow.authorities & ~wide.authorities) === 0;
}

export function servicesIn({ services }: World, bits: bigint): Service[] {
  const digits = bits.toString(2).padStart(services.length, '0');
  return services.filter((_, place) => digits[place] === '1');
}

export function meets(services: readonly Service[], { authorities, services: fewest }: Minimums): boolean {
  return services.length >= fewest && new Set(services.map(({ authority }) => authority)).size >= authorities;
}

/** The largest part of the sum that one authority makes up; 0 of nothing. */
export function largestShare(services: readonly Service[], amountOf: (service: Service) => number): number {
  const byAuthority = new Map<number, number>();
  for (const service of services)
    byAuthority.set(service.authority, (byAuthority.get(service.authority) ?? 0) + amountOf(service));
  const total = [...byAuthority.values()].reduce((sum, amount) => sum + amount, 0);
  return total === 0 ? 0 : Math.max(...byAuthority.values()) / total;
}
