import type { Knex } from 'knex';

/** What a table's columns, checks and references are, as the database itself has them. */
export interface CataloguedTable {
  name: string;
  columns: CataloguedColumn[];
  /** Names of a check's or key's columns, by the constraint's name. */
  constraints: ReadonlyMap<string, readonly string[]>;
}

export interface CataloguedColumn {
  name: string;
  type: string;
  isNullable: boolean;
  /** Filled in by the database itself: left alone unless it can hold words. */
  hasDefault: boolean;
  /** Table that it refers to, alone or together with other columns. */
  refersTo: { table: string; column: string; with: readonly string[] } | null;
  /** The words that a check allows; null where any will do. */
  words: readonly string[] | null;
}

/** Columns that refer to a table without a foreign key, which would cost seconds in a million rows. */
const unkeyed: Readonly<Record<string, string>> = { extract_id: 'extracts', upload_id: 'uploads' };

const worded = /^(text|character varying|json|jsonb|bytea|text\[\]|character)/;

export function isWorded({ type }: Pick<CataloguedColumn, 'type'>): boolean {
  return worded.test(type);
}

/** Every table of the schema, what is referred to before what refers to it. */
export async function catalogue(db: Knex): Promise<CataloguedTable[]> {
  const { rows: columns } = await db.raw<{ rows: ColumnRow[] }>(
    `select relname as "table", attname as name, format_type(atttypid, null) as type, not attnotnull as nullable,
       atthasdef or attidentity <> '' as has_default
     from pg_attribute join pg_class on pg_class.oid = attrelid
     where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped
     order by relname, attnum`,
  );
  const { rows: constraints } = await db.raw<{ rows: Constraint[] }>(
    `select conrelid::regclass::text as "table", conname as name, contype as kind, pg_get_constraintdef(oid) as text,
       nullif(confrelid, 0)::regclass::text as target,
       array(select attname::text from unnest(conkey) with ordinality as k (n, at)
         join pg_attribute on attrelid = conrelid and attnum = n order by at) as columns,
       array(select attname::text from unnest(confkey) with ordinality as k (n, at)
         join pg_attribute on attrelid = confrelid and attnum = n order by at) as targets
     from pg_constraint where connamespace = 'public'::regnamespace`,
  );
  const names = [...new Set(columns.map(({ table }) => table))];
  const tables = names.map((name): CataloguedTable => {
    const own = constraints.filter(({ table }) => table === name);
    return {
      name,
      constraints: new Map(own.map((one) => [one.name, one.columns])),
      columns: columns
        .filter(({ table }) => table === name)
        .map((row) => ({
          ...{ name: row.name, type: row.type, isNullable: row.nullable, hasDefault: row.has_default },
          refersTo: reference(name, row.name, own),
          words: wordsOf(row.name, own),
        })),
    };
  });
  return inOrder(tables);
}

interface ColumnRow {
  table: string;
  name: string;
  type: string;
  nullable: boolean;
  has_default: boolean;
}

interface Constraint {
  table: string;
  name: string;
  kind: string;
  text: string;
  target: string | null;
  columns: string[];
  targets: string[];
}

function reference(
  table: string,
  column: string,
  constraints: readonly Constraint[],
): CataloguedColumn['refersTo'] {
  const key = constraints.find(({ kind, columns }) => kind === 'f' && columns.includes(column));
  if (key?.target)
    return {
      ...{ table: key.target, column: key.targets[key.columns.indexOf(column)]! },
      with: key.columns,
    };
  const target = unkeyed[column];
  return target && target !== table ? { table: target, column: 'id', with: [column] } : null;
}

function wordsOf(column: string, constraints: readonly Constraint[]): string[] | null {
  const list = new RegExp(`\\b${column} (?:= ANY|<@) \\(?(?:ARRAY\\[([^\\]]*)\\])`);
  for (const { kind, text, columns } of constraints) {
    // A check of several columns may name some of the words only.
    const found = kind === 'c' && columns.length === 1 ? list.exec(text)?.[1] : undefined;
    if (found) return [...found.matchAll(/'([^']*)'/g)].map(([, word]) => word!);
  }
  return null;
}

function inOrder(tables: readonly CataloguedTable[]): CataloguedTable[] {
  const depth = (table: string, seen: readonly string[]): number => {
    const parents = tables
      .find(({ name }) => name === table)!
      .columns.flatMap(({ refersTo }) => (refersTo ? [refersTo.table] : []))
      .filter((parent) => parent !== table && !seen.includes(parent));
    return Math.max(0, ...parents.map((parent) => 1 + depth(parent, [...seen, table])));
  };
  return tables
    .map((table) => ({ table, at: depth(table.name, []) }))
    .sort((a, b) => a.at - b.at)
    .map(({ table }) => table);
}
