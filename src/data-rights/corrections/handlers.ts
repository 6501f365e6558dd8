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
import type { ToldOf } from '../recipients/recipient.ts';
import { recipientsOf } from '../recipients/store.ts';
import { typedIn } from '../registers/forms.ts';
import { readFields } from '../registers/rules/read-fields.ts';
import { mayAct } from '../rules/own-case.ts';
import type { Correction } from './correction.ts';
import * as present from './presenters.ts';
import { type CorrectionParts, recordCorrection } from './record-correction.ts';
import { faultsOfCorrection } from './rules/faults.ts';
import { correctionFields } from './specification/correction-fields.ts';
import { correctionBy, correctionCounts, correctionsShown } from './store.ts';

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
    const recipients = await recipientsOf(db, 'correction', [correction.id]);
    const mayBeSecond = mayAct(signedInUser(req).id, [correction.recordedById]);
    renderPage(req, res, present.correctionPage(correction, recipients, mayBeSecond));
  };
}

export async function correctionAsked(db: CorrectionParts['db'], req: Request): Promise<Correction> {
  const id = parseId(req.params.id);
  const correction = id === null ? null : await correctionBy(db, id);
  if (!correction) throw new NotFound();
  if (!mayAct(signedInUser(req).id, [correction.userId])) throw new Refusal('own-case');
  return correction;
}

/** The same for those who are told of it. */
export async function toldAsked(db: CorrectionParts['db'], req: Request): Promise<ToldOf> {
  const { id, userId, name } = await correctionAsked(db, req);
  return { kind: 'correction', id, userId, concerned: [userId], caption: `Correction ${id}, ${name ?? ''}` };
}

export const tooLate = (id: number): Refusal =>
  new Refusal('too-late', { href: paths.correction(id), text: 'See how it stands now' });
