import type { Knex } from 'knex';
import type { DeclaredGroup } from '../../platform/held-data.ts';
import { referencesIn, theirRows } from '../../platform/whose-rows.ts';
import { columnsToSearch, patternsOf, quoted } from './store-search.ts';
import type { Traces } from './traces.ts';

export interface FoundRow {
  /** Its primary key, as text. */
  key: string;
  /** What stands in the columns in which one of the traces does. */
  values: Record<string, string>;
}

export interface FoundTable {
  table: string;
  rows: FoundRow[];
  /** More were found than are given here. */
  hasMore: boolean;
}

const MOST_ROWS = 500;

/** Texts that are published or name no person: nobody asks for them by asking for data on themselves. */
const published = new Set(['policy_versions', 'authorities', 'list_entries', 'request_reminders']);

/**
 * Rows in which somebody is named outside of what the declarations find: not the columns of their own rows, nothing that
 * lets anybody in, and nothing that is not safe to be told.
 * @param places where something was found, as `searchDatabase` tells it
 */
export async function rowsNaming(
  db: Knex,
  traces: Traces,
  {
    places,
    declared,
    userId,
  }: { places: readonly string[]; declared: readonly DeclaredGroup[]; userId: number },
): Promise<FoundTable[]> {
  const wanted = new Set(places);
  const references = await referencesIn(db);
  const byTable = new Map<string, NamedColumn[]>();
  for (const { schema, table, column, type } of await columnsToSearch(db)) {
    if (schema !== 'public' || type === 'bytea' || published.has(table)) continue;
    const group = declared.find(
      (one) => one.table === table && one.columns.some((own) => own.column === column),
    );
    const isShown = group?.columns.find((own) => own.column === column)?.isShown ?? true;
    if (!wanted.has(`${table}.${column}`) || !isShown) continue;
    const paths = group ? [...(group.whose === null ? [] : [group.whose]), ...group.through] : [];
    const isTheirs = theirRows(references, table, { paths });
    byTable.set(table, [...(byTable.get(table) ?? []), { column, isTheirs }]);
  }
  const found: FoundTable[] = [];
  for (const [table, columns] of byTable) {
    const hiddenBy = declared
      .filter((one) => one.table === table)
      .flatMap((one) => one.columns.flatMap((own) => own.declared.hiddenBy ?? []))[0];
    const rows = await rowsOf(db, { table, columns, hiddenBy, traces, userId });
    if (rows.length > 0)
      found.push({ table, rows: rows.slice(0, MOST_ROWS), hasMore: rows.length > MOST_ROWS });
  }
  return found;
}

interface NamedColumn {
  column: string;
  /** SQL: it is the person's own row, or about them, and was found by that. */
  isTheirs: string;
}

async function rowsOf(
  db: Knex,
  of: { table: string; columns: NamedColumn[]; hiddenBy: string | undefined; traces: Traces; userId: number },
): Promise<FoundRow[]> {
  const { table, columns, hiddenBy } = of;
  const isNamed = ({ column, isTheirs }: NamedColumn): string =>
    `(lower(cast(${quoted(column)} as text)) like any (cast(:patterns as text[])) and not ${isTheirs})`;
  const { rows } = await db.raw<{ rows: (Record<string, string | null> & { key: string })[] }>(
    `select ${await keyOf(db, table)} as key,
       ${columns.map((one) => `case when ${isNamed(one)} then cast(${quoted(one.column)} as text) end as ${quoted(one.column)}`).join(', ')}
     from ${quoted(table)} where (${columns.map(isNamed).join(' or ')})
       ${hiddenBy === undefined ? '' : `and not ${quoted(hiddenBy)}`}
     order by 1 limit ${MOST_ROWS + 1}`,
    { patterns: patternsOf(of.traces), people: [of.userId] } as unknown as Knex.RawBinding[],
  );
  return rows.map(({ key, ...values }) => ({
    key,
    values: Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
    ),
  }));
}

async function keyOf(db: Knex, table: string): Promise<string> {
  const { rows } = await db.raw<{ rows: { column: string }[] }>(
    `select attname as "column" from pg_index join pg_attribute on attrelid = indrelid and attnum = any (indkey)
     where indrelid = cast(? as regclass) and indisprimary order by attnum`,
    [`public.${quoted(table)}`],
  );
  const columns = rows.map(({ column }) => `cast(${quoted(column)} as text)`);
  return columns.length === 0 ? 'cast(ctid as text)' : `concat_ws(':', ${columns.join(', ')})`;
}
