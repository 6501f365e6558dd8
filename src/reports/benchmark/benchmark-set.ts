import { ascending, GONE, nothing, replaced, type Ascending } from './ascending.ts';
import type { BenchmarkServices } from './benchmark-services.ts';
import type { ServiceDimension } from '../dimensions.ts';
import { measures } from '../measures/measures.ts';
import { serviceCells, type EarlierCells, type ServiceCells } from './service-cells.ts';

/** Numbers by service; null or NaN for none. */
type Numbers = ArrayLike<number | null>;

/** The live services of one authority as columns: positions of labels, and numbers. */
export interface AuthorityPart {
  authority: number;
  region: string;
  type: string;
  /** By dimension, then by service. */
  at: Readonly<Record<ServiceDimension, ArrayLike<number>>>;
  units: Numbers;
  /** By column of a measure, then by service. */
  values: Readonly<Record<string, Numbers>>;
}

/** What is known of all authorities' services, column by column, sorted once for a thousand comparisons. */
export interface BenchmarkSet extends BenchmarkServices {
  /** The values of a measure. */
  ascending(column: string): Ascending;
  /** The services by authority and these labels; those of the last few questions are kept. */
  cells(names: readonly ServiceDimension[]): ServiceCells;
  /**
   * This set with some authorities' parts put in, in the place of theirs if it has any, and without those gone. What it
   * has sorted is merged, not sorted again.
   */
  changed(parts: readonly AuthorityPart[], gone: ReadonlySet<number>): BenchmarkSet;
}

/** @param columns of measures; all of them unless told otherwise */
export function benchmarkSet(
  parts: readonly AuthorityPart[],
  columns: readonly string[] = measures.map(({ column }) => column),
): BenchmarkSet {
  const empty = setOf(joined([]), new Map(columns.map((column) => [column, nothing])));
  return parts.length === 0 ? empty : empty.changed(parts, new Set());
}

/** Ways to divide the services that are kept: a page uses one. */
const MOST_CELLS = 3;

interface KeptCells {
  names: readonly ServiceDimension[];
  cells: ServiceCells;
}

/** The set that there was before, of which some authorities' services were replaced. */
interface Before extends Omit<EarlierCells, 'cells'> {
  kept: ReadonlyMap<string, KeptCells>;
}

function setOf(
  services: BenchmarkServices,
  columns: ReadonlyMap<string, Ascending>,
  before: Before | null = null,
): BenchmarkSet {
  const valuesOf = (column: string): Ascending => columnOf(columns, column);
  const kept = new Map<string, KeptCells>();
  for (const [key, { names, cells }] of before?.kept ?? [])
    kept.set(key, { names, cells: serviceCells(services, names, valuesOf, before && { ...before, cells }) });
  return {
    ...services,
    ascending: valuesOf,
    cells(names) {
      const key = names.join();
      const found = kept.get(key) ?? { names, cells: serviceCells(services, names, valuesOf) };
      kept.delete(key);
      kept.set(key, found);
      if (kept.size > MOST_CELLS) kept.delete(kept.keys().next().value as string);
      return found.cells;
    },
    changed(parts, gone) {
      const touched = new Set([...gone, ...parts.map(({ authority }) => authority)]);
      const next = joined(
        [...placedParts(services).filter(({ authority }) => !touched.has(authority)), ...parts].sort(
          (a, b) => a.authority - b.authority,
        ),
      );
      const fresh = freshColumns([...columns.keys()], next, { parts, touched });
      const moved = movedColumns({ services, columns }, next, { fresh, touched });
      return setOf(next, moved, { kept, touched, freshOf: (column) => columnOf(fresh, column) });
    },
  };
}

function columnOf(columns: ReadonlyMap<string, Ascending>, column: string): Ascending {
  const values = columns.get(column);
  if (!values) throw new Error(`The benchmark has no measure ${column}`);
  return values;
}

type PlacedPart = Omit<AuthorityPart, 'values'>;

const serviceDimensions: readonly ServiceDimension[] = [
  'serviceType',
  'clientGroup',
  'accommodationType',
  'durationType',
];

