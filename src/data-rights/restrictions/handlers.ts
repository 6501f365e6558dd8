import type { Request, RequestHandler } from 'express';
import { actorOf, parseId, signedInUser } from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { today } from '../../platform/clock.ts';
import { NotFound, Refusal } from '../../web/errors.ts';
import { pageAsked } from '../../web/pagination.ts';
import { type FieldError, type Page, renderPage } from '../../web/render.ts';
import { recordShowing, subjectAsked } from '../handlers-subject.ts';
import type { ToldOf } from '../recipients/recipient.ts';
import { recipientsOf } from '../recipients/store.ts';
import { typedIn } from '../registers/forms.ts';
import { readFields } from '../registers/rules/read-fields.ts';
import type { Field, TypedValues, Values } from '../registers/specification/field.ts';
import { workingDaysOf } from '../requests/store.ts';
import { mayAct } from '../rules/own-case.ts';
import { type LiftResult, liftRestriction, tellBeforeLifting } from './lift-restriction.ts';
import * as present from './presenters.ts';
import type { Restriction, RestrictionGround, TellingWay } from './restriction.ts';
import { liftFields, startFields, tellFields } from './specification/restriction-fields.ts';
import { type RestrictionParts, startRestriction } from './start-restriction.ts';
import { restrictionBy, restrictionCounts, restrictionsShown } from './store.ts';

const RESTRICTIONS_A_PAGE = 25;

export function listRestrictions({ db }: RestrictionParts): RequestHandler {
  return async (req, res) => {
    const { all: total } = await restrictionCounts(db);
    const asked = pageAsked(req.query.page, RESTRICTIONS_A_PAGE, total);
    const [restrictions, isWorkingDay] = await Promise.all([restrictionsShown(db, asked), workingDaysOf(db)]);
    renderPage(req, res, present.listPage({ restrictions, total, asked, isWorkingDay }));
  };
}

/** `?ground=` fills the form in, for the one that a request calls for. */
export function showNewRestriction({ db }: RestrictionParts): RequestHandler {
  return async (req, res) => {
    const subject = await subjectAsked(db, req);
    await recordShowing(db, req, subject.person.id);
    renderPage(req, res, present.newPage(subject, typedIn(startFields, req.query)));
  };
}

export function createRestriction(parts: RestrictionParts): RequestHandler {
  return async (req, res) => {
    const subject = await subjectAsked(parts.db, req);
    const typed = typedIn(startFields, req.body);
    const again = (errors: FieldError[]): void =>
      renderPage(req, res, present.newPage(subject, typed, errors), 422);
    const read = readFields(startFields, typed, parts.clock());
    if (read.kind === 'faults') {
      again(read.faults);
      return;
    }
    const command = {
      ...{ userId: subject.person.id, requestId: subject.request?.id ?? null, by: signedInUser(req).id },
      ...{ ground: read.values.ground as RestrictionGround, note: read.values.note as string | null },
    };
    const result = await startRestriction(parts, command, actorOf(req));
    if (result.kind === 'there-already') {
      again(present.thereAlready);
      return;
    }
    if (result.kind !== 'started') throw new NotFound();
    res.redirect(303, paths.restriction(result.id));
  };
}

export function showRestriction({ db }: RestrictionParts): RequestHandler {
  return async (req, res) => {
    const restriction = await restrictionAsked(db, req);
    await recordShowing(db, req, restriction.userId);
    renderPage(
      req,
      res,
      present.restrictionPage(restriction, await recipientsOf(db, 'restriction', [restriction.id])),
    );
  };
}

export function showTelling({ db, clock }: RestrictionParts): RequestHandler {
  return async (req, res) => {
    const typed = { toldOn: today(clock) };
    renderPage(req, res, present.tellingPage(await restrictionAsked(db, req), typed));
  };
}

export function tell(parts: RestrictionParts): RequestHandler {
  return step(parts, tellFields, present.tellingPage, (command, { toldOn, toldWay }, req) =>
    tellBeforeLifting(parts, { ...command, on: String(toldOn), way: toldWay as TellingWay }, actorOf(req)),
  );
}

export function showLifting({ db }: RestrictionParts): RequestHandler {
  return async (req, res) => renderPage(req, res, present.liftingPage(await restrictionAsked(db, req), {}));
}

export function lift(parts: RestrictionParts): RequestHandler {
  return step(parts, liftFields, present.liftingPage, (command, { endReason }, req) =>
    liftRestriction(parts, { ...command, reason: String(endReason) }, actorOf(req)),
  );
}

/** Reads a form on a restriction, does what it says, and shows it again with what is wrong. */
function step(
  parts: RestrictionParts,
  fields: readonly Field[],
  show: (restriction: Restriction, typed: TypedValues, errors: FieldError[]) => Page,
  act: (command: { id: number; by: number }, values: Values, req: Request) => Promise<LiftResult>,
): RequestHandler {
  return async (req, res) => {
    const restriction = await restrictionAsked(parts.db, req);
    const typed = typedIn(fields, req.body);
    const again = (errors: FieldError[]): void => renderPage(req, res, show(restriction, typed, errors), 422);
    const read = readFields(fields, typed, parts.clock());
    if (read.kind === 'faults') {
      again(read.faults);
      return;
    }
    const { id } = restriction;
    const result = await act({ id, by: signedInUser(req).id }, read.values, req);
    if (result.kind === 'fault') {
      again([present.faultWords[result.fault]]);
      return;
    }
    if (result.kind !== 'done') throw new NotFound();
    res.redirect(303, paths.restriction(id));
  };
}

async function restrictionAsked(db: RestrictionParts['db'], req: Request): Promise<Restriction> {
  const id = parseId(req.params.id);
  const restriction = id === null ? null : await restrictionBy(db, id);
  if (!restriction) throw new NotFound();
  if (!mayAct(signedInUser(req).id, [restriction.userId])) throw new Refusal('own-case');
  return restriction;
}

/** The same for those who are told of it. */
export async function toldAsked(db: RestrictionParts['db'], req: Request): Promise<ToldOf> {
  const { id, userId, name } = await restrictionAsked(db, req);
  return { kind: 'restriction', id, userId, concerned: [userId], caption: `Limit ${id}, ${name ?? ''}` };
}
