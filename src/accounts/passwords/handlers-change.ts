import type { Request, RequestHandler } from 'express';
import { paths } from '../../paths.ts';
import { type FieldError, renderPage } from '../../web/render.ts';
import { sessionKeyOf } from '../../web/sessions.ts';
import type { AccountParts } from '../account-parts.ts';
import { parseNewPassword, textIn } from '../forms.ts';
import { actorOf, signedInUser } from '../handlers-user.ts';
import { signInThrottle } from '../sign-in/sign-in-throttle.ts';
import { verifySignIn } from '../sign-in/verify-sign-in.ts';
import { changePassword } from './change-password.ts';
import { commonPasswords } from './common-passwords.ts';
import { SHORTEST_PASSWORD } from './new-password.ts';
import * as present from './presenters.ts';

export function showChange(): RequestHandler {
  return (req, res) => renderPage(req, res, present.changePage(signedInUser(req)));
}

export function changeOwnPassword(parts: AccountParts): RequestHandler {
  return async (req, res) => {
    const user = signedInUser(req);
    const owner = { ...user, authority: user.authority?.name };
    const form = parseNewPassword(req.body, owner, await commonPasswords());
    const faults = [...(await faultsOfPresent(parts, req)), ...(form.kind === 'faults' ? form.faults : [])];
    if (form.kind === 'faults' || faults.length > 0) {
      renderPage(req, res, present.changePage(user, faults), 422);
      return;
    }
    const { password } = form.command;
    const command = { userId: user.id, password, sessionKey: sessionKeyOf(req), at: parts.clock() };
    await changePassword(parts.db, parts.secrets, command, actorOf(req));
    req.session.hasShortPassword = Array.from(password).length < SHORTEST_PASSWORD;
    res.redirect(303, `${paths.security}?done=password`);
  };
}

async function faultsOfPresent(parts: AccountParts, req: Request): Promise<FieldError[]> {
  const password = textIn(req.body, 'present');
  if (password === '') return present.noPresentPassword;
  const ports = { db: parts.db, throttle: signInThrottle(parts) };
  const checked = await verifySignIn(ports, { email: signedInUser(req).email, password }, req.ip ?? '');
  if (checked.kind === 'wait') return present.tooManyPasswords(checked.seconds);
  return checked.kind === 'right' ? [] : present.wrongPresentPassword;
}
