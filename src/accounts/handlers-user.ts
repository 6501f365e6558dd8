import type { Request } from 'express';
import type { Actor } from '../audit/index.ts';
import { NotFound } from '../web/errors.ts';
import type { OwnAuthority, User } from './user.ts';

/** Whoever is signed in. For handlers of routes that are not public; elsewhere it throws. */
export function signedInUser(req: Request): User {
  if (!req.user) throw new Error('Nobody is signed in: this handler belongs on a route that is not public.');
  return req.user;
}

/** The signed-in person's authority, from whose seat uploads and reports are seen: OCC's own people have none, and find no page. */
export function ownAuthority(req: Request): OwnAuthority {
  const { authority } = signedInUser(req);
  if (!authority) throw new NotFound();
  return authority;
}

/** The signed-in person, or whoever is about to be, under the audit name of the route line. */
export function actorOf(req: Request, user = signedInUser(req)): Actor & { userId: number } {
  if (!req.auditName) throw new Error('The route line has no audit name.');
  return { userId: user.id, action: req.auditName };
}
