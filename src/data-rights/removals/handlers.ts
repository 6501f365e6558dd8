import type { Request, RequestHandler, Response } from 'express';
import { accountOf, accountsOf, actorOf, type Account, parseId, signedInUser } from '../../accounts/index.ts';
import { authorityByCode } from '../../authorities/index.ts';
import { recordEvent } from '../../audit/index.ts';
import { paths } from '../../paths.ts';
import { today } from '../../platform/clock.ts';
import { NotFound } from '../../web/errors.ts';
import { pageAsked } from '../../web/pagination.ts';
import { type FieldError, renderPage } from '../../web/render.ts';
import type { ToldOf } from '../recipients/recipient.ts';
import { recipientsOf } from '../recipients/store.ts';
import { askForRemoval } from './ask-for-removal.ts';
import { publicKeyOf } from './certificate.ts';
import type { Candidate } from './candidate.ts';
import { parseRemoval, typedRemoval, type TypedRemoval } from './forms.ts';
import * as present from './presenters.ts';
import { certificatePage } from './presenters-certificate.ts';
import { removalPage } from './presenters-removal.ts';
import { blockWords } from './presenters-words.ts';
import type { Removal, Subject } from './removal.ts';
import type { RemovalParts } from './removal-parts.ts';
import { removalCount, removalOf, removals, tracesOf } from './store.ts';
import { authorityNames, namesOfPeople } from './store-plan.ts';

const REMOVALS_A_PAGE = 25;

export function listRemovals({ db }: RemovalParts): RequestHandler {
  return async (req, res) => {
    const total = await removalCount(db);
    const asked = pageAsked(req.query.page, REMOVALS_A_PAGE, total);
    const found = await removals(db, asked);
    const names = await authorityNames(db);
    renderPage(req, res, present.listPage({ removals: found, names, asked, total }));
  };
}

async function candidateOf({ db }: RemovalParts, req: Request): Promise<Candidate | null> {
  const { user, authority: code } = req.query;
  if (user === undefined && code === undefined) return null;
  if (user === undefined) {
    const authority = typeof code === 'string' ? await authorityByCode(db, code) : null;
    if (!authority) throw new NotFound();
    return { account: null, authority, offered: ['authority'], leads: await leadsOf(db, authority.id, 0) };
  }
  const id = parseId(user);
  const account = id === null ? null : await accountOf(db, id);
  if (!account) throw new NotFound();
  const leads = account.authority ? await leadsOf(db, account.authority.id, account.id) : [];
  const offered = account.authority ? (['person', 'person-and-uploads'] as const) : (['person'] as const);
  return { account, authority: account.authority, offered, leads };
}

async function leadsOf(db: RemovalParts['db'], authorityId: number, but: number): Promise<Account[]> {
  const accounts = await accountsOf(db, authorityId);
  return accounts.filter(({ id, role, closedAt }) => role === 'lead' && closedAt === null && id !== but);
}

/** Somebody's name is shown: that is on record first. */
export function showNewRemoval(parts: RemovalParts): RequestHandler {
  return async (req, res) => {
    const candidate = await candidateOf(parts, req);
    if (!candidate) {
      renderPage(req, res, present.startPage());
      return;
    }
    if (candidate.account) {
      const subject = { type: 'user', id: candidate.account.id };
      await parts.db.transaction((trx) => recordEvent(trx, actorOf(req), subject));
    }
    showForm(req, res, candidate, { typed: typedRemoval({ caseReference: req.query.case }) });
  };
}

export function askForOne(parts: RemovalParts): RequestHandler {
  return async (req, res) => {
    const candidate = await candidateOf(parts, req);
    if (!candidate) throw new NotFound();
    const typed = typedRemoval(req.body);
    const { offered, leads } = candidate;
    const ids = leads.map(({ id }) => id);
    const parsed = parseRemoval(req.body, { offered, leads: ids, today: today(parts.clock) });
    if (parsed.kind === 'faults') {
      showForm(req, res, candidate, { typed, errors: parsed.faults });
      return;
    }
    const command = { ...parsed.command, subject: subjectOf(candidate), requestedBy: signedInUser(req).id };
    const result = await askForRemoval(parts, command, actorOf(req));
    if (result.kind === 'asked') {
      res.redirect(303, paths.removal(result.id));
      return;
    }
    const messages =
      result.kind === 'blocked' ? result.blocks.map((block) => blockWords[block]) : [present.askedAlready];
    const errors = messages.map((message) => ({ field: 'scope', message }));
    showForm(req, res, candidate, { typed, errors });
  };
}

function subjectOf({ account, authority }: Candidate): Subject {
  if (account) return { userId: account.id, authorityId: null };
  if (!authority) throw new NotFound();
  return { userId: null, authorityId: authority.id };
}

function showForm(
  req: Request,
  res: Response,
  candidate: Candidate,
  { typed, errors }: { typed: TypedRemoval; errors?: FieldError[] },
): void {
  const page = present.newPage({ candidate, typed, errors, action: req.originalUrl });
  renderPage(req, res, page, errors ? 422 : 200);
}

export function showRemoval(parts: RemovalParts): RequestHandler {
  return async (req, res) => {
    const removal = await removalAsked(parts, req);
    const traces = await tracesOf(parts.db, removal.id);
    const recipients = await recipientsOf(parts.db, 'removal', [removal.id]);
    const names = await authorityNames(parts.db);
    const { requestedBy, decidedBy } = removal;
    const people = await namesOfPeople(
      parts.db,
      decidedBy === null ? [requestedBy] : [requestedBy, decidedBy],
    );
    const reader = signedInUser(req).id;
    const view = { removal, traces, recipients, names, people, reader, done: req.query.done };
    renderPage(req, res, removalPage(view));
  };
}

export function showCertificate(parts: RemovalParts): RequestHandler {
  return async (req, res) => {
    const removal = await removalAsked(parts, req);
    if (removal.certificate === null || !removal.signature) throw new NotFound();
    renderPage(req, res, certificatePage(removal, publicKeyOf(parts.secrets)));
  };
}

/** The certificate as it was signed, with its signature and the key to check it by. */
export function downloadCertificate(parts: RemovalParts): RequestHandler {
  return async (req, res) => {
    const { id, certificate, signature } = await removalAsked(parts, req);
    if (certificate === null || !signature) throw new NotFound();
    const file = {
      ...{ certificate, signature: signature.toString('base64'), algorithm: 'Ed25519' },
      publicKey: publicKeyOf(parts.secrets),
    };
    res
      .attachment(`certificate-of-removal-${id}.json`)
      .type('json')
      .send(`${JSON.stringify(file, null, 2)}\n`);
  };
}

/** For those who are told of it: there are none before it is carried out. */
export async function toldAsked(parts: Pick<RemovalParts, 'db'>, req: Request): Promise<ToldOf> {
  const { id, state, plan } = await removalAsked(parts, req);
  if (state !== 'removed' && state !== 'certified') throw new NotFound();
  return { kind: 'removal', id, userId: null, concerned: plan.people, caption: `Removal ${id}` };
}

export async function removalAsked({ db }: Pick<RemovalParts, 'db'>, req: Request): Promise<Removal> {
  const id = parseId(req.params.id);
  const removal = id === null ? undefined : await removalOf(db, id);
  if (!removal) throw new NotFound();
  return removal;
}
