import type { SessionData } from 'express-session';
import type { Pool } from 'pg';
import { userColumns, userOf, type UserRow } from './store.ts';
import type { User } from './user.ts';

/** A session by its key, and whose it is; user is null when the account is gone. */
export type SessionReader = (key: string) => Promise<{ data: SessionData; user: User | null } | null>;

// Asked at every request of a signed-in person: all that is needed in one query, prepared once a connection, past knex.
const selectSessions = `
  select sessions.sid, sessions.sess::text, ${userColumns}
  from sessions
  left join users on users.id = (sessions.sess -> 'passport' ->> 'user')::bigint
  left join authorities on authorities.id = users.authority_id
  where sessions.sid = any ($1)`;

type SessionRow = { sid: string; sess: string } & Partial<UserRow>;

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
    // Each request gets data of its own: it may change them.
    const data = row && (JSON.parse(row.sess) as SessionData);
    resolve(data ? { data, user: row.id ? userOf(row as UserRow) : null } : null);
  }
}
