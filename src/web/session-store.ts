import { createHash } from 'node:crypto';
import connectPgSimple from 'connect-pg-simple';
import type { Request } from 'express';
import session, { type Session, type SessionData } from 'express-session';
import type { Pool } from 'pg';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { SessionSeal } from './session-seal.ts';
import { ABSOLUTE_MS, endOf, NOTE_SEEN_MS } from './session-times.ts';

/** Somebody who gave the right password and has still to give a code. They are not signed in. */
export interface PendingSignIn {
  userId: number;
  /** How many wrong codes were given. */
  wrong: number;
  returnTo: string | null;
  /** What was typed before an earlier session ended, sealed. */
  keptForm: string | null;
}

declare module 'express-session' {
  interface SessionData {
    /** Who is signed in. */
    userId?: number;
    /** When the person signed in, and when a request was last noted: milliseconds since 1970. */
    signedInAt?: number;
    seenAt?: number;
    /** The browser and system in use, in a few words. */
    device?: string;
    pending?: PendingSignIn;
  }
}

/** Finds a session and whose it is by the session's key; null when there is none. */
export type ReadSession = (key: string) => Promise<{ sealed: Buffer; user: Express.User | null } | null>;

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
 * connect-pg-simple with five things more: ids are kept hashed and what a session holds is sealed, so that whoever reads
 * the table can sign in as nobody and learns nothing; a session ends 30 minutes after its last request and 12 hours after
 * sign-in; one that was ended stays ended, even when a slower request of the same person saves it afterwards; its row
 * says whose it is; and the person comes with the session. A request costs one short query, and a write a minute.
 */
export class SessionStore extends PgStore {
  private readonly parts: SessionStoreParts;
  private readonly hidden: SessionSeal;
  private isClearing = false;
  // Every request would ask for it, and it would do nothing: `get` notes the time.
  override touch = undefined as never;

  constructor(parts: SessionStoreParts, hidden: SessionSeal) {
    const errorLog = (): void => parts.logger.error('old sessions could not be cleared away');
    super({ pool: parts.pool, tableName: 'sessions', ttl: ABSOLUTE_MS / 1000, errorLog });
    this.parts = parts;
    this.hidden = hidden;
  }

  override get(sid: string, callback: Found): void {
    this.read(keyOf(sid)).then((found) => callback(null, found), callback);
  }

  override createSession(req: Request, data: SessionData): Session & SessionData {
    const made = super.createSession(req, data);
    const person = people.get(data);
    if (person) people.set(made, person);
    return made;
  }

  override set(sid: string, data: SessionData, callback?: Done): void {
    const saved = data.signedInAt === undefined ? this.insert(sid, data) : this.update(keyOf(sid), data);
    saved.then(
      () => callback?.(),
      (error: unknown) => callback?.(error),
    );
  }

  override destroy(sid: string, callback?: Done): void {
    super.destroy(keyOf(sid), callback);
  }

  private async read(key: string): Promise<SessionData | null> {
    const found = await this.parts.readSession(key);
    const data = found && this.hidden.openData(key, found.sealed);
    if (!data) return null;
    const now = this.parts.clock().getTime();
    if (now > endOf(data)) {
      await this.parts.pool.query('delete from sessions where sid = $1', [key]);
      return null;
    }
    if (now - (data.seenAt ?? 0) >= NOTE_SEEN_MS) {
      data.seenAt = now;
      await this.update(key, data);
    }
    // Between password and code nobody is signed in, though the row says whose it is.
    if (found.user && data.userId === found.user.id) people.set(data, found.user);
    return data;
  }

  private async insert(sid: string, data: SessionData): Promise<void> {
    this.clearAway();
    const now = this.parts.clock().getTime();
    // On the session itself, so that saving it once more in the same request is no second beginning.
    data.signedInAt = data.seenAt = now;
    const userId = data.userId ?? data.pending?.userId;
    await this.parts.pool.query('insert into sessions (sid, user_id, sess, expire) values ($1, $2, $3, $4)', [
      keyOf(sid),
      userId,
      this.hidden.sealData(keyOf(sid), data),
      new Date(endOf(data)),
    ]);
  }

  private async update(key: string, data: SessionData): Promise<void> {
    await this.parts.pool.query('update sessions set sess = $2, expire = $3 where sid = $1', [
      key,
      this.hidden.sealData(key, data),
      new Date(endOf(data)),
    ]);
  }

  /** Deletes what is over, now and from time to time. */
  private clearAway(): void {
    if (this.isClearing) return;
    this.isClearing = true;
    this.pruneSessions();
  }
}

/** Under which key a session stands in the table. */
export function keyOf(sid: string): string {
  return createHash('sha256').update(sid).digest('base64url');
}
