import type { Request, RequestHandler } from 'express';
import { paths } from '../../paths.ts';
import { type FieldError, renderPage } from '../../web/render.ts';
import type { AccountParts } from '../account-parts.ts';
import { codeIn, parseReturnTo, textIn } from '../forms.ts';
import { actorOf, signedInUser } from '../handlers-user.ts';
import { SHORTEST_PASSWORD } from '../passwords/new-password.ts';
import { checkCode } from '../second-factor/check-code.ts';
import { codeThrottle, signInThrottle } from '../sign-in/sign-in-throttle.ts';
import { recordPassage, verifySignIn } from '../sign-in/verify-sign-in.ts';
import * as present from './presenters.ts';

export function showConfirm(): RequestHandler {
  return (req, res) => {
    const returnTo = parseReturnTo(req.query.returnTo) ?? paths.security;
    renderPage(req, res, present.confirmPage(signedInUser(req), returnTo));
  };
}

export function confirmItIsMe(parts: AccountParts): RequestHandler {
  return async (req, res) => {
    const user = signedInUser(req);
    const returnTo = parseReturnTo(textIn(req.body, 'returnTo')) ?? paths.security;
    const faults = await faultsOf(parts, req);
    if (faults.length > 0) {
      renderPage(req, res, present.confirmPage(user, returnTo, faults), 422);
      return;
    }
    await recordPassage(parts.db, actorOf(req), user.id);
    req.session.confirmedAt = parts.clock().getTime();
    req.session.hasShortPassword = Array.from(textIn(req.body, 'password')).length < SHORTEST_PASSWORD;
    res.redirect(303, returnTo);
  };
}

/** The code is looked at only after the password was right, so that a slip in the password costs no code. */
async function faultsOf(parts: AccountParts, req: Request): Promise<FieldError[]> {
  const { id: userId, email, hasSecondFactor } = signedInUser(req);
  const password = textIn(req.body, 'password');
  const code = codeIn(req.body);
  const missing = present.missing({ password, code: hasSecondFactor ? code : null });
  if (missing.length > 0) return missing;
  const address = req.ip ?? '';
  const ports = { db: parts.db, throttle: signInThrottle(parts) };
  const first = await verifySignIn(ports, { email, password }, address);
  if (first.kind === 'wait') return present.tooMany('password', first.seconds);
  if (first.kind === 'wrong') return present.wrongPassword;
  if (!hasSecondFactor) return [];
  const second = await checkCode({ ...parts, throttle: codeThrottle(parts) }, { userId, code }, address);
  if (second.kind === 'wait') return present.tooMany('code', second.seconds);
  return second.kind === 'right' ? [] : present.wrongCode;
}
