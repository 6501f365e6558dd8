import type { Knex } from 'knex';
import type { Traces } from './traces.ts';

/** What is sealed says nothing to a search: originals of files, exports with all that is in them, the traces themselves. */
const sealed = new Set([
  ...['original_chunks.bytes', 'removals.traces', 'access_exports.letter', 'export_file_chunks.bytes'],
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

/** In which columns any of the traces stands, and in how many rows; each table is read once. */
export async function searchDatabase(db: Knex, traces: Traces): Promise<{ place: string; count: number }[]> {
  const found: { place: string; count: number }[] = [];
  if (traces.length === 0) return found;
  const patterns = patternsOf(traces);
  const byTable = new Map<string, SearchedColumn[]>();
  for (const column of await columnsToSearch(db)) {
    const table = `${column.schema}.${column.table}`;
    byTable.set(table, [...(byTable.get(table) ?? []), column]);
  }
  for (const [table, columns] of byTable) {
    const { rows } = await db.raw<{ rows: Record<string, number>[] }>(
      `select ${columns.map(countOf).join(', ')} from ${table.split('.').map(quoted).join('.')}`,
      { patterns, bytes: traces.map((trace) => Buffer.from(trace, 'utf8')) } as unknown as Knex.RawBinding[],
    );
    for (const [index, { column }] of columns.entries()) {
      const count = rows[0]?.[`c${index}`] ?? 0;
      if (count > 0) found.push({ place: `${table.replace(/^public\./, '')}.${column}`, count });
    }
  }
  return found;
}

/** For `like`, whatever the case of what they are held against is made. */
export function patternsOf(traces: Traces): string[] {
  return traces.map((trace) => `%${trace.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`);
}

function countOf({ column, type }: SearchedColumn, index: number): string {
  const name = quoted(column);
  const isFound =
    type === 'bytea'
      ? `exists (select from unnest(cast(:bytes as bytea[])) as trace where position(trace in ${name}) > 0)`
      : `lower(cast(${name} as text)) like any (cast(:patterns as text[]))`;
  return `count(*) filter (where ${isFound}) as c${index}`;
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
