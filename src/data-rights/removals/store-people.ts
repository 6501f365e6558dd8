import type { Knex } from 'knex';
import { ofPeople } from './store-plan.ts';

/** Which table refers to which, for an order in which rows can go. */
export async function references(db: Knex): Promise<{ from: string; to: string }[]> {
  const { rows } = await db.raw<{ rows: { from: string; to: string }[] }>(
    `select conrelid::regclass::text as "from", confrelid::regclass::text as "to" from pg_constraint
     where contype = 'f' and conrelid <> confrelid`,
  );
  return rows;
}

/** Lets the ledger of consents, which is otherwise only added to, give up this person's rows until the transaction ends. */
export async function nameRemoved(trx: Knex.Transaction, userId: number): Promise<void> {
  await trx.raw(`select set_config('spbench.removed_user', ?, true)`, [String(userId)]);
}

/** Rows of a table, by a condition of `theirRows`. */
export interface Owned {
  table: string;
  condition: string;
}

export async function deleteRows(
  trx: Knex.Transaction,
  { table, condition }: Owned,
  userId: number,
): Promise<number> {
  return trx(table)
    .whereRaw(condition, ofPeople([userId]))
    .delete();
}

export async function emptyColumns(
  trx: Knex.Transaction,
  { table, condition }: Owned,
  columns: readonly string[],
  userId: number,
): Promise<number> {
  return trx(table)
    .whereRaw(condition, ofPeople([userId]))
    .update(Object.fromEntries(columns.map((column) => [column, null])));
}

/** What is left of an account: its number, and when it was made and removed. */
export async function makeTombstone(
  trx: Knex.Transaction,
  columns: readonly string[],
  { userId, at }: { userId: number; at: Date },
): Promise<void> {
  await trx('users')
    .where('id', userId)
    .update({
      ...Object.fromEntries(columns.map((column) => [column, null])),
      closed_at: trx.raw('coalesce(closed_at, ?)', [at]),
      removed_at: at,
    });
}

export interface DirectoryReader {
  id: number;
  name: string;
  email: string;
  authority: string;
  /** ISO days, in London. */
  days: string[];
}

/** Whoever opened a person's entry in the directory and still has an account, with the days on which they did. */
export async function directoryReaders(db: Knex, userId: number): Promise<DirectoryReader[]> {
  return db('directory_views')
    .join('users as viewer', 'viewer.id', 'directory_views.viewer_id')
    .join('users as seen', 'seen.id', 'directory_views.seen_id')
    .join('authorities', 'authorities.id', 'seen.authority_id')
    .where('seen_id', userId)
    .whereNot('viewer_id', userId)
    .whereNull('viewer.closed_at')
    .groupBy('viewer.id', 'authorities.name')
    .orderBy('viewer.id')
    .select<DirectoryReader[]>(
      ...['viewer.id', 'viewer.name', 'viewer.email', 'authorities.name as authority'],
      db.raw(
        `array_agg(distinct to_char(viewed_at at time zone 'Europe/London', 'FMDD FMMonth YYYY')) as days`,
      ),
    );
}

/** Letters that still have their content, whoever they are to. */
export async function lettersKept(db: Knex): Promise<{ id: number; content: Buffer }[]> {
  return db('outbox').whereNotNull('content').select<{ id: number; content: Buffer }[]>('id', 'content');
}

export async function deleteLetters(trx: Knex.Transaction, ids: readonly number[]): Promise<void> {
  await trx('outbox')
    .whereRaw('id = any(?)', [[...ids]])
    .delete();
}
