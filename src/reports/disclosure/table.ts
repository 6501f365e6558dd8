import type { Dimension, Filters } from '../dimensions.ts';
import { AMOUNTS, type Tally } from './parts.ts';

/**
 * Services of one authority that share one label in every dimension in use; only services where the measure has a
 * value. Region and type of authority follow from the authority: where one is in use, `at` is to have both.
 */
export interface Cell {
  at: Readonly<Partial<Record<Dimension, string>>>;
  authority: number;
  services: number;
  /** Sum of the measure's values. */
  sum: number;
  /** Sum of value times units, and of units, over services that have units. */
  weighted: number;
  units: number;
}

/** A dimension of the cells, row by row. */
export interface Column {
  /** In the order of the alphabet: nothing may hang on the order of cells. */
  labels: readonly string[];
  /** By row: the place of its label in `labels`. */
  at: Uint16Array;
}

/** Cells as columns: authorities and labels by their place, so that the inner loops look nothing up. */
export interface Table {
  rows: Uint32Array;
  /** By place. */
  authorities: readonly number[];
  /** By row: the place of its authority. */
  authorityAt: Uint16Array;
  amounts: Float64Array;
  columns: ReadonlyMap<Dimension, Column>;
  /** Each tally is made in it, over the one before. */
  scratch: { amounts: Float64Array };
}

/** Cells as columns, without what a measure comes to in them. */
export interface CellColumns {
  /** Authorities' ids, by place. */
  authorities: readonly number[];
  /** By cell, the place of its authority: ascending. */
  authorityAt: Uint16Array;
  column: (name: Dimension) => Column;
  /** For all tables of these cells. */
  scratch: Table['scratch'];
}

/** A table of those cells in which a measure has services. What none of these has, the table does not have either. */
export interface TableOfCells {
  table: Table;
  /** By row, its cell. */
  cells: Uint32Array;
}

/** @param amounts by cell, as in a `Tally` */
export function tableOfCells(
  { authorities, authorityAt, column, scratch }: CellColumns,
  amounts: Float64Array,
  names: readonly Dimension[],
): TableOfCells {
  const all = new Uint32Array(authorityAt.length);
  const found = new Float64Array(amounts.length);
  let count = 0;
  for (let cell = 0; cell < all.length; cell += 1) {
    const from = cell * AMOUNTS;
    if (amounts[from] === 0) continue;
    const to = count * AMOUNTS;
    found[to] = amounts[from] as number;
    found[to + 1] = amounts[from + 1] as number;
    found[to + 2] = amounts[from + 2] as number;
    found[to + 3] = amounts[from + 3] as number;
    all[count++] = cell;
  }
  const cells = all.slice(0, count);
  const placed = inUse(cells, authorityAt, authorities);
  const columns = names.map((name) => {
    const { at, labels } = column(name);
    const labelled = inUse(cells, at, labels);
    return [name, { labels: labelled.values, at: labelled.at }] as const;
  });
  const table: Table = {
    rows: cells.map((_, row) => row),
    authorities: placed.values,
    authorityAt: placed.at,
    amounts: found.slice(0, count * AMOUNTS),
    columns: new Map(columns),
    scratch,
  };
  return { table, cells };
}

/**
 * The table as it were without an authority, whose rows are beside each other: much is copied, little worked out.
 * @param scratch room for its amounts, which are good until it is used again
 */
export function withoutAuthority(table: Table, id: number, scratch: Float64Array): Table {
  const { rows, authorities, authorityAt, amounts, columns } = table;
  const place = authorities.indexOf(id);
  if (place === -1) return table;
  const [from, to] = [authorityAt.indexOf(place), authorityAt.lastIndexOf(place) + 1];
  const count = rows.length - (to - from);
  const cut = (places: Uint16Array): Uint16Array => {
    const left = new Uint16Array(count);
    left.set(places.subarray(0, from));
    left.set(places.subarray(to), from);
    return left;
  };
  const left = scratch.subarray(0, count * AMOUNTS);
  left.set(amounts.subarray(0, from * AMOUNTS));
  left.set(amounts.subarray(to * AMOUNTS), from * AMOUNTS);
  const places = cut(authorityAt);
  for (let row = from; row < count; row += 1) places[row] = (places[row] as number) - 1;
  const leftRows = rows.subarray(0, count);
  const leftColumns = [...columns].map(([name, { at, labels }]) => {
    const labelled = inUse(leftRows, cut(at), labels);
    return [name, { labels: labelled.values, at: labelled.at }] as const;
  });
  return {
    rows: leftRows,
    authorities: authorities.filter((one) => one !== id),
    authorityAt: places,
    amounts: left,
    columns: new Map(leftColumns),
    scratch: table.scratch,
  };
}

