import type { Request, RequestHandler } from 'express';
import { paths } from '../paths.ts';
import type { Clock } from '../platform/clock.ts';
import { CONFIRMED_MS } from './session-times.ts';

declare module 'express-session' {
  interface SessionData {
    /** When the person last said once more who they are: milliseconds since 1970. */
    confirmedAt?: number;
    /** The password then given is too short to be the only factor. */
    hasShortPassword?: boolean;
  }
}

/** True when the person gave their password, and their code if they have one, less than ten minutes ago. */
export function isRecentlyConfirmed(req: Request, clock: Clock): boolean {
  const { confirmedAt } = req.session;
  return confirmedAt !== undefined && clock().getTime() - confirmedAt < CONFIRMED_MS;
}

/** Lets those through who are; the others are asked first and then come back, to this address or to the page. */
export function recentlyConfirmed(clock: Clock, page: true | string = true): RequestHandler {
  return (req, res, next) => {
    if (isRecentlyConfirmed(req, clock)) next();
    else res.redirect(303, confirmFirst(req, page === true ? req.originalUrl : filled(page, req)));
  };
}

/** Where to say once more who one is, before going on with the page in hand. */
export function confirmFirst(req: Request, returnTo = req.originalUrl): string {
  return `${paths.confirmItIsYou}?returnTo=${encodeURIComponent(returnTo)}`;
}

function filled(pattern: string, { params }: Request): string {
  return pattern.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
}
