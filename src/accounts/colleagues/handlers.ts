import type { Request, RequestHandler, Response } from 'express';
import { paths } from '../../paths.ts';
import { NotFound, Refusal } from '../../web/errors.ts';
import { renderPage, type FieldError } from '../../web/render.ts';
import type { AccountParts } from '../account-parts.ts';
import { actorOf, ownAuthority, signedInUser } from '../handlers-user.ts';
import { type Account, accountState } from './account.ts';
import { askForAccount } from './ask-for-account.ts';
import { closeColleague } from './close-account.ts';
import { parseId, parseRequest, typedRequest } from './forms.ts';
import { inviteAgain, renewInvitation } from './invite-again.ts';
import * as present from './presenters.ts';
import { requestsOf } from './store.ts';
import { accountOf, colleaguesOf } from './store-accounts.ts';

const REQUESTS_SHOWN = 20;

/** Who has an account; a lead officer sees how each stands, and what was asked for. */
export function showColleagues({ db, clock }: AccountParts): RequestHandler {
  return async (req, res) => {
    const authority = ownAuthority(req);
    const reader = signedInUser(req);
    const accounts = await colleaguesOf(db, authority.id);
    if (!reader.permissions.has('colleagues:manage')) {
      renderPage(req, res, present.officerPage(authority, accounts, reader, clock()));
      return;
    }
    const requests = await requestsOf(db, authority.id, REQUESTS_SHOWN);
    const view = { authority, accounts, requests, reader, now: clock(), done: req.query.done };
    renderPage(req, res, present.leadPage(view));
  };
}

export function showNewColleague(): RequestHandler {
  return (req, res) =>
    renderPage(req, res, present.newColleaguePage(ownAuthority(req), typedRequest(undefined)));
}

export function askForColleague({ db, clock }: AccountParts): RequestHandler {
  return async (req, res) => {
    const form = parseRequest(req.body);
    if (form.kind === 'faults') {
      refuseRequest(req, res, form.faults);
      return;
    }
    const by = { authorityId: ownAuthority(req).id, requestedBy: signedInUser(req).id, requestedAt: clock() };
    const result = await askForAccount(db, { ...form.command, ...by }, actorOf(req));
    if (result.kind === 'asked') res.redirect(303, `${paths.colleagues}?done=asked`);
    else refuseRequest(req, res, [present.refusals[result.kind]]);
  };
}

function refuseRequest(req: Request, res: Response, faults: FieldError[]): void {
  renderPage(req, res, present.newColleaguePage(ownAuthority(req), typedRequest(req.body), faults), 422);
}

export function showInvitationAgain(parts: AccountParts): RequestHandler {
  return async (req, res) => {
    const account = await colleagueAsked(parts, req);
    const state = accountState(account, parts.clock());
    if (state !== 'invited' && state !== 'invitation-over') throw tooLate();
    renderPage(req, res, present.invitationPage(account));
  };
}

export function sendInvitationAgain(parts: AccountParts): RequestHandler {
  return async (req, res) => {
    const { id } = await colleagueAsked(parts, req);
    const command = { userId: id, authorityId: ownAuthority(req).id };
    const { kind } = await inviteAgain(parts, command, actorOf(req));
    if (kind === 'not-found') throw new NotFound();
    if (kind === 'not-needed') throw tooLate();
    if (kind === 'too-often')
      throw new Refusal('too-often', { href: paths.colleagues, text: 'See the accounts' });
    res.redirect(303, `${paths.colleagues}?done=invited`);
  };
}

export function showClosing(parts: AccountParts): RequestHandler {
  return async (req, res) => {
    const account = await colleagueAsked(parts, req);
    if (account.closedAt || account.id === signedInUser(req).id) throw tooLate();
    renderPage(req, res, present.closingPage(account));
  };
}

export function closeColleagueAccount(parts: AccountParts): RequestHandler {
  return async (req, res) => {
    const { id } = await colleagueAsked(parts, req);
    const lead = { id: signedInUser(req).id, authorityId: ownAuthority(req).id };
    const { kind } = await closeColleague(parts, { userId: id, lead }, actorOf(req));
    if (kind === 'not-found') throw new NotFound();
    if (kind !== 'closed') throw tooLate();
    res.redirect(303, `${paths.colleagues}?done=closed`);
  };
}

export function showRenewal(): RequestHandler {
  return (req, res) => renderPage(req, res, present.renewalPage(String(req.params.token)));
}

/** The reply goes out first, and is the same for every link: it tells nothing of whether there was an invitation. */
export function renewOldInvitation(parts: AccountParts): RequestHandler {
  return async (req, res) => {
    const action = req.auditName ?? '';
    renderPage(req, res, present.renewedPage());
    await renewInvitation(parts, String(req.params.token), action);
  };
}

const tooLate = (): Refusal => new Refusal('too-late', { href: paths.colleagues, text: 'See the accounts' });

/** The account of the address, if it is of the lead officer's own authority. */
async function colleagueAsked({ db }: AccountParts, req: Request): Promise<Account> {
  const id = parseId(req.params.id);
  const account = id === null ? null : await accountOf(db, id, ownAuthority(req).id);
  if (!account) throw new NotFound();
  if (account.restrictedSince)
    throw new Refusal('restricted-person', { href: paths.colleagues, text: 'See the accounts' });
  return account;
}
