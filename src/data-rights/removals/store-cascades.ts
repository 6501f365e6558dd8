import type { Knex } from 'knex';
import { ofPeople } from './store-plan.ts';

/** Rows that the database itself deletes along with others (ON DELETE CASCADE): notes with the enquiry they are about. */
export interface Cascade {
  table: string;
  column: string;
  /** What they go with, and by which of its columns. */
  parent: string;
  key: string;
}

export async function cascades(db: Knex): Promise<Cascade[]> {
  const { rows } = await db.raw<{ rows: Cascade[] }>(
    `select conrelid::regclass::text as "table", own.attname as "column", confrelid::regclass::text as parent,
       other.attname as key
     from pg_constraint
     join pg_attribute as own on own.attrelid = conrelid and own.attnum = conkey[1]
     join pg_attribute as other on other.attrelid = confrelid and other.attnum = confkey[1]
     where contype = 'f' and confdeltype = 'c' and conrelid <> confrelid order by 1, 2`,
  );
  return rows;
}

/** A table, and those of which rows go along with its rows. */
export function reachedFrom(edges: readonly Cascade[], table: string): readonly string[] {
  const reached = [table];
  for (const parent of reached)
    for (const edge of edges)
      if (edge.parent === parent && !reached.includes(edge.table)) reached.push(edge.table);
  return reached;
}

/** How many rows go along with the rows of a table that a condition finds for these people, by table, each row once. */
export async function rowsAlong(
  db: Knex,
  edges: readonly Cascade[],
  { table, condition, people }: { table: string; condition: string; people: readonly number[] },
): Promise<{ table: string; column: string; rows: number }[]> {
  const reached = reachedFrom(edges, table);
  const above = (one: string): Cascade[] =>
    edges.filter((edge) => edge.table === one && reached.includes(edge.parent));
  const gone = (one: string): Knex.QueryBuilder =>
    one === table
      ? db(table).whereRaw(condition, ofPeople(people))
      : db(one).where((or) => {
          for (const { column, parent, key } of above(one))
            void or.orWhereIn(column, gone(parent).select(key));
        });
  const counts: { table: string; column: string; rows: number }[] = [];
  for (const one of reached.slice(1)) {
    const row = (await gone(one).count({ count: '*' }).first()) as { count: number } | undefined;
    counts.push({ table: one, column: above(one)[0]?.column ?? '', rows: row?.count ?? 0 });
  }
  return counts;
}
