import type { SessionData } from 'express-session';

const MINUTE_MS = 60 * 1000;
export const IDLE_MS = 30 * MINUTE_MS;
export const ABSOLUTE_MS = 12 * 60 * MINUTE_MS;
/** Use is noted once a minute, so that reading pages is not writing. */
export const NOTE_SEEN_MS = MINUTE_MS;
/** How long the second step of signing in may take. */
export const PENDING_MS = 5 * MINUTE_MS;
/** For how long saying once more who one is holds. */
export const CONFIRMED_MS = 10 * MINUTE_MS;

/** When a session ends if nothing more is done: milliseconds since 1970. */
export function endOf({ signedInAt = 0, seenAt = 0, pending }: SessionData): number {
  if (pending) return signedInAt + PENDING_MS;
  return Math.min(seenAt + IDLE_MS, signedInAt + ABSOLUTE_MS);
}
