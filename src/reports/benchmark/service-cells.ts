import { lists } from '../../extracts/index.ts';
import type { Ascending } from './ascending.ts';
import type { BenchmarkServices } from './benchmark-services.ts';
import { labelOf, type Dimension, type ServiceDimension } from '../dimensions.ts';
import { AMOUNTS } from '../disclosure/parts.ts';
import { SAYS_WHO } from '../disclosure/questions.ts';
import {
  columnOf,
  tableOfCells,
  type CellColumns,
  type Column,
  type TableOfCells,
} from '../disclosure/table.ts';

/** The services of a set by authority and some labels: the same for every reader and every choice of labels. */
export interface ServiceCells extends CellColumns {
  /** By service, the place of its cell. */
  cellOf: Uint32Array;
  /** What a measure comes to in them. */
  table: (column: string) => TableOfCells;
  /** The same for all measures that as many services in each cell have: what rests on services alone is alike. */
  pattern: (column: string) => object;
  /** The tables worked out so far, by column. */
  tables: ReadonlyMap<string, TableOfCells>;
}

/** The cells of a set from which this one differs by some authorities alone. */
export interface EarlierCells {
  cells: ServiceCells;
  /** Ids of authorities whose services are others now, or gone. */
  touched: ReadonlySet<number>;
  /** The values of a measure that those have now. */
  freshOf: (column: string) => Ascending;
}

/**
 * A cell for each authority and labels that some service has; region and type follow from the authority.
 * @param earlier whose tables are taken over: what a measure comes to in the cells of the other authorities has not changed
 */
export function serviceCells(
  set: BenchmarkServices,
  names: readonly ServiceDimension[],
  valuesOf: (column: string) => Ascending,
  earlier: EarlierCells | null = null,
): ServiceCells {
  const { keys, most } = cellKeys(set, names);
  const cellOf = new Uint32Array(set.services);
  const cellAt = new Int32Array(most).fill(-1);
  const firsts: number[] = [];
  for (let service = 0; service < keys.length; service += 1) {
    const key = keys[service] as number;
    if (cellAt[key] === -1) cellAt[key] = firsts.push(service) - 1;
    cellOf[service] = cellAt[key] as number;
  }
  const columns = new Map<Dimension, Column>();
  const tables = new Map<string, TableOfCells>();
  const patterns = new Map<string, TableOfCells>();
  const cells: CellColumns = {
    authorities: set.authorities.map(({ id }) => id),
    authorityAt: Uint16Array.from(firsts, (service) => set.authorityOf[service] as number),
    column: (name) => once(columns, name, () => columnOf(firsts.map((first) => labelAt(set, name, first)))),
    scratch: { amounts: new Float64Array(0) },
  };
  const tableOf = (amounts: Float64Array): TableOfCells =>
    tableOfCells(cells, amounts, [...names, ...SAYS_WHO]);
  const noAmounts = (): Float64Array => new Float64Array(firsts.length * AMOUNTS);
  const table = (column: string) =>
    once(tables, column, () => tableOf(withAmounts(noAmounts(), valuesOf(column), { set, cellOf })));
  if (earlier !== null) {
    const shiftOf = shiftsFrom(earlier, cells);
    for (const [column, before] of earlier.cells.tables) {
      const amounts = keptAmounts(noAmounts(), before, shiftOf);
      tables.set(column, tableOf(withAmounts(amounts, earlier.freshOf(column), { set, cellOf })));
    }
  }
  const pattern = (column: string) =>
    once(patterns, column, () => {
      const own = table(column);
      return [...new Set(patterns.values())].find((other) => isAlike(other, own)) ?? own;
    });
  return { ...cells, cellOf, table, pattern, tables };
}

function isAlike(one: TableOfCells, other: TableOfCells): boolean {
  if (one.cells.length !== other.cells.length) return false;
  const [a, b] = [one.table.amounts, other.table.amounts];
  for (let row = 0; row < one.cells.length; row += 1) {
    if (one.cells[row] !== other.cells[row] || a[row * AMOUNTS] !== b[row * AMOUNTS]) return false;
  }
  return true;
}

/** By service, a number for each authority and labels. */
function cellKeys(
  set: BenchmarkServices,
  names: readonly ServiceDimension[],
): { keys: Uint32Array; most: number } {
  const keys = new Uint32Array(set.authorityOf);
  let most = set.authorities.length;
  for (const name of names) {
    const positions = set.at[name];
    const labels = lists[name].length + 1;
    for (let service = 0; service < keys.length; service += 1)
      keys[service] = (keys[service] as number) * labels + (positions[service] as number);
    most *= labels;
  }
  return { keys, most };
}

function labelAt(set: BenchmarkServices, name: Dimension, service: number): string {
  const authority = set.authorities[set.authorityOf[service] as number];
  if (name === 'region') return authority?.region ?? '';
  if (name === 'authorityType') return authority?.type ?? '';
  return labelOf(name, set.at[name][service] as number);
}

/** Adds values to the amounts of their cells: of each cell from the lowest to the highest, whatever the order of authorities. */
function withAmounts(
  amounts: Float64Array,
  { services, values }: Ascending,
  { set: { units }, cellOf }: { set: BenchmarkServices; cellOf: Uint32Array },
): Float64Array {
  for (let index = 0; index < services.length; index += 1) {
    const service = services[index] as number;
    const value = values[index] as number;
    const itsUnits = units[service] as number;
    const at = (cellOf[service] as number) * AMOUNTS;
    amounts[at] = (amounts[at] as number) + 1;
    amounts[at + 1] = (amounts[at + 1] as number) + value;
    if (Number.isNaN(itsUnits)) continue;
    amounts[at + 2] = (amounts[at + 2] as number) + value * itsUnits;
    amounts[at + 3] = (amounts[at + 3] as number) + itsUnits;
  }
  return amounts;
}

/** Puts the amounts that stay into the cells as they are numbered now. */
function keptAmounts(
  amounts: Float64Array,
  { table, cells }: TableOfCells,
  shiftOf: ReadonlyMap<number, number>,
): Float64Array {
  for (let row = 0; row < cells.length; row += 1) {
    const shift = shiftOf.get(table.authorities[table.authorityAt[row] as number] as number);
    if (shift === undefined) continue;
    const [from, to] = [row * AMOUNTS, ((cells[row] as number) + shift) * AMOUNTS];
    for (let amount = 0; amount < AMOUNTS; amount += 1)
      amounts[to + amount] = table.amounts[from + amount] as number;
  }
  return amounts;
}

/** By id of an authority that stays as it is: by how much its cells, which are beside each other, have moved. */
function shiftsFrom({ cells, touched }: EarlierCells, now: CellColumns): Map<number, number> {
  const [before, after] = [firstCells(cells), firstCells(now)];
  const stay = [...before].filter(([id]) => !touched.has(id));
  return new Map(stay.map(([id, first]) => [id, (after.get(id) ?? 0) - first]));
}

/** By id of an authority, the first of its cells. */
function firstCells({ authorities, authorityAt }: CellColumns): Map<number, number> {
  return new Map(authorities.map((id, place) => [id, authorityAt.indexOf(place)]));
}

/** Works it out the first time. */
function once<Key, Value>(known: Map<Key, Value>, key: Key, workOut: () => Value): Value {
  const found = known.get(key) ?? workOut();
  known.set(key, found);
  return found;
}