function joined(parts: readonly PlacedPart[]): BenchmarkServices {
  const services = parts.reduce((sum, { units }) => sum + units.length, 0);
  const authorityOf = new Uint16Array(services);
  const units = new Float64Array(services);
  const at = ofDimensions(() => new Uint8Array(services));
  let from = 0;
  parts.forEach((part, place) => {
    authorityOf.fill(place, from, from + part.units.length);
    fill(units, part.units, from);
    for (const name of serviceDimensions) at[name].set(part.at[name], from);
    from += part.units.length;
  });
  const authorities = parts.map(({ authority: id, region, type }) => ({ id, region, type }));
  return { services, authorities, authorityOf, at, units };
}

/** What there is of each authority: views, not copies. */
function placedParts(set: BenchmarkServices): PlacedPart[] {
  const starts = startsOf(set);
  return set.authorities.map(({ id: authority, region, type }, place) => {
    const [from, to] = [starts[place], starts[place + 1]];
    return {
      ...{ authority, region, type },
      at: ofDimensions((name) => set.at[name].subarray(from, to)),
      units: set.units.subarray(from, to),
    };
  });
}

/** By place of an authority, and once more behind the last: where its services begin. */
function startsOf({ authorities, authorityOf }: BenchmarkServices): number[] {
  const sizes = authorities.map(() => 0);
  for (const place of authorityOf) sizes[place] = (sizes[place] as number) + 1;
  let start = 0;
  return [0, ...sizes.map((size) => (start += size))];
}

/** The values that the authorities touched have in the next set. */
function freshColumns(
  columns: readonly string[],
  next: BenchmarkServices,
  { parts, touched }: { parts: readonly AuthorityPart[]; touched: ReadonlySet<number> },
): Map<string, Ascending> {
  const startById = startsById(next);
  const isFresh = next.authorities.map(({ id }) => touched.has(id));
  const fresh = Uint32Array.from(next.authorityOf.keys()).filter(
    (service) => isFresh[next.authorityOf[service] as number],
  );
  const valueOf = new Float64Array(next.services);
  return new Map(
    columns.map((column) => {
      for (const part of parts)
        fill(
          valueOf,
          part.values[column] ?? new Float64Array(part.units.length).fill(NaN),
          startById.get(part.authority) ?? 0,
        );
      return [column, ascending(valueOf, fresh)];
    }),
  );
}

/** The columns of one set as columns of the next, with fresh values for the authorities touched. */
function movedColumns(
  from: { services: BenchmarkServices; columns: ReadonlyMap<string, Ascending> },
  next: BenchmarkServices,
  { fresh, touched }: { fresh: ReadonlyMap<string, Ascending>; touched: ReadonlySet<number> },
): Map<string, Ascending> {
  const { authorities, authorityOf } = from.services;
  const before = startsOf(from.services);
  const startById = startsById(next);
  const shiftOf = Int32Array.from(authorities, ({ id }, place) =>
    touched.has(id) ? GONE : (startById.get(id) ?? 0) - (before[place] as number),
  );
  return new Map(
    [...from.columns].map(([column, values]) => [
      column,
      replaced(values, { authorityOf, shiftOf }, columnOf(fresh, column)),
    ]),
  );
}

/** By id of an authority, where its services begin. */
function startsById(set: BenchmarkServices): Map<number, number> {
  const starts = startsOf(set);
  return new Map(set.authorities.map(({ id }, place) => [id, starts[place] as number]));
}

function ofDimensions<Value>(valueOf: (name: ServiceDimension) => Value): Record<ServiceDimension, Value> {
  const values = serviceDimensions.map((name) => [name, valueOf(name)]);
  return Object.fromEntries(values) as Record<ServiceDimension, Value>;
}

function fill(target: Float64Array, numbers: Numbers, from: number): void {
  if (numbers instanceof Float64Array) {
    target.set(numbers, from);
    return;
  }
  for (let at = 0; at < numbers.length; at += 1) target[from + at] = numbers[at] ?? NaN;
}
