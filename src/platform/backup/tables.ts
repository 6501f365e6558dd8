import type pg from 'pg';

export interface BackedUpTable {
  name: string;
  columns: string[];
}

/** What a backup leaves out: what the schema itself brings, and what lasts minutes. */
const leftOut = ['knex_migrations', 'knex_migrations_lock', 'sessions', 'delays'];

/** Every table of the application, each after those that it refers to, but for what may be empty at first. */
export async function tablesInOrder(client: pg.ClientBase): Promise<BackedUpTable[]> {
  const { rows: tables } = await client.query<BackedUpTable>(
    `select table_name::text as name, array_agg(column_name::text order by ordinal_position) as columns
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_schema = 'public' and table_type = 'BASE TABLE' and is_generated = 'NEVER' and not table_name = any ($1)
     group by 1 order by 1`,
    [leftOut],
  );
  return inOrder(tables, await referencesOf(client));
}

export interface Reference {
  name: string;
  from: string;
  to: string;
  /** A row may be there without what it refers to. */
  isOptional: boolean;
}

export async function referencesOf(client: pg.ClientBase): Promise<Reference[]> {
  const { rows } = await client.query<Reference>(
    `select conname as name, conrelid::regclass::text as from, confrelid::regclass::text as to,
       exists (select from pg_attribute where attrelid = conrelid and attnum = any (conkey) and not attnotnull)
         as "isOptional"
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and conrelid <> confrelid`,
  );
  return rows;
}

function inOrder(tables: BackedUpTable[], references: readonly Reference[]): BackedUpTable[] {
  const ordered: BackedUpTable[] = [];
  let rest = tables;
  while (rest.length > 0) {
    const waiting = new Set(rest.map(({ name }) => name));
    const freeOf = (those: readonly Reference[]): BackedUpTable[] =>
      rest.filter(({ name }) => !those.some(({ from, to }) => from === name && waiting.has(to)));
    const wholly = freeOf(references);
    // Tables that refer to each other: the first is the one that can do without at first.
    const free =
      wholly.length > 0 ? wholly : freeOf(references.filter(({ isOptional }) => !isOptional)).slice(0, 1);
    if (free.length === 0) throw new Error(`These tables refer to each other: ${[...waiting].join(', ')}`);
    ordered.push(...free);
    rest = rest.filter((table) => !free.includes(table));
  }
  return ordered;
}

/** @param name of ours, from the catalogue */
export function copied({ name, columns }: BackedUpTable): string {
  return `"${name}" (${columns.map((column) => `"${column}"`).join(', ')})`;
}

export async function migrationsOf(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('select name from knex_migrations order by name');
  return rows.map(({ name }) => name);
}
