import type { Request, RequestHandler } from 'express';
import { actorOf, signedInUser } from '../../accounts/index.ts';
import { recordEvent } from '../../audit/index.ts';
import { paths } from '../../paths.ts';
import { today } from '../../platform/clock.ts';
import { NotFound, Refusal } from '../../web/errors.ts';
import { pageAsked } from '../../web/pagination.ts';
import { renderPage } from '../../web/render.ts';
import { referenceOf } from '../reference.ts';
import { typedIn } from '../registers/forms.ts';
import { readFields } from '../registers/rules/read-fields.ts';
import { mayAct } from '../rules/own-case.ts';
import * as present from './presenters.ts';
import { type DisclosureParts, recordDisclosure, recordTelling } from './record-disclosure.ts';
import { disclosureFields, tellingFields } from './specification/disclosure-fields.ts';
import { type Disclosure, disclosureBy, disclosureCounts, disclosuresOf } from './store.ts';

const DISCLOSURES_A_PAGE = 25;

export function listDisclosures({ db, clock }: DisclosureParts): RequestHandler {
  return async (req, res) => {
    const day = today(clock);
    const counts = await disclosureCounts(db, day);
    const asked = pageAsked(req.query.page, DISCLOSURES_A_PAGE, counts.all);
    const disclosures = await disclosuresOf(db, signedInUser(req).id, asked);
    renderPage(req, res, present.listPage({ disclosures, counts, asked, today: day }));
  };
}

export function showNewDisclosure(): RequestHandler {
  return (req, res) => renderPage(req, res, present.newPage({}));
}

export function createDisclosure(parts: DisclosureParts): RequestHandler {
  return async (req, res) => {
    const typed = typedIn(disclosureFields, req.body);
    const read = readFields(disclosureFields, typed, parts.clock());
    const result =
      read.kind === 'faults'
        ? read
        : await recordDisclosure(parts, { values: read.values, userId: signedInUser(req).id }, actorOf(req));
    if (result.kind === 'faults') renderPage(req, res, present.newPage(typed, result.faults), 422);
    else res.redirect(303, paths.disclosure(result.reference));
  };
}

/** Whose it is does not open it: what must not be told would be told. */
export function showDisclosure({ db, clock }: DisclosureParts): RequestHandler {
  return async (req, res) => {
    const disclosure = await disclosureAsked(db, req);
    const subject = { type: 'disclosure', id: disclosure.reference };
    await db.transaction((trx) => recordEvent(trx, actorOf(req), subject));
    renderPage(req, res, present.disclosurePage(disclosure, today(clock)));
  };
}

export function showTelling({ db }: DisclosureParts): RequestHandler {
  return async (req, res) => {
    const disclosure = await disclosureAsked(db, req);
    if (disclosure.values.telling === 'told') throw tooLate(disclosure.reference);
    renderPage(req, res, present.tellingPage(disclosure, {}));
  };
}

export function tellLater(parts: DisclosureParts): RequestHandler {
  return async (req, res) => {
    const disclosure = await disclosureAsked(parts.db, req);
    const { reference } = disclosure;
    const typed = typedIn(tellingFields, req.body);
    const read = readFields(tellingFields, typed, parts.clock());
    const command = { reference, userId: signedInUser(req).id };
    const result =
      read.kind === 'faults'
        ? read
        : await recordTelling(parts, { ...command, values: read.values }, actorOf(req));
    if (result.kind === 'faults')
      renderPage(req, res, present.tellingPage(disclosure, typed, result.faults), 422);
    else if (result.kind === 'recorded') res.redirect(303, paths.disclosure(reference));
    else throw result.kind === 'too-late' ? tooLate(reference) : new NotFound();
  };
}

async function disclosureAsked(db: DisclosureParts['db'], req: Request): Promise<Disclosure> {
  const reference = referenceOf('disclosure', req.params.reference);
  const disclosure = reference && (await disclosureBy(db, reference));
  if (!disclosure || !mayAct(signedInUser(req).id, [disclosure.userId])) throw new NotFound();
  return disclosure;
}

const tooLate = (reference: string): Refusal =>
  new Refusal('too-late', { href: paths.disclosure(reference), text: 'See how it stands now' });
