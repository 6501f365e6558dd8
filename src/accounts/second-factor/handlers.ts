import type { Request, RequestHandler, Response } from 'express';
import QRCode from 'qrcode';
import { paths } from '../../paths.ts';
import { NotFound } from '../../web/errors.ts';
import { type FieldError, renderPage } from '../../web/render.ts';
import { confirmFirst, isRecentlyConfirmed } from '../../web/step-up.ts';
import type { AccountParts } from '../account-parts.ts';
import { codeIn } from '../forms.ts';
import { actorOf, signedInUser } from '../handlers-user.ts';
import { needsSecondFactor } from '../permissions.ts';
import * as present from './presenters.ts';
import { renewRecoveryCodes, setUpSecondFactor } from './set-up-second-factor.ts';
import { recoveryCodesLeft } from './store.ts';
import { keyUri, newSeed } from './totp.ts';
import { turnOffSecondFactor } from './turn-off-second-factor.ts';

declare module 'express-session' {
  interface SessionData {
    /** Seed of a second factor that is being set up, in base32; it is in use only once a code has proved it. */
    newSeed?: string;
  }
}

/** Setting up for the first time; whoever has an app already says once more who they are, and then sets up another. */
export function showSetUp({ clock }: AccountParts): RequestHandler {
  return (req, res) => {
    if (mustConfirm(req, clock)) res.redirect(303, confirmFirst(req));
    else showForm(req, res);
  };
}

export function setUp({ db, secrets, clock }: AccountParts): RequestHandler {
  return async (req, res) => {
    if (mustConfirm(req, clock)) {
      res.redirect(303, confirmFirst(req));
      return;
    }
    const { newSeed: seed } = req.session;
    const code = codeIn(req.body);
    if (seed === undefined || code === '') {
      showForm(req, res, present.noCode, 422);
      return;
    }
    const user = signedInUser(req);
    const command = { userId: user.id, seed, code, at: clock() };
    const result = await setUpSecondFactor(db, secrets, command, actorOf(req));
    if (result.kind === 'wrong-code') {
      showForm(req, res, present.wrongCode, 422);
      return;
    }
    delete req.session.newSeed;
    renderPage(req, res, present.recoveryCodesPage(result.recoveryCodes, { isSetUp: true }));
  };
}

function mustConfirm(req: Request, clock: AccountParts['clock']): boolean {
  return signedInUser(req).hasSecondFactor && !isRecentlyConfirmed(req, clock);
}

/** The seed stays the same until it is proved, so that going back or a wrong code asks for no second scan. */
function showForm(req: Request, res: Response, errors: FieldError[] = [], status = 200): void {
  const seed = (req.session.newSeed ??= newSeed());
  renderPage(req, res, present.setUpPage(signedInUser(req), seed, errors), status);
}

export function showQrCode(): RequestHandler {
  return async (req, res) => {
    const { newSeed: seed } = req.session;
    if (seed === undefined) throw new NotFound();
    const svg = await QRCode.toString(keyUri(seed, signedInUser(req).email), { type: 'svg', margin: 4 });
    res.type('image/svg+xml').send(svg);
  };
}

export function showRecoveryCodes({ db }: AccountParts): RequestHandler {
  return async (req, res) => {
    const { id, hasSecondFactor } = signedInUser(req);
    if (!hasSecondFactor) throw new NotFound();
    renderPage(req, res, present.renewCodesPage(await recoveryCodesLeft(db, id)));
  };
}

export function renewCodes({ db, secrets, clock }: AccountParts): RequestHandler {
  return async (req, res) => {
    const { id: userId, hasSecondFactor } = signedInUser(req);
    if (!hasSecondFactor) throw new NotFound();
    const codes = await renewRecoveryCodes(db, secrets, { userId, at: clock() }, actorOf(req));
    renderPage(req, res, present.recoveryCodesPage(codes, { isSetUp: false }));
  };
}

export function showTurnOff(): RequestHandler {
  return (req, res) => {
    refuseWhoCannot(req);
    renderPage(req, res, present.turnOffPage(req.session.hasShortPassword === true));
  };
}

export function turnOff({ db, secrets }: AccountParts): RequestHandler {
  return async (req, res) => {
    refuseWhoCannot(req);
    if (req.session.hasShortPassword) {
      renderPage(req, res, present.turnOffPage(true), 422);
      return;
    }
    await turnOffSecondFactor(db, secrets, signedInUser(req).id, actorOf(req));
    res.redirect(303, `${paths.security}?done=factor-off`);
  };
}

/** Somebody without a second factor has nothing to turn off, and OCC's own people may not. */
function refuseWhoCannot(req: Request): void {
  const { role, hasSecondFactor } = signedInUser(req);
  if (!hasSecondFactor || needsSecondFactor(role)) throw new NotFound();
}
