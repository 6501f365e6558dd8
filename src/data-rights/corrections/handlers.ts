import type { Request, RequestHandler } from 'express';
import {
  actorOf,
  type Correctable,
  parseId,
  presentDetails,
  signedInUser,
  statementsOn,
} from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { today } from '../../platform/clock.ts';
import { NotFound, Refusal } from '../../web/errors.ts';
import { pageAsked } from '../../web/pagination.ts';
import { type FieldError, renderPage } from '../../web/render.ts';
import { recordShowing, subjectAsked } from '../handlers-subject.ts';
import { typedIn } from '../registers/forms.ts';
import { readFields } from '../registers/rules/read-fields.ts';
import { mayAct } from '../rules/own-case.ts';
import type { Correction, Recipient, RecipientOutcome } from './correction.ts';
import * as present from './presenters.ts';
import { type CorrectionParts, recordCorrection } from './record-correction.ts';
import { faultsOfCorrection, faultsOfSettling } from './rules/faults.ts';
import { addRecipient, settleRecipient } from './settle-recipient.ts';
import { correctionFields, recipientFields, settleFields } from './specification/correction-fields.ts';
import { correctionBy, correctionCounts, correctionsShown, recipientsOf } from './store.ts';

const CORRECTIONS_A_PAGE = 25;

export function listCorrections({ db }: CorrectionParts): RequestHandler {
  return async (req, res) => {
    const { all: total } = await correctionCounts(db);
    const asked = pageAsked(req.query.page, CORRECTIONS_A_PAGE, total);
    renderPage(req, res, present.listPage({ corrections: await correctionsShown(db, asked), total, asked }));
  };
}

/** Shows the person's details: that is on record first. */
export function showNewCorrection({ db, clock }: CorrectionParts): RequestHandler {
  return async (req, res) => {
    const subject = await subjectAsked(db, req);
    await recordShowing(db, req, subject.person.id);
    const details = await detailsShown(db, subject.person.id);
    renderPage(req, res, present.newPage(subject, details, { correctedOn: today(clock), mistake: 'no' }));
  };
}

export function createCorrection(parts: CorrectionParts): RequestHandler {
  return async (req, res) => {
    const subject = await subjectAsked(parts.db, req);
    const typed = typedIn(correctionFields, req.body);
    const again = async (errors: FieldError[]): Promise<void> => {
      const details = await detailsShown(parts.db, subject.person.id);
      renderPage(req, res, present.newPage(subject, details, typed, errors), 422);
    };
    const read = readFields(correctionFields, typed, parts.clock());
    if (read.kind === 'faults') return again(read.faults);
    const { field, after, evidence, correctedOn, mistake, mistakeNote } = read.values;
    const faults = faultsOfCorrection(read.values);
    if (faults.length > 0) return again(faults);
    const command = {
      ...{ userId: subject.person.id, requestId: subject.request?.id ?? null, by: signedInUser(req).id },
      ...{ field: field as Correctable, after: (after ?? '') as string, evidence: String(evidence) },
      ...{ correctedOn: String(correctedOn), mistakeNote: mistake === 'yes' ? String(mistakeNote) : null },
    };
    const result = await recordCorrection(parts, command, actorOf(req));
    if (result.kind === 'fault') return again([{ field: 'after', message: result.message }]);
    if (result.kind !== 'corrected' && result.kind !== 'waiting') throw new NotFound();
    res.redirect(303, paths.correction(result.id));
  };
}

async function detailsShown(db: CorrectionParts['db'], userId: number): Promise<present.PresentDetails> {
  return { present: await presentDetails(db, userId), statements: await statementsOn(db, userId) };
}

export function showCorrection({ db }: CorrectionParts): RequestHandler {
  return async (req, res) => {
    const correction = await correctionAsked(db, req);
    await recordShowing(db, req, correction.userId);
    const recipients = await recipientsOf(db, [correction.id]);
    const mayBeSecond = mayAct(signedInUser(req).id, [correction.recordedById]);
    renderPage(req, res, present.correctionPage(correction, recipients, mayBeSecond));
  };
}

export function showRecipient({ db, clock }: CorrectionParts): RequestHandler {
  return async (req, res) => {
    const { correction, recipient } = await recipientAsked(db, req);
    renderPage(req, res, present.settlePage(correction, recipient, { settledOn: today(clock) }));
  };
}

export function settle(parts: CorrectionParts): RequestHandler {
  return async (req, res) => {
    const { correction, recipient } = await recipientAsked(parts.db, req);
    const typed = typedIn(settleFields, req.body);
    const read = readFields(settleFields, typed, parts.clock());
    const faults = read.kind === 'faults' ? read.faults : faultsOfSettling(read.values);
    if (read.kind === 'faults' || faults.length > 0) {
      renderPage(req, res, present.settlePage(correction, recipient, typed, faults), 422);
      return;
    }
    const { outcome, settledOn, reason } = read.values;
    const told = { outcome: outcome as RecipientOutcome, on: String(settledOn) };
    const command = {
      ...{ correctionId: correction.id, id: recipient.id, by: signedInUser(req).id, ...told },
      reason: outcome === 'told' ? null : String(reason),
    };
    const { kind } = await settleRecipient(parts, command, actorOf(req));
    if (kind === 'too-late') throw tooLate(correction.id);
    if (kind !== 'done') throw new NotFound();
    res.redirect(303, paths.correction(correction.id));
  };
}

export function showNewRecipient({ db }: CorrectionParts): RequestHandler {
  return async (req, res) => renderPage(req, res, present.recipientPage(await correctionAsked(db, req), {}));
}

export function createRecipient(parts: CorrectionParts): RequestHandler {
  return async (req, res) => {
    const correction = await correctionAsked(parts.db, req);
    const typed = typedIn(recipientFields, req.body);
    const read = readFields(recipientFields, typed, parts.clock());
    if (read.kind === 'faults') {
      renderPage(req, res, present.recipientPage(correction, typed, read.faults), 422);
      return;
    }
    const own = { correctionId: correction.id, by: signedInUser(req).id };
    const { kind } = await addRecipient(
      parts,
      { ...own, recipient: String(read.values.recipient) },
      actorOf(req),
    );
    if (kind !== 'done') throw new NotFound();
    res.redirect(303, paths.correction(correction.id));
  };
}

export async function correctionAsked(db: CorrectionParts['db'], req: Request): Promise<Correction> {
  const id = parseId(req.params.id);
  const correction = id === null ? null : await correctionBy(db, id);
  if (!correction) throw new NotFound();
  if (!mayAct(signedInUser(req).id, [correction.userId])) throw new Refusal('own-case');
  return correction;
}

async function recipientAsked(
  db: CorrectionParts['db'],
  req: Request,
): Promise<{ correction: Correction; recipient: Recipient }> {
  const correction = await correctionAsked(db, req);
  const id = parseId(req.params.recipient);
  const recipient = (await recipientsOf(db, [correction.id])).find((one) => one.id === id);
  if (!recipient) throw new NotFound();
  if (recipient.outcome !== null) throw tooLate(correction.id);
  return { correction, recipient };
}

export const tooLate = (id: number): Refusal =>
  new Refusal('too-late', { href: paths.correction(id), text: 'See how it stands now' });
