import type { Request, RequestHandler, Response } from 'express';
import {
  accountOf,
  accountState,
  actorOf,
  belongsToAuthority,
  openAccount,
  parseId,
  roles,
  signedInUser,
  type Account,
  type Role,
} from '../../accounts/index.ts';
import { recordEvent } from '../../audit/index.ts';
import { allAuthorities } from '../../authorities/index.ts';
import { rightsOfPerson } from '../../data-rights/index.ts';
import { paths } from '../../paths.ts';
import { NotFound } from '../../web/errors.ts';
import { pageAsked } from '../../web/pagination.ts';
import { renderPage, type FieldError } from '../../web/render.ts';
import { noticeBulkViews } from '../bulk-views/notice-bulk-views.ts';
import type { OccParts } from '../occ-parts.ts';
import {
  parseFilter,
  parseNewAccount,
  parseOpening,
  typedOpening,
  typedUser,
  type TypedUser,
} from './forms.ts';
import { openingOf, remember, type Opening, type RememberedOpening } from './opening.ts';
import * as present from './presenters.ts';
import { openingPage, userPage } from './presenters-user.ts';
import { invitationsOf, sessionCount, userCount, usersMatching } from './store.ts';
import { personRecord } from './store-record.ts';
import { actionsOn, type SeenAccount } from './user-actions.ts';

declare module 'express-session' {
  interface SessionData {
    /** Whose pages this person has opened lately in the back office, and why. */
    openings?: RememberedOpening[];
  }
}

const USERS_A_PAGE = 25;

export function listUsers({ db, clock }: OccParts): RequestHandler {
  return async (req, res) => {
    const filter = parseFilter(req.query);
    const now = clock();
    const total = await userCount(db, filter, now);
    const asked = pageAsked(req.query.page, USERS_A_PAGE, total);
    const [users, authorities] = await Promise.all([
      usersMatching(db, filter, now, asked),
      allAuthorities(db),
    ]);
    renderPage(req, res, present.listPage({ users, filter, authorities, total, asked, now }));
  };
}

/** `?authority=` and the other fields fill the form in. */
export function showNewUser(parts: OccParts): RequestHandler {
  return async (req, res) => showForm(parts, req, res, { typed: typedUser(req.query) });
}

export function createNewUser(parts: OccParts): RequestHandler {
  return async (req, res) => {
    const typed = typedUser(req.body);
    const form = parseNewAccount(req.body, rolesToGive(req));
    if (form.kind === 'faults') {
      await showForm(parts, req, res, { typed, errors: form.faults });
      return;
    }
    const result = await openAccount(parts, form.command, actorOf(req));
    if (result.kind === 'created')
      res.redirect(303, `${paths.users}?q=${encodeURIComponent(form.command.email)}`);
    else if (result.kind === 'email-taken')
      await showForm(parts, req, res, { typed, errors: [present.takenAddress] });
    else throw new NotFound();
  };
}

async function showForm(
  { db }: OccParts,
  req: Request,
  res: Response,
  { typed, errors }: { typed: TypedUser; errors?: FieldError[] },
): Promise<void> {
  const view = { typed, allowed: rolesToGive(req), authorities: await allAuthorities(db), errors };
  renderPage(req, res, present.newUserPage(view), errors ? 422 : 200);
}

function rolesToGive(req: Request): Role[] {
  const { permissions } = signedInUser(req);
  return roles.filter((role) => belongsToAuthority(role) || permissions.has('users:administer'));
}

/** Asks why first; then each opening is recorded with what was said. */
export function showUser(parts: OccParts): RequestHandler {
  return async (req, res) => {
    const account = await accountAsked(parts, req);
    const opening = openingFor(parts, req, account.id);
    if (!opening) {
      renderPage(req, res, openingPage(account, typedOpening(undefined)));
      return;
    }
    const { db } = parts;
    const subject = { type: 'user', id: account.id };
    const reader = signedInUser(req);
    await db.transaction(async (trx) => {
      await recordEvent(trx, actorOf(req), subject, { ...opening });
      await noticeBulkViews(trx, parts, reader.id);
    });
    const seen = await seenAccount(parts, account);
    const view = { seen, opening, invitations: await invitationsOf(db, account.id), done: req.query.done };
    const now = parts.clock();
    const may = {
      actions: actionsOn(seen, reader),
      recordsConsents: reader.permissions.has('consents:record'),
      mayRemove: reader.permissions.has('removals:manage'),
      // What concerns the reader themselves is kept from them where it must be.
      permissions: reader.id === account.id ? new Set<string>() : reader.permissions,
    };
    const [record, rights] = await Promise.all([
      ...([personRecord(db, account.id, now), rightsOfPerson(db, account.id)] as const),
    ]);
    renderPage(req, res, userPage({ ...view, ...may, record, rights, now }));
  };
}

export function explainOpening(parts: OccParts): RequestHandler {
  return async (req, res) => {
    const account = await accountAsked(parts, req);
    const form = parseOpening(req.body);
    if (form.kind === 'faults') {
      renderPage(req, res, openingPage(account, typedOpening(req.body), form.faults), 422);
      return;
    }
    const now = parts.clock();
    const subject = { type: 'user', id: account.id };
    await parts.db.transaction((trx) => recordEvent(trx, actorOf(req), subject, { ...form.command }));
    const opening = { ...form.command, userId: account.id, at: now.getTime() };
    req.session.openings = remember(req.session.openings, opening, now);
    res.redirect(303, paths.user(account.id));
  };
}

export async function seenAccount({ db, clock }: OccParts, account: Account): Promise<SeenAccount> {
  const now = clock();
  return { account, state: accountState(account, now), sessions: await sessionCount(db, account.id, now) };
}

export function openingFor({ clock }: OccParts, req: Request, userId: number): Opening | null {
  return openingOf(req.session.openings, userId, clock());
}

export async function accountAsked({ db }: OccParts, req: Request): Promise<Account> {
  const id = parseId(req.params.id);
  const account = id === null ? null : await accountOf(db, id);
  if (!account) throw new NotFound();
  return account;
}
