import type { Ascending } from './ascending.ts';
import type { BenchmarkSet } from './benchmark-set.ts';
import { ALL_SERVICES, type Choices, type Dimension, type ServiceDimension } from '../dimensions.ts';
import { namesFor, type PeerGroup } from '../disclosure/disclosure.ts';
import { AMOUNTS } from '../disclosure/parts.ts';
import { inForce, withoutAuthority, type Table, type TableOfCells } from '../disclosure/table.ts';
import type { ServiceCells } from './service-cells.ts';

export interface PeerQuestion {
  /** The reader's own authority, which is nobody's peer here. */
  authorityId: number;
  choices: Pick<Choices, 'filters' | 'groupBy'>;
  /** The authorities that the peers are narrowed to; null for all others. */
  group: PeerGroup | null;
}

/** What a question finds of one measure after the other; of groups by their labels. */
export interface GatheredPeers {
  /** All peers, to be judged. Good until the next one is asked for. */
  table(column: string): Table;
  /** The same for measures that the same numbers of services have, and so are judged alike but for their means. */
  pattern(column: string): object;
  /** How many authorities have services in each group. */
  authorities(column: string): number[];
  /** The values of each group, ascending. Good until the next ones are asked for. */
  values(column: string): Float64Array[];
  sums(column: string): GroupSums[];
  labels: readonly string[];
}

export interface GroupSums {
  services: number;
  sum: number;
  /** Of value times units, and of units, over services that have units. */
  weighted: number;
  units: number;
}

/** What measures have in common is worked out once: the cell of each service, and the group of each cell. */
export function gatherPeers(set: BenchmarkSet, question: PeerQuestion): GatheredPeers {
  const { choices, authorityId } = question;
  const names = namesFor(choices.filters, choices.groupBy).filter(isOfService);
  const cells = set.cells([...new Set(names)].sort());
  const own = set.authorities.findIndex(({ id }) => id === authorityId);
  const groups = groupsOf(question, { cells, own });
  const scratch = new Float64Array(cells.authorityAt.length * AMOUNTS);
  let last: { column: string; values: Float64Array[] } = { column: '', values: [] };
  return {
    labels: groups.labels,
    table: (column) => withoutAuthority(cells.table(column).table, authorityId, scratch),
    pattern: (column) => cells.pattern(column),
    authorities: (column) => authoritiesBy(groups, cells.table(column)),
    values(column) {
      if (last.column !== column) last = { column, values: valuesBy(groups, set.ascending(column)) };
      return last.values;
    },
    sums: (column) => sumsBy(groups, set.ascending(column), set.units),
  };
}

function isOfService(name: Dimension): name is ServiceDimension {
  return name !== 'region' && name !== 'authorityType';
}

interface Groups {
  labels: readonly string[];
  /** By cell, and by service, the place of its group; those that are not chosen make one more group, the last. */
  groupAt: Uint8Array;
  groupOf: Uint8Array;
  /** By group: where its values begin in `values`. */
  starts: Uint32Array;
  values: Float64Array;
}

/** Cells that pass all filters and are of the comparison group, but for own ones, by the label of their group. */
function groupsOf(
  { choices: { filters, groupBy }, group }: PeerQuestion,
  { cells, own }: { cells: ServiceCells; own: number },
): Groups {
  const { authorities, authorityAt, cellOf } = cells;
  const grouping = groupBy === null ? null : cells.column(groupBy);
  const labels = grouping?.labels ?? [ALL_SERVICES];
  const none = labels.length;
  const isMember = authorities.map((id, place) => place !== own && (group?.members.has(id) ?? true));
  const groupAt = Uint8Array.from(authorityAt, (place, cell) =>
    isMember[place] ? (grouping?.at[cell] ?? 0) : none,
  );
  for (const name of inForce(filters)) {
    const { labels: known, at } = cells.column(name);
    const passes = known.map((label) => filters[name]?.includes(label) ?? false);
    at.forEach((label, cell) => {
      if (!passes[label]) groupAt[cell] = none;
    });
  }
  const groupOf = new Uint8Array(cellOf.length);
  const sizes = new Uint32Array(labels.length + 1);
  for (let service = 0; service < groupOf.length; service += 1) {
    const place = groupAt[cellOf[service] as number] as number;
    groupOf[service] = place;
    sizes[place] = (sizes[place] as number) + 1;
  }
  const starts = new Uint32Array(labels.length + 1);
  labels.forEach((_, place) => (starts[place + 1] = (starts[place] as number) + (sizes[place] as number)));
  return { labels, groupAt, groupOf, starts, values: new Float64Array(groupOf.length) };
}

function authoritiesBy({ labels, groupAt }: Groups, { table, cells }: TableOfCells): number[] {
  const all = table.authorities.length;
  const isThere = new Uint8Array(labels.length * all);
  const counts = labels.map(() => 0);
  for (let row = 0; row < cells.length; row += 1) {
    const group = groupAt[cells[row] as number] as number;
    if (group === labels.length) continue;
    const at = group * all + (table.authorityAt[row] as number);
    if (isThere[at] === 1) continue;
    isThere[at] = 1;
    counts[group] = (counts[group] as number) + 1;
  }
  return counts;
}

/** Puts the values of each group beside each other: those of no group too, for a question in the loop costs more. */
function valuesBy(
  { labels, groupOf, starts, values: found }: Groups,
  { services, values }: Ascending,
): Float64Array[] {
  const ends = starts.slice();
  for (let at = 0; at < services.length; at += 1) {
    const group = groupOf[services[at] as number] as number;
    const end = ends[group] as number;
    found[end] = values[at] as number;
    ends[group] = end + 1;
  }
  return labels.map((_, group) => found.subarray(starts[group], ends[group]));
}

/** Added up from the lowest value to the highest, so that the order of authorities changes nothing. */
function sumsBy(
  { labels, groupOf }: Groups,
  { services, values }: Ascending,
  unitsOf: Float64Array,
): GroupSums[] {
  const sums = labels.map((): GroupSums => ({ services: 0, sum: 0, weighted: 0, units: 0 }));
  for (let at = 0; at < services.length; at += 1) {
    const service = services[at] as number;
    const its = sums[groupOf[service] as number];
    if (!its) continue;
    const value = values[at] as number;
    const units = unitsOf[service] as number;
    its.services += 1;
    its.sum += value;
    if (Number.isNaN(units)) continue;
    its.weighted += value * units;
    its.units += units;
  }
  return sums;
}
