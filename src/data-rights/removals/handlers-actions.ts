import type { Request, RequestHandler } from 'express';
import { accountOf, actorOf, signedInUser } from '../../accounts/index.ts';
import { recordEvent } from '../../audit/index.ts';
import { paths } from '../../paths.ts';
import { addJob } from '../../platform/jobs.ts';
import { NotFound, Refusal } from '../../web/errors.ts';
import { renderPage } from '../../web/render.ts';
import { approveRemoval, refuseRemoval } from './approve-removal.ts';
import { planAgain } from './ask-for-removal.ts';
import { parseApproval, parseRefusal, parseSettlement } from './forms.ts';
import { removalAsked } from './handlers.ts';
import { settle } from './issue-certificate.ts';
import { approvalPage, refusalPage } from './presenters-removal.ts';
import { blockWords } from './presenters-words.ts';
import type { RemovalParts } from './removal-parts.ts';
import { FINISH_REMOVAL } from './removal-job.ts';
import { mayApprove } from './rules/may-remove.ts';
import { mayAct } from '../rules/own-case.ts';
import type { Removal } from './removal.ts';

const tooLate = (id: number): Refusal =>
  new Refusal('too-late', { href: paths.removal(id), text: 'See how the removal stands now' });

/** A removal that waits, for somebody who may approve it: before anything of the form is looked at. */
async function toApprove(parts: RemovalParts, req: Request): Promise<Removal> {
  const removal = await removalAsked(parts, req);
  const may = mayApprove(signedInUser(req).id, removal.requestedBy, removal.plan.people);
  if (removal.state !== 'asked' || may !== 'may') throw tooLate(removal.id);
  return removal;
}

/** A removal that waits, for anybody but whom it is about. */
async function toRefuse(parts: RemovalParts, req: Request): Promise<Removal> {
  const removal = await ofSomebodyElse(parts, req);
  if (removal.state !== 'asked') throw tooLate(removal.id);
  return removal;
}

/** A removal, for anybody but whom it is about, who does nothing to it. */
async function ofSomebodyElse(parts: RemovalParts, req: Request): Promise<Removal> {
  const removal = await removalAsked(parts, req);
  if (!mayAct(signedInUser(req).id, removal.plan.people)) throw new Refusal('own-case');
  return removal;
}

export function showApproval(parts: RemovalParts): RequestHandler {
  return async (req, res) => {
    const removal = await toApprove(parts, req);
    renderPage(req, res, approvalPage(removal));
  };
}

/** The last moment at which anybody can say no. */
export function approve(parts: RemovalParts): RequestHandler {
  return async (req, res) => {
    const removal = await toApprove(parts, req);
    const { planHash, hasRead } = parseApproval(req.body);
    const refuse = (messages: string[]): void => {
      const errors = messages.map((message) => ({ field: 'read', message }));
      renderPage(req, res, approvalPage(removal, errors), 422);
    };
    if (!hasRead) {
      refuse(['Tick that you have read the plan']);
      return;
    }
    if (planHash !== removal.planHash.toString('hex')) throw tooLate(removal.id);
    const approver = signedInUser(req);
    const roles = [await roleOf(parts, removal.requestedBy), approver.role];
    const command = { id: removal.id, approvedBy: approver.id, roles };
    const result = await approveRemoval(parts, command, actorOf(req));
    if (result.kind === 'removed') res.redirect(303, `${paths.removal(removal.id)}?done=removed`);
    else if (result.kind === 'plan-changed')
      res.redirect(303, `${paths.removal(removal.id)}?done=plan-changed`);
    else if (result.kind === 'blocked') refuse(result.blocks.map((block) => blockWords[block]));
    else throw tooLate(removal.id);
  };
}

async function roleOf({ db }: RemovalParts, userId: number): Promise<string> {
  return (await accountOf(db, userId))?.role ?? 'removed since';
}

export function makePlanAgain(parts: RemovalParts): RequestHandler {
  return async (req, res) => {
    const { id } = await ofSomebodyElse(parts, req);
    const command = { id, requestedBy: signedInUser(req).id };
    const { kind } = await planAgain(parts, command, actorOf(req));
    if (kind === 'not-found') throw new NotFound();
    if (kind === 'too-late') throw tooLate(id);
    res.redirect(303, `${paths.removal(id)}?done=${kind}`);
  };
}

export function showRefusal(parts: RemovalParts): RequestHandler {
  return async (req, res) => {
    renderPage(req, res, refusalPage(await toRefuse(parts, req)));
  };
}

export function refuse(parts: RemovalParts): RequestHandler {
  return async (req, res) => {
    const removal = await toRefuse(parts, req);
    const refusal = parseRefusal(req.body);
    if (refusal === null) {
      const errors = [{ field: 'refusal', message: 'Choose the ground on which it is refused' }];
      renderPage(req, res, refusalPage(removal, errors), 422);
      return;
    }
    const command = { id: removal.id, refusal, refusedBy: signedInUser(req).id };
    const { kind } = await refuseRemoval(parts, command, actorOf(req));
    if (kind !== 'refused') throw tooLate(removal.id);
    res.redirect(303, paths.removal(removal.id));
  };
}

export function settleOne(parts: RemovalParts): RequestHandler {
  return async (req, res) => {
    const { id } = await ofSomebodyElse(parts, req);
    const settled = parseSettlement(req.body);
    if (!settled) throw new Refusal('bad-request', { href: paths.removal(id), text: 'Back to the removal' });
    const { kind } = await settle(parts, { id, ...settled, userId: signedInUser(req).id }, actorOf(req));
    if (kind === 'not-found') throw new NotFound();
    if (kind === 'too-late') throw tooLate(id);
    res.redirect(303, `${paths.removal(id)}?done=${kind}`);
  };
}

/** After something was put right by hand: the worker searches once more. */
export function searchAgain(parts: RemovalParts): RequestHandler {
  return async (req, res) => {
    const { id, state } = await ofSomebodyElse(parts, req);
    if (state !== 'removed') throw tooLate(id);
    await parts.db.transaction(async (trx) => {
      await recordEvent(trx, actorOf(req), { type: 'removal', id });
      const job = { task: FINISH_REMOVAL, payload: { removalId: id }, queue: 'removals' };
      await addJob(trx, { ...job, key: `${FINISH_REMOVAL} ${id}` });
    });
    res.redirect(303, `${paths.removal(id)}?done=searching`);
  };
}
