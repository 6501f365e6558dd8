import type { Request, RequestHandler, Response } from 'express';
import { paths } from '../../paths.ts';
import { type FieldError, renderPage } from '../../web/render.ts';
import { sessionKeyOf } from '../../web/sessions.ts';
import type { AccountParts } from '../account-parts.ts';
import { textIn } from '../forms.ts';
import { actorOf, signedInUser } from '../handlers-user.ts';
import { signInThrottle } from '../sign-in/sign-in-throttle.ts';
import { verifySignIn } from '../sign-in/verify-sign-in.ts';
import { askForEmailChange } from './ask-for-email-change.ts';
import {
  changeForNewAddress,
  changeForOldAddress,
  confirmFromNewAddress,
  confirmFromOldAddress,
} from './confirm-email.ts';
import { type NewEmailCommand, parseNewEmail } from './forms.ts';
import * as present from './presenters.ts';
import { stopEmailChange, stoppableEmailChange } from './stop-email-change.ts';

export function showEmailForm(): RequestHandler {
  return (req, res) => renderPage(req, res, present.emailFormPage(signedInUser(req), ''));
}

export function askForChange(parts: AccountParts): RequestHandler {
  return async (req, res) => {
    const user = signedInUser(req);
    const form = parseNewEmail(req.body);
    const faults = form.kind === 'faults' ? form.faults : await faultsOf(parts, req, form.command);
    if (form.kind === 'faults' || faults.length > 0) {
      refuse(req, res, faults);
      return;
    }
    const { db, secrets, clock } = parts;
    const newEmail = form.command.email;
    const command = { userId: user.id, name: user.name, oldEmail: user.email, newEmail, at: clock() };
    const result = await askForEmailChange(db, secrets, command, actorOf(req));
    if (result.kind === 'too-many') refuse(req, res, present.tooManyChanges);
    else renderPage(req, res, present.emailAskedPage(command));
  };
}

async function faultsOf(
  { db, pool, secrets, clock }: AccountParts,
  req: Request,
  { email, password }: NewEmailCommand,
): Promise<FieldError[]> {
  const user = signedInUser(req);
  if (email === user.email) return present.sameEmail;
  const ports = { db, throttle: signInThrottle({ pool, secrets, clock }) };
  const checked = await verifySignIn(ports, { email: user.email, password }, req.ip ?? '');
  if (checked.kind === 'wait') return present.tooManyPasswords(checked.seconds);
  return checked.kind === 'right' ? [] : present.wrongPassword;
}

function refuse(req: Request, res: Response, errors: FieldError[]): void {
  renderPage(req, res, present.emailFormPage(signedInUser(req), textIn(req.body, 'email'), errors), 422);
}

export function showConfirmation({ db, clock }: AccountParts): RequestHandler {
  return async (req, res) => {
    const token = String(req.params.token);
    const change = await changeForNewAddress(db, { userId: signedInUser(req).id, token, at: clock() });
    if (change) renderPage(req, res, present.emailConfirmPage(token, change.newEmail));
    else renderPage(req, res, present.emailEndPage('unusable'), 404);
  };
}

export function confirmChange(parts: AccountParts): RequestHandler {
  return async (req, res) => {
    const { id: userId } = signedInUser(req);
    const token = String(req.params.token);
    const command = { userId, token, sessionKey: sessionKeyOf(req), at: parts.clock() };
    const { kind } = await confirmFromNewAddress(parts, command, actorOf(req));
    if (kind === 'changed') res.redirect(303, `${paths.account}?saved=email`);
    else if (kind === 'waiting') res.redirect(303, `${paths.account}?saved=email-new`);
    else renderPage(req, res, present.emailEndPage('unusable'), 404);
  };
}

/** Opening the link confirms nothing: mail programs open links to look at them. */
export function showOldConfirmation({ db, clock }: AccountParts): RequestHandler {
  return async (req, res) => {
    const token = String(req.params.token);
    const change = await changeForOldAddress(db, { token, at: clock() });
    if (change) renderPage(req, res, present.oldConfirmPage(token, change.newEmail));
    else renderPage(req, res, present.emailEndPage('unusable'), 404);
  };
}

export function confirmFromOld(parts: AccountParts): RequestHandler {
  return async (req, res) => {
    const session = req.user ? { userId: signedInUser(req).id, key: sessionKeyOf(req) } : null;
    const command = { token: String(req.params.token), session, at: parts.clock() };
    const { kind } = await confirmFromOldAddress(parts, command, req.auditName ?? '');
    renderPage(req, res, present.emailEndPage(kind), kind === 'unusable' ? 404 : 200);
  };
}

export function showStopping({ db, clock }: AccountParts): RequestHandler {
  return async (req, res) => {
    const token = String(req.params.token);
    const change = await stoppableEmailChange(db, token, clock());
    if (change) renderPage(req, res, present.stopPage(token, change.confirmedAt !== null));
    else renderPage(req, res, present.emailEndPage('unusable'), 404);
  };
}

export function stopChange({ db, secrets, clock }: AccountParts): RequestHandler {
  return async (req, res) => {
    const command = { token: String(req.params.token), at: clock() };
    const { kind } = await stopEmailChange(db, secrets, command, req.auditName ?? '');
    renderPage(req, res, present.emailEndPage(kind), kind === 'unusable' ? 404 : 200);
  };
}
