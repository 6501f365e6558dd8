import type { Request, RequestHandler } from 'express';
import { actorOf, parseId, signedInUser } from '../../accounts/index.ts';
import { recordEvent } from '../../audit/index.ts';
import { paths } from '../../paths.ts';
import { today } from '../../platform/clock.ts';
import { NotFound, Refusal } from '../../web/errors.ts';
import { pageAsked } from '../../web/pagination.ts';
import { renderPage } from '../../web/render.ts';
import { typedIn } from '../registers/forms.ts';
import { readFields } from '../registers/rules/read-fields.ts';
import { removalsHeldBy } from '../removals/removals-held.ts';
import { mayAct } from '../rules/own-case.ts';
import type { Hold } from './hold.ts';
import { concernedBy, endHold, type HoldParts, placeHold } from './place-hold.ts';
import * as present from './presenters.ts';
import { endFields, holdFields } from './specification/hold-fields.ts';
import { holdCounts, holdOf, holdsBy } from './store.ts';

const HOLDS_A_PAGE = 25;

export function listHolds({ db, clock }: HoldParts): RequestHandler {
  return async (req, res) => {
    const isInForce = req.query.state !== 'ended';
    const day = today(clock);
    const counts = await holdCounts(db, day);
    const asked = pageAsked(req.query.page, HOLDS_A_PAGE, isInForce ? counts.inForce : counts.ended);
    const holds = await holdsBy(db, isInForce, asked);
    renderPage(req, res, present.listPage({ holds, isInForce, counts, asked, today: day }));
  };
}

export function showNewHold(): RequestHandler {
  return (req, res) => renderPage(req, res, present.newPage({}));
}

export function createHold(parts: HoldParts): RequestHandler {
  return async (req, res) => {
    const typed = typedIn(holdFields, req.body);
    const read = readFields(holdFields, typed, parts.clock());
    const result =
      read.kind === 'faults'
        ? read
        : await placeHold(parts, { values: read.values, userId: signedInUser(req).id }, actorOf(req));
    if (result.kind === 'faults') renderPage(req, res, present.newPage(typed, result.faults), 422);
    else res.redirect(303, paths.hold(result.id));
  };
}

/** Why somebody's data is held may be personal: that it was opened is on record first. */
export function showHold({ db, clock }: HoldParts): RequestHandler {
  return async (req, res) => {
    const hold = await holdAsked(db, req);
    await refuseOwnCase(db, req, hold);
    await db.transaction((trx) => recordEvent(trx, actorOf(req), { type: 'legal-hold', id: hold.id }));
    const waiting = hold.end ? [] : await removalsHeldBy(db, hold);
    renderPage(req, res, present.holdPage(hold, today(clock), waiting));
  };
}

export function showHoldEnding({ db }: HoldParts): RequestHandler {
  return async (req, res) => {
    const hold = await holdAsked(db, req);
    await refuseOwnCase(db, req, hold);
    if (hold.end) throw tooLate(hold.id);
    renderPage(req, res, present.endPage(hold, {}));
  };
}

export function endOneHold(parts: HoldParts): RequestHandler {
  return async (req, res) => {
    const hold = await holdAsked(parts.db, req);
    await refuseOwnCase(parts.db, req, hold);
    const typed = typedIn(endFields, req.body);
    const read = readFields(endFields, typed, parts.clock());
    if (read.kind === 'faults') {
      renderPage(req, res, present.endPage(hold, typed, read.faults), 422);
      return;
    }
    const command = { id: hold.id, values: read.values, userId: signedInUser(req).id };
    const { kind } = await endHold(parts, command, actorOf(req));
    if (kind === 'ended') res.redirect(303, paths.hold(hold.id));
    else if (kind === 'too-late') throw tooLate(hold.id);
    else throw kind === 'own-case' ? new Refusal('own-case') : new NotFound();
  };
}

async function holdAsked(db: HoldParts['db'], req: Request): Promise<Hold> {
  const id = parseId(req.params.id);
  const hold = id === null ? null : await holdOf(db, id);
  if (!hold) throw new NotFound();
  return hold;
}

/** Why somebody’s data is held is not for them to read at their desk, whatever their role. */
async function refuseOwnCase(db: HoldParts['db'], req: Request, hold: Hold): Promise<void> {
  if (!mayAct(signedInUser(req).id, await concernedBy(db, hold))) throw new Refusal('own-case');
}

const tooLate = (id: number): Refusal =>
  new Refusal('too-late', { href: paths.hold(id), text: 'See how it stands now' });
