import type { Request, RequestHandler } from 'express';
import { paths } from '../../paths.ts';
import { NotFound } from '../../web/errors.ts';
import { renderPage } from '../../web/render.ts';
import { sealOf, sessionKeyOf, signedInUntil } from '../../web/sessions.ts';
import type { AccountParts } from '../account-parts.ts';
import { actorOf, signedInUser } from '../handlers-user.ts';
import { recoveryCodesLeft, secondFactorSince } from '../second-factor/store.ts';
import { endOtherSessions, endOwnSession } from './end-session.ts';
import * as present from './presenters.ts';
import { sessionsOf } from './store-sessions.ts';

export function showSecurity({ db, clock }: AccountParts): RequestHandler {
  return async (req, res) => {
    const user = signedInUser(req);
    const factor = {
      since: await secondFactorSince(db, user.id),
      codesLeft: await recoveryCodesLeft(db, user.id),
    };
    const sessions = await ownSessions(req, db, clock());
    renderPage(req, res, present.securityPage(user, { factor, sessions, done: req.query.done }));
  };
}

/** Those of people between password and code are left out: nobody is signed in there. */
async function ownSessions(req: Request, db: AccountParts['db'], now: Date): Promise<present.OwnSession[]> {
  const rows = await sessionsOf(db, signedInUser(req).id, now);
  const hidden = sealOf(req);
  return rows.flatMap(({ id, key, sealed }) => {
    const data = hidden.openData(key, sealed);
    if (!data || data.pending) return [];
    const { signedInAt = 0, seenAt = 0, device = 'A browser' } = data;
    const isThis = key === sessionKeyOf(req);
    return [{ id, device, since: new Date(signedInAt), lastUsed: new Date(seenAt), isThis }];
  });
}

export function endSessionOfMine({ db }: AccountParts): RequestHandler {
  return async (req, res) => {
    const id = Number(req.params.id);
    const isMine = Number.isSafeInteger(id) && (await endOwnSession(db, id, actorOf(req)));
    if (!isMine) throw new NotFound();
    res.redirect(303, `${paths.security}?done=session`);
  };
}

export function endMyOtherSessions({ db }: AccountParts): RequestHandler {
  return async (req, res) => {
    await endOtherSessions(db, sessionKeyOf(req), actorOf(req));
    res.redirect(303, `${paths.security}?done=sessions`);
  };
}

/** Opening it is use of the session, which is what it is for. */
export function showSession(): RequestHandler {
  return (req, res) => {
    const end = signedInUntil(req);
    if (end) renderPage(req, res, present.sessionPage(end.until));
    else throw new NotFound();
  };
}
