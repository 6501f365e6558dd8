import type { Request, RequestHandler } from 'express';
import { recordEvent } from '../../audit/index.ts';
import { paths } from '../../paths.ts';
import { NotFound } from '../../web/errors.ts';
import { renderPage } from '../../web/render.ts';
import type { AccountParts } from '../account-parts.ts';
import { actorOf, signedInUser } from '../handlers-user.ts';
import { detailsOf } from '../your-account/store.ts';
import { parseToldChoice, parseUserId, type ToldChoice } from './forms.ts';
import * as present from './presenters.ts';
import { type RecordResult, recordConsent } from './record-consent.ts';
import { consentsOf, historyOf, personWithChoices } from './store.ts';

/** Staff see a person's choices here, so that each opening is in the audit trail. */
export function showTold(parts: AccountParts): RequestHandler {
  return async (req, res) => {
    const seen = await personSeen(parts, req);
    const subject = { type: 'user', id: seen.person.id };
    await parts.db.transaction((trx) => recordEvent(trx, actorOf(req), subject));
    renderPage(req, res, present.toldPage(seen, present.nothingTold, { saved: req.query.saved === '1' }));
  };
}

export function recordTold(parts: AccountParts): RequestHandler {
  return async (req, res) => {
    const seen = await personSeen(parts, req);
    const { typed, faults } = parseToldChoice(req.body);
    const result = faults.length > 0 ? null : await record(parts, req, seen.person.id, typed);
    if (result?.kind === 'recorded') {
      res.redirect(303, `${paths.recordedConsents(seen.person.id)}?saved=1`);
      return;
    }
    const errors = result === null ? faults : refusals[result.kind];
    renderPage(req, res, present.toldPage(seen, typed, { errors }), 422);
  };
}

const refusals = { 'way-unknown': present.wayUnknown, unchanged: present.nothingChanged } as const;

async function record(
  { db, secrets, clock }: AccountParts,
  req: Request,
  userId: number,
  { purpose, decision, ways, channel }: ToldChoice,
): Promise<RecordResult> {
  if (purpose === null || channel === null) throw new Error('A choice without its purpose or channel');
  const allowed = decision === 'yes' ? ways : [];
  const recordedBy = signedInUser(req).id;
  const choice = { userId, purpose, ways: allowed, channel, recordedBy, at: clock() };
  return recordConsent(db, secrets, choice, actorOf(req));
}

async function personSeen({ db }: AccountParts, req: Request): Promise<present.ToldSeen> {
  const id = parseUserId(req.params.id);
  const person = id === null ? undefined : await personWithChoices(db, id);
  if (!person) throw new NotFound();
  const [details, consents, history] = await Promise.all([
    detailsOf(db, person.id),
    consentsOf(db, person.id),
    historyOf(db, person.id),
  ]);
  return { person, details, consents, history };
}
