import type { Request, RequestHandler } from 'express';
import { paths } from '../../paths.ts';
import { renderPage } from '../../web/render.ts';
import type { AccountParts } from '../account-parts.ts';
import { parseEmail, parseNewPassword, textIn } from '../forms.ts';
import { resetThrottle } from '../sign-in/sign-in-throttle.ts';
import { askForReset } from './ask-for-reset.ts';
import { commonPasswords } from './common-passwords.ts';
import * as present from './presenters.ts';
import { resetPassword, usableReset } from './reset-password.ts';

export function showForgotten(): RequestHandler {
  return (req, res) => renderPage(req, res, present.forgottenPage(''));
}

/** Answers alike, and as fast, whether the address is known or not: what there is to do is done after the reply. */
export function askForLink(parts: AccountParts): RequestHandler {
  const throttle = resetThrottle(parts);
  return async (req, res) => {
    const form = parseEmail(req.body);
    if (form.kind === 'faults') {
      renderPage(req, res, present.forgottenPage(textIn(req.body, 'email'), form.faults), 422);
      return;
    }
    const { email } = form.command;
    const admission = await throttle.count({ account: email, address: req.ip ?? '' });
    if (admission.kind === 'wait') {
      res.set('Retry-After', String(admission.seconds));
      renderPage(req, res, present.forgottenPage(email, present.tooManyLinks(admission.seconds)), 429);
      return;
    }
    renderPage(req, res, present.linkSentPage(email));
    await askForReset(parts.db, parts.secrets, { email, at: parts.clock() }, req.auditName ?? '');
  };
}

export function showStaleForgotten(): RequestHandler {
  return (req, res) =>
    renderPage(req, res, present.forgottenPage(textIn(req.body, 'email'), present.staleAddress), 403);
}

/** Opening the link uses nothing up: mail programs open links to look at them. */
export function showReset({ db, clock }: AccountParts): RequestHandler {
  return async (req, res) => {
    const token = tokenOf(req);
    const reset = await usableReset(db, token, clock);
    if (reset) renderPage(req, res, present.resetPage(token, reset));
    else renderPage(req, res, present.unusableResetPage(), 404);
  };
}

export function chooseNewPassword({ db, clock, secrets }: AccountParts): RequestHandler {
  return async (req, res) => {
    const token = tokenOf(req);
    const reset = await usableReset(db, token, clock);
    if (!reset) {
      renderPage(req, res, present.unusableResetPage(), 404);
      return;
    }
    const form = parseNewPassword(req.body, reset, await commonPasswords());
    if (form.kind === 'faults') {
      renderPage(req, res, present.resetPage(token, reset, form.faults), 422);
      return;
    }
    const command = { token, password: form.command.password };
    const { kind } = await resetPassword(db, secrets, command, { clock, action: req.auditName ?? '' });
    if (kind === 'reset') res.redirect(303, `${paths.signIn}?reset=1`);
    else renderPage(req, res, present.unusableResetPage(), 404);
  };
}

export function showStaleReset({ db, clock }: AccountParts): RequestHandler {
  return async (req, res) => {
    const token = tokenOf(req);
    const reset = await usableReset(db, token, clock);
    if (reset) renderPage(req, res, present.resetPage(token, reset, present.staleForm), 403);
    else renderPage(req, res, present.unusableResetPage(), 404);
  };
}

function tokenOf(req: Request): string {
  return String(req.params.token);
}
