import type { Knex } from 'knex';

/** What each column that refers to another refers to in the end, both as "table.column". */
export type References = ReadonlyMap<string, string>;

/** Every foreign key of the database; one that leads to a column which refers on is followed to its end. */
export async function referencesIn(db: Knex): Promise<References> {
  const { rows } = await db.raw<{ rows: { from: string; to: string }[] }>(
    `select conrelid::regclass || '.' || own.attname as "from", confrelid::regclass || '.' || other.attname as "to"
     from pg_constraint
     cross join unnest(conkey, confkey) as pair (own_number, other_number)
     join pg_attribute as own on own.attrelid = conrelid and own.attnum = own_number
     join pg_attribute as other on other.attrelid = confrelid and other.attnum = other_number
     where contype = 'f' and conrelid <> confrelid order by 1, 2`,
  );
  const next = new Map(rows.map(({ from, to }) => [from, to]));
  const endOf = (place: string): string => {
    const to = next.get(place);
    return to === undefined ? place : endOf(to);
  };
  return new Map(rows.map(({ from }) => [from, endOf(from)]));
}

/**
 * SQL that is true of the rows of a table that are somebody's, and false of all others. A path is a column of the table
 * that refers to people ("user_id"), or leads to one over other tables: "complaint_id.user_id" is the user_id of the
 * complaint that complaint_id refers to. @param people SQL of a list of bigint: the numbers of their accounts
 */
export function theirRows(
  references: References,
  table: string,
  { paths, people = 'cast(:people as bigint[])' }: { paths: readonly string[]; people?: string },
): string {
  const conditions = paths.map((path) => conditionOf(references, table, path.split('.'), people));
  return conditions.length === 0 ? 'false' : `coalesce(${conditions.join(' or ')}, false)`;
}

function conditionOf(
  references: References,
  table: string,
  [column = '', ...rest]: readonly string[],
  people: string,
): string {
  const own = `${quoted(table)}.${quoted(column)}`;
  if (rest.length === 0) return `${own} = any (${people})`;
  const { table: parent, column: key } = parentOf(references, table, column);
  return `${own} in (select ${quoted(key)} from ${quoted(parent)} where ${conditionOf(references, parent, rest, people)})`;
}

/** What the first step of a path leads to. Throws where nothing says so, so that no declaration can be idle. */
export function parentOf(
  references: References,
  table: string,
  column: string,
): { table: string; column: string } {
  const [parent, key] = references.get(`${table}.${column}`)?.split('.') ?? [];
  if (parent === undefined || key === undefined) throw new Error(`${table}.${column} refers to nothing.`);
  return { table: parent, column: key };
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
