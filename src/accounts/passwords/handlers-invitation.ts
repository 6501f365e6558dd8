import type { Request, RequestHandler } from 'express';
import { paths } from '../../paths.ts';
import { renderPage } from '../../web/render.ts';
import type { AccountParts } from '../account-parts.ts';
import { parseNewPassword } from '../forms.ts';
import { acceptInvitation, usableInvitation } from './accept-invitation.ts';
import { commonPasswords } from './common-passwords.ts';
import * as present from './presenters.ts';

export function showInvitation({ db, clock }: AccountParts): RequestHandler {
  return async (req, res) => {
    const token = tokenOf(req);
    const invitation = await usableInvitation(db, token, clock);
    if (invitation) renderPage(req, res, present.invitationPage(token, invitation));
    else renderPage(req, res, present.unusableInvitationPage(token), 404);
  };
}

export function choosePassword({ db, clock }: AccountParts): RequestHandler {
  return async (req, res) => {
    const token = tokenOf(req);
    const invitation = await usableInvitation(db, token, clock);
    if (!invitation) {
      renderPage(req, res, present.unusableInvitationPage(token), 404);
      return;
    }
    const form = parseNewPassword(req.body, invitation, await commonPasswords());
    if (form.kind === 'faults') {
      renderPage(req, res, present.invitationPage(token, invitation, form.faults), 422);
      return;
    }
    const action = req.auditName ?? '';
    const result = await acceptInvitation(db, { token, password: form.command.password }, { clock, action });
    if (result.kind === 'accepted') res.redirect(303, `${paths.signIn}?welcome=1`);
    else renderPage(req, res, present.unusableInvitationPage(token), 404);
  };
}

export function showStaleInvitation({ db, clock }: AccountParts): RequestHandler {
  return async (req, res) => {
    const token = tokenOf(req);
    const invitation = await usableInvitation(db, token, clock);
    if (invitation) renderPage(req, res, present.invitationPage(token, invitation, present.staleForm), 403);
    else renderPage(req, res, present.unusableInvitationPage(token), 404);
  };
}

function tokenOf(req: Request): string {
  return String(req.params.token);
}
