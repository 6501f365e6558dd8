import type { Request, RequestHandler, Response } from 'express';
import {
  actorOf,
  changeRole,
  closeAccount,
  endSessions,
  inviteAgain,
  reopenAccount,
  sendReset,
  signedInUser,
  turnOffLostFactor,
  type Account,
} from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { NotFound, Refusal } from '../../web/errors.ts';
import { renderPage } from '../../web/render.ts';
import type { OccParts } from '../occ-parts.ts';
import { parseLoss, parseRole } from './forms.ts';
import { accountAsked, openingFor, seenAccount } from './handlers.ts';
import * as present from './presenters-user.ts';
import { actionsOn, type UserAction } from './user-actions.ts';

/** What an action's handler is given: the account was opened with a reason, and the action is open to this person now. */
type Act = (req: Request, res: Response, account: Account) => Promise<void> | void;

function on(parts: OccParts, action: UserAction, act: Act): RequestHandler {
  return async (req, res) => {
    const account = await accountAsked(parts, req);
    if (!openingFor(parts, req, account.id)) {
      res.redirect(303, paths.user(account.id));
      return;
    }
    if (account.restrictedSince && action !== 'end-sessions')
      throw new Refusal('restricted-person', { href: paths.user(account.id), text: 'See the account' });
    const seen = await seenAccount(parts, account);
    if (!actionsOn(seen, signedInUser(req)).has(action)) throw tooLate(account.id);
    await act(req, res, account);
  };
}

export function sendInvitation(parts: OccParts): RequestHandler {
  return on(parts, 'invite', async (req, res, { id }) => {
    const { kind } = await inviteAgain(parts, { userId: id }, actorOf(req));
    if (kind === 'too-often')
      throw new Refusal('too-often', { href: paths.user(id), text: 'See the account' });
    if (kind !== 'invited') throw tooLate(id);
    done(res, id, 'invited');
  });
}

export function sendPasswordReset(parts: OccParts): RequestHandler {
  return on(parts, 'reset-password', async (req, res, { id }) => {
    await sendReset(parts.db, parts.secrets, { userId: id, at: parts.clock() }, actorOf(req));
    done(res, id, 'reset-sent');
  });
}

export function endUserSessions(parts: OccParts): RequestHandler {
  return on(parts, 'end-sessions', async (req, res, { id }) => {
    await endSessions(parts.db, id, actorOf(req));
    done(res, id, 'sessions-ended');
  });
}

export function showUserClosing(parts: OccParts): RequestHandler {
  return on(parts, 'close', (req, res, account) => renderPage(req, res, present.closingPage(account)));
}

export function closeUser(parts: OccParts): RequestHandler {
  return on(parts, 'close', async (req, res, { id }) => {
    const command = { userId: id, closedBy: signedInUser(req).id };
    const { kind } = await closeAccount(parts, command, actorOf(req));
    if (kind === 'not-found') throw new NotFound();
    if (kind === 'last-one') throw new Refusal('last-one', { href: paths.user(id), text: 'See the account' });
    if (kind !== 'closed') throw tooLate(id);
    done(res, id, 'closed');
  });
}

export function reopenUser(parts: OccParts): RequestHandler {
  return on(parts, 'reopen', async (req, res, { id }) => {
    const { kind } = await reopenAccount(parts, id, actorOf(req));
    if (kind !== 'opened') throw tooLate(id);
    done(res, id, 'opened');
  });
}

export function showUserRole(parts: OccParts): RequestHandler {
  return on(parts, 'change-role', (req, res, account) => renderPage(req, res, present.rolePage(account)));
}

export function changeUserRole(parts: OccParts): RequestHandler {
  return on(parts, 'change-role', async (req, res, account) => {
    const role = parseRole(req.body);
    const refuse = (why: keyof typeof present.roleFaults): void => {
      const errors = [{ field: 'role', message: present.roleFaults[why] }];
      renderPage(req, res, present.rolePage(account, errors), 422);
    };
    if (role === null) {
      refuse('none');
      return;
    }
    const command = { userId: account.id, role, changedBy: signedInUser(req).id };
    const { kind } = await changeRole(parts, command, actorOf(req));
    if (kind === 'changed') done(res, account.id, 'role-changed');
    else if (kind === 'not-found' || kind === 'oneself') throw tooLate(account.id);
    else refuse(kind);
  });
}

export function showUserSecondFactor(parts: OccParts): RequestHandler {
  return on(parts, 'turn-off-second-factor', (req, res, account) =>
    renderPage(req, res, present.secondFactorPage(account)),
  );
}

export function turnOffUserSecondFactor(parts: OccParts): RequestHandler {
  return on(parts, 'turn-off-second-factor', async (req, res, account) => {
    const reason = parseLoss(req.body);
    if (reason === null) {
      const errors = [{ field: 'reason', message: 'Choose what has happened' }];
      renderPage(req, res, present.secondFactorPage(account, errors), 422);
      return;
    }
    const command = { userId: account.id, reason, turnedOffBy: signedInUser(req).id };
    const { kind } = await turnOffLostFactor(parts, command, actorOf(req));
    if (kind !== 'turned-off') throw tooLate(account.id);
    done(res, account.id, 'factor-off');
  });
}

function done(res: Response, id: number, what: string): void {
  res.redirect(303, `${paths.user(id)}?done=${what}`);
}

const tooLate = (id: number): Refusal =>
  new Refusal('too-late', { href: paths.user(id), text: 'See the account' });
