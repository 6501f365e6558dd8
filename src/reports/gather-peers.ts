import type { Ascending } from './ascending.ts';
import type { BenchmarkSet } from './benchmark-set.ts';
import { ALL_SERVICES, type Choices, type Dimension, type ServiceDimension } from './dimensions.ts';
import { namesFor, type PeerGroup } from './disclosure.ts';
import { AMOUNTS } from './disclosure-parts.ts';
import { inForce, withoutAuthority, type Table, type TableOfCells } from './disclosure-table.ts';
import type { ServiceCells } from './service-cells.ts';

export interface PeerQuestion {
  /** The reader's own authority, which is nobody's peer here. */
  authorityId: number;
  choices: Pick<Choices, 'filters' | 'groupBy'>;
  /** The authorities that the peers are narrowed to; null for all others. */
  group: PeerGroup | null;
}

/** What a question finds of a measure: all peers as cells to be judged, and those chosen by their group's label. */
export interface Gathered {
  /** Good until the next measure is gathered. */
  table: Table;
  groups: ReadonlyMap<string, GatheredGroup>;
}

export interface GatheredGroup {
  /** Ascending. Good until the next measure is gathered. */
  values: Float64Array;
  /** The same, for good, whenever it is asked for. */
  copied: () => Float64Array;
  authorities: number;
  sum: number;
  /** Sum of value times units, and of units, over services that have units. */
  weighted: number;
  units: number;
}

/**
 * Gathers measures one after the other. What they have in common is worked out once: the cell of each service, and the
 * group of each cell. A group is added up in the order of its values, so that the order of authorities changes nothing.
 */
export function gatherer(set: BenchmarkSet, question: PeerQuestion): (column: string) => Gathered {
  const { choices, authorityId } = question;
  const names = [...new Set(namesFor(choices.filters, choices.groupBy))];
  const cells = set.cells(names.filter(isOfService).sort());
  const own = set.authorities.findIndex(({ id }) => id === authorityId);
  const groups = groupsOf(question, { cells, own });
  const scratch = new Float64Array(cells.authorityAt.length * AMOUNTS);
  return (column) => {
    const peers = withoutAuthority(cells.table(column, names), authorityId, scratch);
    return { table: peers.table, groups: gathered(set, column, groups, peers) };
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
  /** By group: where its values begin in `values`, and the places that they have among all values in `places`. */
  starts: Uint32Array;
  places: Uint32Array;
  values: Float64Array;
  /** The measure that these are of. */
  measure: string;
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
  return {
    ...{ labels, groupAt, groupOf, starts },
    places: new Uint32Array(groupOf.length),
    values: new Float64Array(starts[none] as number),
    measure: '',
  };
}

function gathered(
  set: BenchmarkSet,
  column: string,
  groups: Groups,
  peers: TableOfCells,
): Map<string, GatheredGroup> {
  const { labels, starts, values: found } = groups;
  const all = set.ascending(column);
  const ends = placed(all, groups);
  const authorities = authoritiesBy(groups, peers);
  groups.measure = column;
  const answers = new Map<string, GatheredGroup>();
  labels.forEach((label, group) => {
    const [start, end] = [starts[group] as number, ends[group] as number];
    if (start === end) return;
    answers.set(label, {
      ...added(groups, { start, end }, all, set.units),
      values: found.subarray(start, end),
      authorities: authorities[group] as number,
      copied: () => (groups.measure === column ? found.slice(start, end) : valuesOf(all, groups, group)),
    });
  });
  return answers;
}

/** Puts the places of each group's values beside each other, without a question in the loop. Where each group ends. */
function placed({ services }: Ascending, { groupOf, starts, places }: Groups): Uint32Array {
  const ends = starts.slice();
  for (let place = 0; place < services.length; place += 1) {
    const group = groupOf[services[place] as number] as number;
    const end = ends[group] as number;
    places[end] = place;
    ends[group] = end + 1;
  }
  return ends;
}

/** Takes a group's values out, and adds them up in variables: to add up in an array takes four times as long. */
function added(
  { places, values }: Groups,
  { start, end }: { start: number; end: number },
  all: Ascending,
  unitsOf: Float64Array,
): Pick<GatheredGroup, 'sum' | 'weighted' | 'units'> {
  let sum = 0;
  let weighted = 0;
  let units = 0;
  for (let at = start; at < end; at += 1) {
    const place = places[at] as number;
    const value = all.values[place] as number;
    const itsUnits = unitsOf[all.services[place] as number] as number;
    values[at] = value;
    sum += value;
    if (Number.isNaN(itsUnits)) continue;
    weighted += value * itsUnits;
    units += itsUnits;
  }
  return { sum, weighted, units };
}

function valuesOf({ services, values }: Ascending, { groupOf }: Groups, group: number): Float64Array {
  return values.filter((_, place) => groupOf[services[place] as number] === group);
}

/** How many authorities have services in each group. */
function authoritiesBy({ labels, groupAt }: Groups, { table, cells }: TableOfCells): Uint16Array {
  const { authorities, authorityAt } = table;
  const isThere = new Uint8Array(labels.length * authorities.length);
  const counts = new Uint16Array(labels.length);
  for (let row = 0; row < cells.length; row += 1) {
    const group = groupAt[cells[row] as number] as number;
    if (group === labels.length) continue;
    const at = group * authorities.length + (authorityAt[row] as number);
    if (isThere[at] === 1) continue;
    isThere[at] = 1;
    counts[group] = (counts[group] as number) + 1;
  }
  return counts;
}
