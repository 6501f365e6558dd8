import type { Request, RequestHandler, Response } from 'express';
import { paths } from '../../paths.ts';
import { openKeptForm } from '../../web/kept-form.ts';
import { type Page, renderPage } from '../../web/render.ts';
import { endSession, startPendingSession, startSession } from '../../web/sessions.ts';
import type { AccountParts } from '../account-parts.ts';
import { parseReturnTo, parseSignIn, textIn } from '../forms.ts';
import { actorOf, signedInUser } from '../handlers-user.ts';
import type { User } from '../user.ts';
import type { SignInChecker } from './handlers-passport.ts';
import * as present from './presenters.ts';
import { recordRefusedSignIn } from './refuse-sign-in.ts';
import { recordSignIn, recordPassage } from './verify-sign-in.ts';

export function showSignIn(): RequestHandler {
  return (req, res) => {
    const returnTo = parseReturnTo(req.query.returnTo);
    if (req.user) {
      res.redirect(303, returnTo ?? paths.home);
      return;
    }
    const { welcome, reset } = req.query;
    const notice = welcome === '1' ? 'welcome' : reset === '1' ? 'reset' : null;
    const { keptForm } = req;
    const status = keptForm ? 403 : 200;
    renderPage(req, res, present.signInPage({ email: '', returnTo, notice, keptForm }), status);
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
    if (result.kind === 'right') await goOn(parts, req, res, result.user);
    else if (result.kind === 'wait')
      askToWait(req, res, result.seconds, (errors) => present.signInPage({ ...typed, errors }));
    else {
      const { userId, failures } = result;
      // The reply goes out first: the record must not make a known account's answer slower than an unknown one's.
      renderPage(req, res, present.signInPage({ ...typed, errors: present.wrongSignIn }), 422);
      if (userId !== null) await recordRefusedSignIn(parts, { userId, failures });
    }
  };
}

/** Whoever has a second factor is asked for a code; nobody is signed in before it. */
async function goOn(parts: AccountParts, req: Request, res: Response, user: User): Promise<void> {
  const { returnTo, keptForm } = typedSignIn(req);
  if (!user.hasSecondFactor) {
    await admit(parts, req, res, { user, returnTo, keptForm });
    return;
  }
  await startPendingSession(req, { userId: user.id, wrong: 0, returnTo, keptForm });
  res.redirect(303, paths.signInCode);
}

/** Signs a person in and leads them on, by way of the page that notices a browser without cookies. */
export async function admit(
  { db, clock, afterSignIn }: AccountParts,
  req: Request,
  res: Response,
  { user, returnTo, keptForm }: { user: User; returnTo: string | null; keptForm: string | null },
): Promise<void> {
  await recordSignIn(db, actorOf(req, user), user.id, clock());
  await startSession(req, user);
  const first = (await afterSignIn?.(user)) ?? null;
  // Somebody else's form is not shown to whoever signs in after them.
  const isKept = keptForm !== null && openKeptForm(req, keptForm, { userId: user.id, now: clock() }) !== null;
  if (isKept) req.session.keptForm = keptForm;
  const wanted = isKept ? paths.notSaved : (returnTo ?? paths.home);
  const next = first === null ? wanted : `${first}?${returnToQuery(wanted)}`;
  res.redirect(303, next === paths.home ? paths.signInCheck : `${paths.signInCheck}?${returnToQuery(next)}`);
}

/** Comes after every sign-in: whoever is not signed in here has refused the cookie (P50). */
export function checkCookie(): RequestHandler {
  return (req, res) => {
    if (req.user) res.redirect(303, parseReturnTo(req.query.returnTo) ?? paths.home);
    else renderPage(req, res, present.cookieRefusedPage(), 403);
  };
}

export function askToWait(
  req: Request,
  res: Response,
  seconds: number,
  page: (errors: ReturnType<typeof present.tooManySignIns>) => Page,
): void {
  res.set('Retry-After', String(seconds));
  renderPage(req, res, page(present.tooManySignIns(seconds)), 429);
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
    await recordPassage(db, actor, id);
    res.redirect(303, paths.home);
  };
}

/** Shown once: the page itself holds what was typed, and the session does not go on carrying it. */
export function showNotSaved({ clock }: AccountParts): RequestHandler {
  return (req, res) => {
    const { keptForm } = req.session;
    const { id: userId } = signedInUser(req);
    const kept = keptForm === undefined ? null : openKeptForm(req, keptForm, { userId, now: clock() });
    delete req.session.keptForm;
    if (kept) renderPage(req, res, present.notSavedPage(kept));
    else renderPage(req, res, present.nothingKeptPage(), 404);
  };
}

function typedSignIn(req: Request): { email: string; returnTo: string | null; keptForm: string | null } {
  const returnTo = parseReturnTo(textIn(req.body, 'returnTo'));
  return { email: textIn(req.body, 'email'), returnTo, keptForm: textIn(req.body, 'keptForm') || null };
}

function returnToQuery(path: string): string {
  return `returnTo=${encodeURIComponent(path)}`;
}
