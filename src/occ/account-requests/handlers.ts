import type { Request, RequestHandler } from 'express';
import {
  accountsOf,
  accountWith,
  actorOf,
  declineRequest,
  issueAccount,
  parseId,
  requestOf,
  requestsIn,
  requestTotals,
  signedInUser,
  type AccountRequest,
} from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { NotFound, Refusal } from '../../web/errors.ts';
import { pageAsked } from '../../web/pagination.ts';
import { renderPage, type FieldError } from '../../web/render.ts';
import type { OccParts } from '../occ-parts.ts';
import { parseDeclining } from './forms.ts';
import * as present from './presenters.ts';

const REQUESTS_A_PAGE = 25;

/** Those that wait, the longest first; `?state=decided` shows the others. */
export function listRequests({ db, clock }: OccParts): RequestHandler {
  return async (req, res) => {
    const isWaiting = req.query.state !== 'decided';
    const totals = await requestTotals(db);
    const asked = pageAsked(req.query.page, REQUESTS_A_PAGE, isWaiting ? totals.waiting : totals.decided);
    const requests = await requestsIn(db, isWaiting, asked);
    const view = { requests, totals, isWaiting, asked, now: clock(), done: req.query.done };
    renderPage(req, res, present.listPage(view));
  };
}

export function showRequest(parts: OccParts): RequestHandler {
  return async (req, res) => {
    renderPage(req, res, await requestPage(parts, await requestAsked(parts, req)));
  };
}

export function issue(parts: OccParts): RequestHandler {
  return async (req, res) => {
    const request = await requestAsked(parts, req);
    const command = { requestId: request.id, decidedBy: signedInUser(req).id };
    const { kind } = await issueAccount(parts, command, actorOf(req));
    if (kind === 'not-found') throw new NotFound();
    if (kind === 'decided-already') throw tooLate(request.id);
    if (kind === 'issued') res.redirect(303, `${paths.accountRequests}?done=issued`);
    else renderPage(req, res, await requestPage(parts, request, '', [present.takenAddress]), 422);
  };
}

export function decline(parts: OccParts): RequestHandler {
  return async (req, res) => {
    const request = await requestAsked(parts, req);
    const { typed, form } = parseDeclining(req.body);
    if (form.kind === 'faults') {
      renderPage(req, res, await requestPage(parts, request, typed, form.faults), 422);
      return;
    }
    const command = { requestId: request.id, decidedBy: signedInUser(req).id, reason: form.command.reason };
    const { kind } = await declineRequest(parts, command, actorOf(req));
    if (kind === 'not-found') throw new NotFound();
    if (kind === 'decided-already') throw tooLate(request.id);
    res.redirect(303, `${paths.accountRequests}?done=declined`);
  };
}

async function requestPage(
  { db, clock }: OccParts,
  request: AccountRequest,
  typedReason = '',
  errors: FieldError[] = [],
) {
  const [colleagues, holder] = await Promise.all([
    accountsOf(db, request.authority.id),
    request.state === 'waiting' ? accountWith(db, request.email) : null,
  ]);
  return present.requestPage({ request, colleagues, holder, typedReason, errors, now: clock() });
}

const tooLate = (id: number): Refusal =>
  new Refusal('too-late', { href: paths.accountRequest(id), text: 'See what was decided' });

async function requestAsked({ db }: OccParts, req: Request): Promise<AccountRequest> {
  const id = parseId(req.params.id);
  const request = id === null ? null : await requestOf(db, id);
  if (!request) throw new NotFound();
  return request;
}
