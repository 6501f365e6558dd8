import { randomBytes } from 'node:crypto';
import type { CookieOptions, Express, Request, Response } from 'express';
import session from 'express-session';
import type { Pool } from 'pg';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import { sessionCookieName } from './cookies.ts';
import { seedCsrf } from './csrf.ts';
import { deviceOf } from './device.ts';
import { setUpKeeping } from './keep-session.ts';
import { type SessionSeal, sessionSeal } from './session-seal.ts';
import { keyOf, type PendingSignIn, personOf, type ReadSession, SessionStore } from './session-store.ts';
import { endOf } from './session-times.ts';

export interface SessionParts {
  pool: Pool;
  readSession: ReadSession;
  clock: Clock;
  logger: Logger;
  https: boolean;
  /** The first signs and seals, all verify and open. */
  secrets: readonly string[];
}

interface SessionCookie {
  name: string;
  attributes: CookieOptions;
}

/** For whom the request in hand is about to begin a session. */
const beginning = new WeakMap<object, number>();

/** Sessions in PostgreSQL behind one cookie, which lasts as long as the browser runs and is made only by signing in. */
export function setUpSessions(app: Express, parts: SessionParts): void {
  const cookie = sessionCookie(parts.https);
  const hidden = sessionSeal(parts.secrets);
  app.set('session cookie', cookie);
  app.set('session seal', hidden);
  app.set('session clock', parts.clock);
  app.use(
    session({
      name: cookie.name,
      cookie: cookie.attributes,
      secret: [...parts.secrets],
      store: new SessionStore(parts, hidden),
      genid: (req) => newSessionId(hidden, beginning.get(req)),
      resave: false,
      saveUninitialized: false,
    }),
  );
  setUpKeeping(app);
}

/**
 * Puts the signed-in person on `req.user`; somebody whose account is gone is simply not signed in. The store has read the
 * person together with the session, so there is nothing left for passport to look up here.
 */
export function setUpSignedInUser(app: Express): void {
  app.use((req, _res, next) => {
    const person = personOf(req.session);
    if (person) req.user = person;
    next();
  });
}

/** Signs a person in: a new session under a new id; whatever the old id was good for is gone. */
export async function startSession(req: Request, user: Express.User): Promise<void> {
  beginning.set(req, user.id);
  await settled((done) => req.session.regenerate(done));
  req.session.userId = user.id;
  req.session.device = deviceOf(req.get('user-agent'));
  seedCsrf(req);
  await settled((done) => req.session.save(done));
}

/** Remembers that the password was right, under a new id, until a code is given. Nobody is signed in by it. */
export async function startPendingSession(req: Request, pending: PendingSignIn): Promise<void> {
  beginning.set(req, pending.userId);
  await settled((done) => req.session.regenerate(done));
  req.session.pending = pending;
  await settled((done) => req.session.save(done));
}

/** Signs a person out: the row is deleted and the cookie taken back, with the attributes it was given with. */
export async function endSession(req: Request, res: Response): Promise<void> {
  await settled((done) => req.session.destroy(done));
  const { name, attributes } = req.app.get('session cookie') as SessionCookie;
  res.clearCookie(name, attributes);
}

/** Under which key the session in hand stands in the table. */
export function sessionKeyOf(req: Request): string {
  return keyOf(req.sessionID);
}

/** What hides sessions, for pages that show a person their own. */
export function sealOf(req: Request): SessionSeal {
  return req.app.get('session seal') as SessionSeal;
}

/**
 * Whose session the browser's cookie stood for, when that session is over; null without such a cookie. It lets nobody
 * in: it says only to whom what was typed may be given back.
 */
export function ownerOfEnded(req: Request): number | null {
  if (req.user) return null;
  const { name } = req.app.get('session cookie') as SessionCookie;
  const found = new RegExp(`(?:^|;\\s*)${name}=s(?::|%3A)([\\w-]+)\\.`).exec(req.get('cookie') ?? '');
  return found?.[1] === undefined ? null : sealOf(req).ownerOf(found[1]);
}

/** Until when the person stays signed in without doing anything more; null when nobody is signed in. */
export function signedInUntil(req: Request): { until: Date; secondsLeft: number } | null {
  if (!req.user) return null;
  const end = endOf(req.session);
  const clock = req.app.get('session clock') as Clock;
  return { until: new Date(end), secondsLeft: Math.max(0, Math.floor((end - clock().getTime()) / 1000)) };
}

function settled(work: (done: (error?: unknown) => void) => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    work((error) => {
      if (!error) resolve();
      else reject(error instanceof Error ? error : new Error('The session could not be kept.'));
    });
  });
}

function sessionCookie(https: boolean): SessionCookie {
  return {
    name: sessionCookieName(https),
    attributes: { httpOnly: true, sameSite: 'lax', secure: https, path: '/' },
  };
}

/** The only place that knows what an id is made of. Before sign-in it is never sent and never kept. */
function newSessionId(hidden: SessionSeal, userId: number | undefined): string {
  return userId === undefined ? randomBytes(32).toString('base64url') : hidden.newId(userId);
}
