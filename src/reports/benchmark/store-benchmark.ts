import type { Knex } from 'knex';
import type { AuthorityPart, BenchmarkSet } from './benchmark-set.ts';
import { dimensions } from '../dimensions.ts';
import { keptSet, type Wanted } from './kept-set.ts';
import { measures } from '../measures/measures.ts';

/**
 * Reads what is live of all authorities, as the role that can read nothing else. What it has read it keeps, authority by
 * authority, and reads again only whose revision has changed: each call asks for the revisions, so that what it
 * answers is never older than the question.
 */
export function benchmarkReader(benchmark: Knex): () => Promise<BenchmarkSet> {
  const upToDate = keptSet((wanted: readonly Wanted[]) => liveParts(benchmark, wanted));
  return () =>
    upToDate(async () => {
      const { rows } = await benchmark.raw<{ rows: Wanted[] }>(
        'select authority, revision from benchmark.revisions',
      );
      return rows;
    });
}

/** So many authorities are read in one statement; the answer is held in memory twice while it is taken in. */
const AT_ONCE = 8;

const serviceDimensions = dimensions.filter(({ of }) => of === 'service');
const measureColumns = measures.map(({ column }) => column);
const columns = [...serviceDimensions.map(({ column }) => column), 'units', ...measureColumns];

async function liveParts(benchmark: Knex, wanted: readonly Wanted[]): Promise<AuthorityPart[]> {
  const parts: AuthorityPart[] = [];
  const rest = wanted.map(({ authority }) => authority);
  const inTurn = async (): Promise<void> => {
    for (let some = rest.splice(0, AT_ONCE); some.length > 0; some = rest.splice(0, AT_ONCE)) {
      const { rows } = await benchmark.raw<{ rows: PartRow[] }>(
        `select authority, region, authority_type, ${columnLists(columns)}
         from benchmark.services where authority = any(?) group by authority, region, authority_type`,
        [some],
      );
      for (const row of rows) parts.push(partOfRow(row, { region: row.region, type: row.authority_type }));
    }
  };
  // Two at a time: the server answers one while the other's answer is taken in.
  await Promise.all([inTurn(), inTurn()]);
  return parts;
}

/** Services of one authority, a list a column. */
export type ColumnLists = Record<string, (number | null)[]> & { authority: number };
type PartRow = ColumnLists & { region: string; authority_type: string };

/** Column names come from the catalogue alone. */
export function columnLists(names: readonly string[]): string {
  return names.map((name) => `json_agg(${name}) as ${name}`).join(', ');
}

/** Lists of numbers as they are kept, which takes a third of the memory of what was read. */
export function partOfRow(
  row: ColumnLists,
  place: { region: string; type: string },
  measured: readonly string[] = measureColumns,
): AuthorityPart {
  const numbers = (column: string): Float64Array => {
    const given = row[column] ?? [];
    const found = new Float64Array(given.length);
    for (let at = 0; at < given.length; at += 1) found[at] = given[at] ?? NaN;
    return found;
  };
  const positions = serviceDimensions.map(({ name, column }) => [
    name,
    Uint8Array.from(row[column] as number[]),
  ]);
  return {
    ...{ authority: row.authority, ...place },
    at: Object.fromEntries(positions) as AuthorityPart['at'],
    units: numbers('units'),
    values: Object.fromEntries(measured.map((column) => [column, numbers(column)])),
  };
}

/** All that a part has but measures. */
export const partColumns = [...serviceDimensions.map(({ column }) => column), 'units'];
