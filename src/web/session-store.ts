import { createHash } from 'node:crypto';
import connectPgSimple from 'connect-pg-simple';
import session, { type SessionData } from 'express-session';
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

const PgStore = connectPgSimple(session);
type Found = (error: unknown, session?: SessionData | null) => void;
type Done = (error?: unknown) => void;

/**
 * connect-pg-simple with three things more: ids are kept hashed, so that whoever reads the table can sign in as nobody;
 * a session ends 30 minutes after its last request and 12 hours after sign-in; and one that was ended stays ended, even
 * when a slower request of the same person saves it afterwards. One short query a request, and a write a minute.
 */
export class SessionStore extends PgStore {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
    logger: Logger,
  ) {
    const errorLog = (): void => logger.error('old sessions could not be cleared away');
    super({ pool, tableName: 'sessions', ttl: ABSOLUTE_MS / 1000, disableTouch: true, errorLog });
  }

  override get(sid: string, callback: Found): void {
    this.read(hashed(sid)).then((found) => callback(null, found), callback);
  }

  override set(sid: string, data: SessionData, callback?: Done): void {
    const now = this.clock().getTime();
    if (data.signedInAt === undefined)
      super.set(hashed(sid), { ...data, signedInAt: now, seenAt: now }, callback);
    else
      this.update(hashed(sid), data).then(
        () => callback?.(),
        (error: unknown) => callback?.(error),
      );
  }

  override destroy(sid: string, callback?: Done): void {
    super.destroy(hashed(sid), callback);
  }

  private async read(key: string): Promise<SessionData | null> {
    const select = { name: 'session-read', text: 'select sess from sessions where sid = $1', values: [key] };
    const found = (await this.pool.query<{ sess: SessionData }>(select)).rows[0]?.sess;
    if (!found) return null;
    const now = this.clock().getTime();
    if (isOver(found, now)) {
      await this.pool.query('delete from sessions where sid = $1', [key]);
      return null;
    }
    if (now - (found.seenAt ?? 0) < NOTE_SEEN_MS) return found;
    const seen = { ...found, seenAt: now };
    await this.update(key, seen);
    return seen;
  }

  private async update(key: string, data: SessionData): Promise<void> {
    await this.pool.query('update sessions set sess = $2 where sid = $1', [key, data]);
  }
}

function isOver({ signedInAt = 0, seenAt = 0 }: SessionData, now: number): boolean {
  return now - seenAt > IDLE_MS || now - signedInAt > ABSOLUTE_MS;
}

function hashed(sid: string): string {
  return createHash('sha256').update(sid).digest('base64url');
}
