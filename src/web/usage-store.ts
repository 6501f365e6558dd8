import type { Pool } from 'pg';

export interface UsageCount {
  /** YYYY-MM-DD */
  day: string;
  what: string;
  count: number;
}

/** Adds to what was counted before, in one statement. */
export async function addCounts(pool: Pool, counts: readonly UsageCount[]): Promise<void> {
  await pool.query(
    `insert into usage_counts (day, what, count)
     select * from unnest($1::date[], $2::text[], $3::bigint[])
     on conflict (day, what) do update set count = usage_counts.count + excluded.count`,
    [counts.map(({ day }) => day), counts.map(({ what }) => what), counts.map(({ count }) => count)],
  );
}
