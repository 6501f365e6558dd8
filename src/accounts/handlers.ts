import type { Request, RequestHandler, Response } from 'express';
import { paths } from '../paths.ts';
import { renderPage } from '../web/render.ts';
import { endSession, startSession } from '../web/sessions.ts';
import type { AccountParts } from './account-parts.ts';
import { acceptInvitation, usableInvitation } from './accept-invitation.ts';
import { parseNewPassword, parseReturnTo, parseSignIn, textIn } from './forms.ts';
import type { SignInChecker } from './handlers-passport.ts';
import * as present from './presenters.ts';
import { actorOf, signedInUser } from './handlers-user.ts';
import type { User } from './user.ts';
import { recordRefusedSignIn, recordSignIn } from './verify-sign-in.ts';

export function showHome({ homeSummary }: AccountParts): RequestHandler {
  return async (req, res) => {
    const { user } = req;
    const summary = user?.authority ? await homeSummary?.(user) : [];
    renderPage(req, res, user ? present.homePage(user, summary ?? []) : present.startPage());
  };
}

export function showSignIn(): RequestHandler {
  return (req, res) => {
    const returnTo = parseReturnTo(req.query.returnTo);
    if (req.user) res.redirect(303, returnTo ?? paths.home);
    else
      renderPage(req, res, present.signInPage({ email: '', returnTo, welcome: req.query.welcome === '1' }));
  };
}

export function signIn(parts: AccountParts, check: SignInChecker): RequestHandler {
  return async (req, res) => {
    const typed = typedSignIn(req);
    const form = parseSignIn(req.body);
    if (form.kind === 'faults') {
      renderPage(req, res, present.signInPage({ ...typed, errors: form.faults }), 422);
      return;
    }
    const result = await check(req, res);
    if (result.kind === 'right') await admit(parts, req, res, result.user);
    else if (result.kind === 'wrong') await refuse(parts, req, res, result.userId);
    else askToWait(req, res, result.seconds);
  };
}

async function admit({ db }: AccountParts, req: Request, res: Response, user: User): Promise<void> {
  await recordSignIn(db, actorOf(req, user), user.id);
  await startSession(req, user);
  res.redirect(303, typedSignIn(req).returnTo ?? paths.home);
}

/** The reply goes out first: the record must not make a known account's answer slower than an unknown one's. */
async function refuse(
  { db }: AccountParts,
  req: Request,
  res: Response,
  userId: number | null,
): Promise<void> {
  renderPage(req, res, present.signInPage({ ...typedSignIn(req), errors: present.wrongSignIn }), 422);
  if (userId !== null) await recordRefusedSignIn(db, userId);
}

function askToWait(req: Request, res: Response, seconds: number): void {
  res.set('Retry-After', String(seconds));
  renderPage(
    req,
    res,
    present.signInPage({ ...typedSignIn(req), errors: present.tooManySignIns(seconds) }),
    429,
  );
}

export function showStaleSignIn(): RequestHandler {
  return (req, res) => {
    const typed = typedSignIn(req);
    // Signed in from another tab meanwhile: there is nothing left to do here.
    if (req.user) res.redirect(303, typed.returnTo ?? paths.home);
    else renderPage(req, res, present.signInPage({ ...typed, errors: present.staleForm }), 403);
  };
}

export function signOut({ db }: AccountParts): RequestHandler {
  return async (req, res) => {
    const actor = actorOf(req);
    const { id } = signedInUser(req);
    await endSession(req, res);
    await recordSignIn(db, actor, id);
    res.redirect(303, paths.home);
  };
}

export function showInvitation({ db, clock }: AccountParts): RequestHandler {
  return async (req, res) => {
    const token = tokenOf(req);
    const invitation = await usableInvitation(db, token, clock);
    if (invitation) renderPage(req, res, present.invitationPage(token, invitation));
    else renderPage(req, res, present.unusableInvitationPage(), 404);
  };
}

export function choosePassword({ db, clock }: AccountParts): RequestHandler {
  return async (req, res) => {
    const token = tokenOf(req);
    const invitation = await usableInvitation(db, token, clock);
    if (!invitation) {
      renderPage(req, res, present.unusableInvitationPage(), 404);
      return;
    }
    const form = parseNewPassword(req.body, invitation);
    if (form.kind === 'faults') {
      renderPage(req, res, present.invitationPage(token, invitation, form.faults), 422);
      return;
    }
    const action = req.auditName ?? '';
    const result = await acceptInvitation(db, { token, password: form.command.password }, { clock, action });
    if (result.kind === 'accepted') res.redirect(303, `${paths.signIn}?welcome=1`);
    else renderPage(req, res, present.unusableInvitationPage(), 404);
  };
}

export function showStaleInvitation({ db, clock }: AccountParts): RequestHandler {
  return async (req, res) => {
    const token = tokenOf(req);
    const invitation = await usableInvitation(db, token, clock);
    if (invitation) renderPage(req, res, present.invitationPage(token, invitation, present.staleForm), 403);
    else renderPage(req, res, present.unusableInvitationPage(), 404);
  };
}

function tokenOf(req: Request): string {
  return String(req.params.token);
}

function typedSignIn(req: Request): { email: string; returnTo: string | null } {
  return { email: textIn(req.body, 'email'), returnTo: parseReturnTo(textIn(req.body, 'returnTo')) };
}
