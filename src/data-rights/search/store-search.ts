import type { Knex } from 'knex';
import { referencesIn, theirRows } from '../../platform/whose-rows.ts';
import type { Traces } from './traces.ts';

/**
 * What is sealed says nothing to a search: originals of files, exports with all that is in them, the traces themselves.
 * Letters and exports are opened apart.
 */
const sealed = new Set([
  ...[
    'original_chunks.bytes',
    'removals.traces',
    'outbox.content',
    'access_exports.letter',
    'export_file_chunks.bytes',
  ],
  ...['export_items.sealed', 'export_items.note', 'export_withholdings.sealed'],
  ...['export_proposals.sealed', 'export_searches.sealed'],
]);
const hidden = new Set(['knex_migrations', 'knex_migrations_lock']);

export interface SearchedColumn {
  schema: string;
  table: string;
  column: string;
  type: string;
}

/** Every column of every table that can hold words, as text, as JSON, in lists or as bytes; jobs that wait included. */
export async function columnsToSearch(db: Knex): Promise<SearchedColumn[]> {
  const { rows } = await db.raw<{ rows: SearchedColumn[] }>(
    `select nspname as schema, relname as "table", attname as column, format_type(atttypid, null) as type
     from pg_attribute join pg_class on pg_class.oid = attrelid join pg_namespace on pg_namespace.oid = relnamespace
     where relkind in ('r', 'p') and nspname in ('public', 'graphile_worker') and attnum > 0 and not attisdropped
       and has_table_privilege(pg_class.oid, 'select')
     order by nspname desc, relname, attnum`,
  );
  const worded = /^(text|character varying|json|jsonb|bytea|text\[\]|character)/;
  return rows.filter(
    ({ table, column, type }) => worded.test(type) && !sealed.has(`${table}.${column}`) && !hidden.has(table),
  );
}

/** Where something may stand because the plan says so, and only in rows of these people. */
export interface PlannedColumn {
  /** "table.column". */
  place: string;
  /** What says whose a row is: columns of the table, and paths over others (see `theirRows`). */
  whose: readonly string[];
}

export interface Found {
  place: string;
  count: number;
  isPlanned: boolean;
}

const noneOfTheirs = { people: [], planned: [] };

/** What is added to a place where others' rows have the words in a column that may keep the person's own. */
export const OF_OTHERS = ', in rows of others';

/**
 * In which columns any of the traces stands, and in how many rows; each table is read once. In a column that keeps the
 * people's own words as planned, rows that are not theirs count apart: what others have written is judged by people (C11).
 */
export async function searchDatabase(
  db: Knex,
  traces: Traces,
  { people, planned }: { people: readonly number[]; planned: readonly PlannedColumn[] } = noneOfTheirs,
): Promise<Found[]> {
  const found: Found[] = [];
  if (traces.length === 0) return found;
  const patterns = patternsOf(traces);
  const byTable = new Map<string, SearchedColumn[]>();
  for (const column of await columnsToSearch(db)) {
    const table = `${column.schema}.${column.table}`;
    byTable.set(table, [...(byTable.get(table) ?? []), column]);
  }
  const whoseOf = new Map(planned.map(({ place, whose }) => [place, whose]));
  const references = planned.length === 0 ? new Map<string, string>() : await referencesIn(db);
  for (const [table, columns] of byTable) {
    const counts = columns.flatMap((column, index) =>
      countsOf(
        column,
        index,
        theirRows(references, column.table, { paths: whoseOf.get(placeOf(column)) ?? [] }),
      ),
    );
    const { rows } = await db.raw<{ rows: Record<string, number>[] }>(
      `select ${counts.join(', ')} from ${table.split('.').map(quoted).join('.')}`,
      {
        ...{ patterns, people: [...people], bytes: traces.map((trace) => Buffer.from(trace, 'utf8')) },
      } as unknown as Knex.RawBinding[],
    );
    for (const [index, column] of columns.entries()) {
      const place = placeOf(column);
      const own = rows[0]?.[`own${index}`] ?? 0;
      const others = rows[0]?.[`others${index}`] ?? 0;
      if (own > 0) found.push({ place, count: own, isPlanned: true });
      if (others > 0)
        found.push({
          place: whoseOf.has(place) ? place + OF_OTHERS : place,
          count: others,
          isPlanned: false,
        });
    }
  }
  return found;
}

/** For `like`, whatever the case of what they are held against is made. */
export function patternsOf(traces: Traces): string[] {
  return traces.map((trace) => `%${trace.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`);
}

const placeOf = ({ schema, table, column }: SearchedColumn): string =>
  schema === 'public' ? `${table}.${column}` : `${schema}.${table}.${column}`;

function countsOf({ column, type }: SearchedColumn, index: number, isOwn: string): readonly [string, string] {
  const name = quoted(column);
  const isFound =
    type === 'bytea'
      ? `exists (select from unnest(cast(:bytes as bytea[])) as trace where position(trace in ${name}) > 0)`
      : `lower(cast(${name} as text)) like any (cast(:patterns as text[]))`;
  return [
    `count(*) filter (where ${isFound} and ${isOwn}) as own${index}`,
    `count(*) filter (where ${isFound} and not ${isOwn}) as others${index}`,
  ];
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
