import type { Knex } from 'knex';
import type { Pool } from 'pg';
import { userColumns, userOf, userTables, type UserRow } from '../store.ts';
import type { User } from '../user.ts';

/** A session by its key, sealed, and whose it is; user is null when the account is gone. */
export type SessionReader = (key: string) => Promise<{ sealed: Buffer; user: User | null } | null>;

// Asked at every request of a signed-in person: all that is needed in one query, prepared once a connection, past knex.
const selectSessions = `
  select sessions.sid, sessions.sess, ${userColumns}
  from sessions
  left join (${userTables}) on users.id = sessions.user_id
  where sessions.sid = any ($1)`;

type SessionRow = { sid: string; sess: Buffer } & Partial<UserRow>;

interface Waiting {
  key: string;
  resolve: (found: Awaited<ReturnType<SessionReader>>) => void;
  reject: (error: unknown) => void;
}

/**
 * Looks sessions up. Requests that come in together are answered by one statement: the busier the site is, the less a
 * look-up costs each of them.
 */
export function sessionReader(pool: Pool): SessionReader {
  let waiting: Waiting[] = [];
  const ask = (): void => {
    const asked = waiting;
    waiting = [];
    answer(pool, asked).catch((error: unknown) => {
      for (const { reject } of asked) reject(error);
    });
  };
  return (key) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ key, resolve, reject }) === 1) setImmediate(ask);
    });
}

async function answer(pool: Pool, asked: readonly Waiting[]): Promise<void> {
  const keys = [...new Set(asked.map(({ key }) => key))];
  const query = { name: 'sessions-read', text: selectSessions, values: [keys] };
  const { rows } = await pool.query<SessionRow>(query);
  const found = new Map(rows.map((row) => [row.sid, row]));
  for (const { key, resolve } of asked) {
    const row = found.get(key);
    resolve(row ? { sealed: row.sess, user: row.id ? userOf(row as UserRow) : null } : null);
  }
}

export interface SessionOfPerson {
  id: number;
  key: string;
  sealed: Buffer;
}

/** A person's sessions that are not over, the newest first. */
export async function sessionsOf(db: Knex, userId: number, now: Date): Promise<SessionOfPerson[]> {
  const rows = await db<{ id: number; sid: string; sess: Buffer; user_id: number }>('sessions')
    .where({ user_id: userId })
    .where('expire', '>=', now)
    .orderBy('id', 'desc')
    .select('id', 'sid', 'sess');
  return rows.map(({ id, sid, sess }) => ({ id, key: sid, sealed: sess }));
}

/** Ends one session, if it is this person's. Answers whether it was there. */
export async function deleteSession(trx: Knex.Transaction, userId: number, id: number): Promise<boolean> {
  return (await trx('sessions').where({ id, user_id: userId }).delete()) === 1;
}

/**
 * Ends every session of a person, those between password and code too; answers how many.
 * @param exceptKey the key of the one that goes on, if any
 */
export async function endSessionsOf(
  trx: Knex.Transaction,
  userId: number,
  exceptKey: string | null = null,
): Promise<number> {
  const sessions = trx('sessions').where({ user_id: userId });
  return (exceptKey === null ? sessions : sessions.whereNot({ sid: exceptKey })).delete();
}
