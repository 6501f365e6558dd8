import { sealText } from '../../../src/platform/sealing.ts';
import { testSecrets } from '../../support/app.ts';
import { type CataloguedColumn, type CataloguedTable, isWorded } from './catalog.ts';

/** What is planted all begins with this, and goes on with five digits of its own. */
export const MARKER = 'QX7';

/** Gives out markers, each once. Eight letters and numbers, so that they are references too. */
export type Markers = () => string;

export function markers(): Markers {
  let last = 0;
  return () => `${MARKER}${String((last += 1)).padStart(5, '0')}`;
}

export interface PlantFor {
  /** The person whom everything is of, and somebody at OCC for what others have to do with it. */
  person: number;
  other: number;
  authorityId: number;
  /** An upload of the person's. */
  uploadId: number;
  next: Markers;
}

/** What must be so for a removal to be allowed, or so that a row can be opened again. */
const given: Readonly<Record<string, (marker: string, plant: PlantFor) => unknown>> = {
  'uploads.state': () => 'withdrawn',
  'uploads.kind': () => 'extract',
  'uploads.series': () => 'extract',
  'removals.state': () => 'refused',
  'removals.plan': () => ({ people: [], uploads: [], lines: [] }),
  'outbox.content': (marker) =>
    sealText(
      testSecrets,
      'outbox.content',
      JSON.stringify({ to: `${marker}@ealing.example`, letter: { subject: marker, parts: [] } }),
    ),
  'second_factors.seed': (marker, { person }) =>
    sealText(testSecrets, `second_factors.seed ${person}`, marker),
};

export interface Row {
  table: CataloguedTable;
  /** The column by which the row is the person's; or the one by which it hangs on a row of theirs. */
  whose: string;
  plant: PlantFor;
  parents: ReadonlyMap<string, Record<string, unknown>>;
  /** Columns of the table that are declared to be somebody else's by another column. */
  foreign: ReadonlySet<string>;
  /** Columns that say whose such a row is, where it hangs on another by a different one. */
  owners: ReadonlySet<string>;
}

/** Values for a column, the best first; undefined leaves it to the database. */
export function candidates(
  { table, whose, plant, parents, foreign, owners }: Row,
  column: CataloguedColumn,
): unknown[] {
  const { name, refersTo, words, type } = column;
  const fixed = given[`${table.name}.${name}`];
  if (fixed) return [jsonOf(type, fixed(plant.next(), plant))];
  const none = column.isNullable ? [null] : [];
  if (name === whose && refersTo?.table === 'users') return [plant.person];
  if (refersTo?.table === 'users') return [owners.has(name) ? plant.person : plant.other, ...none];
  if (refersTo?.table === 'authorities')
    return name === whose ? [plant.authorityId] : [plant.authorityId, ...none];
  if (refersTo && refersTo.table !== table.name) {
    const parent = parents.get(refersTo.table);
    const value = parent?.[refersTo.column];
    if (value === undefined) return none.length > 0 ? none : missing(refersTo);
    return name === whose ? [value] : [...none, value];
  }
  if (refersTo) return none;
  if (words) return type.endsWith('[]') ? [[words.at(-1)], []] : [...words.toReversed(), ...none];
  if (isWorded(column)) return wordsFor(column, foreign.has(name) ? 'of another' : plant.next(), none);
  if (column.hasDefault) return type === 'boolean' ? [undefined, true, false] : [undefined];
  return [...plainValues(type), ...none];
}

/** A list that the reference data fills, such as the versions of a public text. */
function missing({ table, column }: NonNullable<CataloguedColumn['refersTo']>): unknown[] {
  if (table !== 'policy_versions') throw new Error(`Nothing of ${table} was planted.`);
  return [column === 'page' ? 'privacy' : 1];
}

function wordsFor({ type }: CataloguedColumn, marker: string, none: unknown[]): unknown[] {
  if (type === 'bytea') return [Buffer.from(marker.padEnd(32, '.')), Buffer.from(marker), ...none];
  if (type.startsWith('json')) return [jsonOf(type, { words: marker }), jsonOf(type, [marker]), ...none];
  if (type.endsWith('[]')) return [[marker], [], ...none];
  return [marker, `R-${marker}`, `${marker.toLowerCase()}@ealing.example`, marker.toLowerCase(), ...none];
}

function jsonOf(type: string, value: unknown): unknown {
  return type.startsWith('json') ? JSON.stringify(value) : value;
}

function plainValues(type: string): unknown[] {
  if (type === 'boolean') return [false, true];
  if (type === 'date') return ['2026-01-05', '2026-12-31'];
  if (type.startsWith('timestamp')) return ['2026-01-05T10:00:00Z', '2026-12-31T10:00:00Z'];
  return [1, 2, 0];
}
