import { createHash } from 'node:crypto';
import connectPgSimple from 'connect-pg-simple';
import type { Request } from 'express';
import session, { type Session, type SessionData } from 'express-session';
import type { Pool } from 'pg';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';

declare module 'express-session' {
  interface SessionData {
    /** When the person signed in, and when a request was last noted: milliseconds since 1970. */
    signedInAt?: number;
    seenAt?: number;
  }
}

const MINUTE_MS = 60 * 1000;
const IDLE_MS = 30 * MINUTE_MS;
const ABSOLUTE_MS = 12 * 60 * MINUTE_MS;
const NOTE_SEEN_MS = MINUTE_MS;

/** Finds a session and whose it is by the session's key; null when there is none. */
export type ReadSession = (key: string) => Promise<{ data: SessionData; user: Express.User | null } | null>;

export interface SessionStoreParts {
  pool: Pool;
  readSession: ReadSession;
  clock: Clock;
  logger: Logger;
}

const PgStore = connectPgSimple(session);
type Found = (error: unknown, session?: SessionData | null) => void;
type Done = (error?: unknown) => void;

const people = new WeakMap<object, Express.User>();

/** The person who came out of the table with this session. */
export function personOf(session: object): Express.User | undefined {
  return people.get(session);
}

/**
 * connect-pg-simple with four things more: ids are kept hashed, so that whoever reads the table can sign in as nobody;
 * a session ends 30 minutes after its last request and 12 hours after sign-in; one that was ended stays ended, even when
 * a slower request of the same person saves it afterwards; and the person comes with the session. A request costs one
 * short query, and a write a minute.
 */
export class SessionStore extends PgStore {
  private readonly parts: SessionStoreParts;
  // Every request would ask for it, and it would do nothing: `get` notes the time.
  override touch = undefined as never;

  constructor(parts: SessionStoreParts) {
    const errorLog = (): void => parts.logger.error('old sessions could not be cleared away');
    super({ pool: parts.pool, tableName: 'sessions', ttl: ABSOLUTE_MS / 1000, errorLog });
    this.parts = parts;
  }

  override get(sid: string, callback: Found): void {
    this.read(hashed(sid)).then((found) => callback(null, found), callback);
  }

  override createSession(req: Request, data: SessionData): Session & SessionData {
    const made = super.createSession(req, data);
    const person = people.get(data);
    if (person) people.set(made, person);
    return made;
  }

  override set(sid: string, data: SessionData, callback?: Done): void {
    const now = this.parts.clock().getTime();
    if (data.signedInAt === undefined) {
      super.set(hashed(sid), { ...data, signedInAt: now, seenAt: now }, callback);
      return;
    }
    this.update(hashed(sid), data).then(
      () => callback?.(),
      (error: unknown) => callback?.(error),
    );
  }

  override destroy(sid: string, callback?: Done): void {
    super.destroy(hashed(sid), callback);
  }

  private async read(key: string): Promise<SessionData | null> {
    const found = await this.parts.readSession(key);
    if (!found) return null;
    const { data, user } = found;
    const now = this.parts.clock().getTime();
    if (isOver(data, now)) {
      await this.parts.pool.query('delete from sessions where sid = $1', [key]);
      return null;
    }
    if (now - (data.seenAt ?? 0) >= NOTE_SEEN_MS) {
      data.seenAt = now;
      await this.update(key, data);
    }
    if (user) people.set(data, user);
    return data;
  }

  private async update(key: string, data: SessionData): Promise<void> {
    await this.parts.pool.query('update sessions set sess = $2 where sid = $1', [key, data]);
  }
}

function isOver({ signedInAt = 0, seenAt = 0 }: SessionData, now: number): boolean {
  return now - seenAt > IDLE_MS || now - signedInAt > ABSOLUTE_MS;
}

function hashed(sid: string): string {
  return createHash('sha256').update(sid).digest('base64url');
}
