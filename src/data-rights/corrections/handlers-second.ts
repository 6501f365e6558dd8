import type { Request, RequestHandler } from 'express';
import { actorOf, signedInUser } from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { Refusal } from '../../web/errors.ts';
import { type FieldError, renderPage } from '../../web/render.ts';
import { typedIn } from '../registers/forms.ts';
import { readFields } from '../registers/rules/read-fields.ts';
import { mayAct } from '../rules/own-case.ts';
import type { Correction } from './correction.ts';
import { correctionAsked, tooLate } from './handlers.ts';
import * as present from './presenters-second.ts';
import type { CorrectionParts } from './record-correction.ts';
import { correctionByLink, settleAsSecond, settleFromOldAddress, type Verdict } from './settle-correction.ts';
import { verdictFields } from './specification/correction-fields.ts';

/** A correction that waits, for somebody who neither recorded it nor is meant by it. */
async function toSettle({ db }: CorrectionParts, req: Request): Promise<Correction> {
  const correction = await correctionAsked(db, req);
  if (correction.state !== 'waiting') throw tooLate(correction.id);
  if (!mayAct(signedInUser(req).id, [correction.recordedById])) throw new Refusal('own-case');
  return correction;
}

export function showSettlement(parts: CorrectionParts): RequestHandler {
  return async (req, res) => renderPage(req, res, present.settlementPage(await toSettle(parts, req), {}));
}

export function settleOne(parts: CorrectionParts): RequestHandler {
  return async (req, res) => {
    const correction = await toSettle(parts, req);
    const typed = typedIn(verdictFields, req.body);
    const again = (errors: FieldError[]): void =>
      renderPage(req, res, present.settlementPage(correction, typed, errors), 422);
    const read = readFields(verdictFields, typed, parts.clock());
    if (read.kind === 'faults') {
      again(read.faults);
      return;
    }
    const verdict = read.values.verdict as Verdict;
    const command = { id: correction.id, verdict, by: signedInUser(req).id };
    const result = await settleAsSecond(parts, command, actorOf(req));
    if (result.kind === 'fault') {
      again([{ field: 'verdict', message: result.message }]);
      return;
    }
    if (result.kind === 'too-late' || result.kind === 'alone') throw tooLate(correction.id);
    res.redirect(303, paths.correction(correction.id));
  };
}

/** Opening the link settles nothing: mail programs open links to look at them. */
export function showLink(parts: CorrectionParts): RequestHandler {
  return async (req, res) => {
    const token = String(req.params.token);
    const correction = await correctionByLink(parts, token);
    if (correction) renderPage(req, res, present.linkPage(token, correction.after ?? ''));
    else renderPage(req, res, present.linkEndPage('too-late'), 404);
  };
}

export function answerLink(parts: CorrectionParts): RequestHandler {
  return async (req, res) => {
    const token = String(req.params.token);
    const { verdict } = req.body as { verdict?: unknown };
    if (verdict !== 'right' && verdict !== 'wrong') throw new Refusal('bad-request');
    const { kind } = await settleFromOldAddress(parts, { token, verdict }, req.auditName ?? '');
    const end = kind === 'corrected' || kind === 'refused' ? kind : 'too-late';
    renderPage(req, res, present.linkEndPage(end), end === 'too-late' ? 404 : 200);
  };
}
