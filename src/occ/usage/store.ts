import type { Knex } from 'knex';

export interface CountOf {
  of: string;
  count: number;
}

/** Counts by what was done, all days together, the most frequent first. @param from YYYY-MM-DD, the first day */
export async function countsByPage(db: Knex, from: string): Promise<CountOf[]> {
  const rows = await db('usage_counts')
    .where('day', '>=', from)
    .groupBy('what')
    .select<{ of: string; count: string }[]>('what as of', db.raw('sum(count) as count'))
    .orderBy([{ column: 'count', order: 'desc' }, { column: 'of' }]);
  return rows.map(({ of, count }) => ({ of, count: Number(count) }));
}

export interface CountOfDay extends CountOf {
  /** YYYY-MM-DD */
  day: string;
}

/** Counts by day and by what was done. */
export async function countsByDay(db: Knex, from: string): Promise<CountOfDay[]> {
  const rows = await db('usage_counts')
    .where('day', '>=', from)
    .select<{ day: string; of: string; count: string }[]>(
      db.raw(`to_char(day, 'YYYY-MM-DD') as day`),
      'what as of',
      'count',
    );
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}
