import { randomBytes } from 'node:crypto';
import type { CookieOptions, Express, Request, Response } from 'express';
import session from 'express-session';
import passport from 'passport';
import type { Pool } from 'pg';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import { seedCsrf } from './csrf.ts';
import { personOf, type ReadSession, SessionStore } from './session-store.ts';

export interface SessionParts {
  pool: Pool;
  readSession: ReadSession;
  clock: Clock;
  logger: Logger;
  https: boolean;
  /** The first signs the cookie, all verify it. */
  secrets: readonly string[];
}

interface SessionCookie {
  name: string;
  attributes: CookieOptions;
}

/** Sessions in PostgreSQL behind one cookie, which lasts as long as the browser runs and is made only by signing in. */
export function setUpSessions(app: Express, parts: SessionParts): void {
  const cookie = sessionCookie(parts.https);
  app.set('session cookie', cookie);
  app.use(
    session({
      name: cookie.name,
      cookie: cookie.attributes,
      secret: [...parts.secrets],
      store: new SessionStore(parts),
      genid: newSessionId,
      resave: false,
      saveUninitialized: false,
    }),
  );
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

/** A passport of its own for each strategy; all keep the same thing in a session, the id. */
export function newPassport(): passport.Authenticator {
  const people = new passport.Passport();
  people.serializeUser((req: Request, user: Express.User, done: (error: null, id: number) => void) => {
    seedCsrf(req);
    done(null, user.id);
  });
  return people;
}

/** Signs a person in: a new session under a new id; whatever the old id was good for is gone. */
export async function startSession(req: Request, user: Express.User): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    req.logIn(user, (error?: Error) => (error ? reject(error) : resolve()));
  });
}

/** Signs a person out: the row is deleted and the cookie taken back, with the attributes it was given with. */
export async function endSession(req: Request, res: Response): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    req.session.destroy((error?: Error) => (error ? reject(error) : resolve()));
  });
  const { name, attributes } = req.app.get('session cookie') as SessionCookie;
  res.clearCookie(name, attributes);
}

function sessionCookie(https: boolean): SessionCookie {
  return {
    // Browsers take a __Host- cookie only over https, from this host, for the whole of it.
    name: https ? '__Host-spbench' : 'spbench',
    attributes: { httpOnly: true, sameSite: 'lax', secure: https, path: '/' },
  };
}

/** 256 random bits. The only place that knows what an id is made of. */
function newSessionId(): string {
  return randomBytes(32).toString('base64url');
}
