import type { Knex } from 'knex';

/** Rows of two versions that lie in one table, told apart by a column and matched by their `row`. */
export interface VersionedTable {
  table: string;
  versionColumn: string;
}

export interface DifferingColumn {
  table: string;
  /** `row` where only one of the two versions has the row. */
  column: string;
  /** In how many rows. */
  rows: number;
}

/** In which columns the rows of two versions differ, and in how many rows each; empty where they are the same. */
export async function differingColumns(
  db: Knex,
  { table, versionColumn }: VersionedTable,
  before: number,
  after: number,
): Promise<DifferingColumn[]> {
  const { rows } = await db.raw<{ rows: { column: string; rows: number }[] }>(
    `with pairs as (
       select to_jsonb(before) - cast(:versionColumn as text) as before, to_jsonb(after) - cast(:versionColumn as text) as after
       from (select * from :table: where :versionColumn: = :before) as before
       full join (select * from :table: where :versionColumn: = :after) as after using (row)
     )
     select key as column, count(*) as rows
     from pairs cross join lateral jsonb_object_keys(coalesce(after, before)) as key
     where before is distinct from after and (before -> key) is distinct from (after -> key)
       and (key = 'row' or (before is not null and after is not null))
     group by key order by key`,
    { table, versionColumn, before, after },
  );
  return rows.map(({ column, rows: count }) => ({ table, column, rows: count }));
}