/** What some cells use of a list, in its order, and by cell the place there. */
function inUse<Value>(
  cells: Uint32Array,
  at: Uint16Array,
  values: readonly Value[],
): { values: Value[]; at: Uint16Array } {
  const isUsed = new Uint8Array(values.length);
  for (let row = 0; row < cells.length; row += 1) isUsed[at[cells[row] as number] as number] = 1;
  const isAll = cells.length === at.length && isUsed.every((is) => is === 1);
  if (isAll) return { values: [...values], at };
  const moved = new Uint16Array(values.length);
  let next = 0;
  for (let place = 0; place < moved.length; place += 1) if (isUsed[place] === 1) moved[place] = next++;
  const found = new Uint16Array(cells.length);
  for (let row = 0; row < cells.length; row += 1)
    found[row] = moved[at[cells[row] as number] as number] as number;
  return { values: values.filter((_, place) => isUsed[place] === 1), at: found };
}

export function tableOf(cells: readonly Cell[], names: Iterable<Dimension>): Table {
  const places = new Map<number, number>();
  const amounts = new Float64Array(cells.length * AMOUNTS);
  const authorityAt = new Uint16Array(cells.length);
  let row = 0;
  for (const { authority, services, sum, weighted, units } of cells) {
    let place = places.get(authority);
    if (place === undefined) places.set(authority, (place = places.size));
    authorityAt[row] = place;
    amounts[row * AMOUNTS] = services;
    amounts[row * AMOUNTS + 1] = sum;
    amounts[row * AMOUNTS + 2] = weighted;
    amounts[row * AMOUNTS + 3] = units;
    row += 1;
  }
  return {
    rows: Uint32Array.from(cells.keys()),
    authorities: [...places.keys()],
    authorityAt,
    amounts,
    columns: new Map(
      [...new Set(names)].map((name) => [name, columnOf(cells.map(({ at }) => at[name] ?? ''))]),
    ),
    scratch: { amounts: new Float64Array(0) },
  };
}

/** @param labels of each row */
export function columnOf(labels: readonly string[]): Column {
  const given = new Map<string, number>();
  const at = new Uint16Array(labels.length);
  let row = 0;
  for (const label of labels) {
    let place = given.get(label);
    if (place === undefined) given.set(label, (place = given.size));
    at[row++] = place;
  }
  const sorted = [...given.keys()].sort();
  const places = new Map(sorted.map((label, place) => [label, place]));
  const moved = Uint16Array.from(given.keys(), (label) => places.get(label) ?? 0);
  for (row = 0; row < at.length; row += 1) at[row] = moved[at[row] as number] as number;
  return { labels: sorted, at };
}

/** Names of the dimensions of which some labels were chosen. */
export function inForce(filters: Filters): Dimension[] {
  return (Object.keys(filters) as Dimension[]).filter((name) => filters[name]?.length);
}

/**
 * These rows' amounts by label and authority. Good until the next call.
 * @param labels how many there are, of which `at` gives the place by row
 */
export function tally(table: Table, rows: Uint32Array, at: Uint16Array, labels: number): Tally {
  const authorities = table.authorities.length;
  const size = labels * authorities * AMOUNTS;
  if (table.scratch.amounts.length < size) table.scratch.amounts = new Float64Array(size);
  const into = table.scratch.amounts.fill(0, 0, size);
  const { amounts, authorityAt } = table;
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index] as number;
    const from = row * AMOUNTS;
    const to = ((at[row] as number) * authorities + (authorityAt[row] as number)) * AMOUNTS;
    into[to] = (into[to] as number) + (amounts[from] as number);
    into[to + 1] = (into[to + 1] as number) + (amounts[from + 1] as number);
    into[to + 2] = (into[to + 2] as number) + (amounts[from + 2] as number);
    into[to + 3] = (into[to + 3] as number) + (amounts[from + 3] as number);
  }
  return { labels, authorities, amounts: into };
}

/** Wide enough for the place of any label and for the bits of any filters. */
export const EVERY_BIT = 0xffff;

/** The rows among these whose place has all bits of `mask` that `bits` has, and no other of them. */
export function rowsWith(rows: Uint32Array, at: Uint16Array, mask: number, bits: number): Uint32Array {
  const found = new Uint32Array(rows.length);
  let count = 0;
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index] as number;
    if (((at[row] as number) & mask) === bits) found[count++] = row;
  }
  return found.subarray(0, count);
}
