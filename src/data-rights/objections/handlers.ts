import type { Request, RequestHandler } from 'express';
import { actorOf, parseId, signedInUser } from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { NotFound, Refusal } from '../../web/errors.ts';
import { pageAsked } from '../../web/pagination.ts';
import { type FieldError, renderPage } from '../../web/render.ts';
import { recordShowing, subjectAsked } from '../handlers-subject.ts';
import { typedIn } from '../registers/forms.ts';
import { readFields } from '../registers/rules/read-fields.ts';
import type { Field } from '../registers/specification/field.ts';
import { workingDaysOf } from '../requests/store.ts';
import { mayAct } from '../rules/own-case.ts';
import { decideObjection } from './decide-objection.ts';
import type { Objection, ObjectionDecision } from './objection.ts';
import * as present from './presenters.ts';
import { type ObjectionParts, raiseOwnObjection, recordObjection } from './raise-objection.ts';
import { decisionFields, objectionFields } from './specification/objection-fields.ts';
import { useOf, usesFor } from './specification/uses.ts';
import { hasChoices, objectionBy, objectionCounts, objectionsShown } from './store.ts';

const OBJECTIONS_A_PAGE = 25;

export function showUses(): RequestHandler {
  return (req, res) => renderPage(req, res, present.usesPage());
}

export function listObjections({ db }: ObjectionParts): RequestHandler {
  return async (req, res) => {
    const { all: total } = await objectionCounts(db);
    const asked = pageAsked(req.query.page, OBJECTIONS_A_PAGE, total);
    const [objections, isWorkingDay] = await Promise.all([objectionsShown(db, asked), workingDaysOf(db)]);
    renderPage(req, res, present.listPage({ objections, total, asked, isWorkingDay }));
  };
}

async function fieldsFor(
  { db }: ObjectionParts,
  userId: number,
  forPerson: boolean,
): Promise<readonly Field[]> {
  return objectionFields(usesFor(await hasChoices(db, userId)), forPerson);
}

export function showOwnObjection(parts: ObjectionParts): RequestHandler {
  return async (req, res) => {
    const fields = await fieldsFor(parts, signedInUser(req).id, true);
    renderPage(req, res, present.ownPage(fields, typedIn(fields, req.query)));
  };
}

export function objectMyself(parts: ObjectionParts): RequestHandler {
  return async (req, res) => {
    const userId = signedInUser(req).id;
    const fields = await fieldsFor(parts, userId, true);
    const typed = typedIn(fields, req.body);
    const again = (errors: FieldError[]): void =>
      renderPage(req, res, present.ownPage(fields, typed, errors), 422);
    const read = readFields(fields, typed, parts.clock());
    if (read.kind === 'faults') {
      again(read.faults);
      return;
    }
    const use = useOf(String(read.values.purpose));
    if (!use) throw new NotFound();
    const command = { userId, use, reasons: read.values.reasons as string | null };
    const { kind } = await raiseOwnObjection(parts, command, actorOf(req));
    if (kind === 'there-already') {
      again(present.thereAlready);
      return;
    }
    res.redirect(303, paths.ownRequests);
  };
}

export function showNewObjection(parts: ObjectionParts): RequestHandler {
  return async (req, res) => {
    const subject = await subjectAsked(parts.db, req);
    await recordShowing(parts.db, req, subject.person.id);
    const fields = await fieldsFor(parts, subject.person.id, false);
    renderPage(req, res, present.newPage(subject, fields, {}));
  };
}

export function createObjection(parts: ObjectionParts): RequestHandler {
  return async (req, res) => {
    const subject = await subjectAsked(parts.db, req);
    const fields = await fieldsFor(parts, subject.person.id, false);
    const typed = typedIn(fields, req.body);
    const again = (errors: FieldError[]): void =>
      renderPage(req, res, present.newPage(subject, fields, typed, errors), 422);
    const read = readFields(fields, typed, parts.clock());
    if (read.kind === 'faults') {
      again(read.faults);
      return;
    }
    const use = useOf(String(read.values.purpose));
    if (!use) throw new NotFound();
    const about = { userId: subject.person.id, requestId: subject.request?.id ?? null };
    const said = { use, reasons: read.values.reasons as string | null, enteredBy: signedInUser(req).id };
    const result = await recordObjection(parts, { ...about, ...said }, actorOf(req));
    if (result.kind === 'there-already') {
      again(present.thereAlready);
      return;
    }
    if (result.kind !== 'raised') throw new NotFound();
    res.redirect(303, paths.objection(result.id));
  };
}

export function showObjection({ db }: ObjectionParts): RequestHandler {
  return async (req, res) => {
    const objection = await objectionAsked(db, req);
    await recordShowing(db, req, objection.userId);
    renderPage(req, res, present.objectionPage(objection));
  };
}

export function showDecision({ db }: ObjectionParts): RequestHandler {
  return async (req, res) => {
    const objection = await objectionAsked(db, req);
    if (objection.state !== 'checking') throw tooLate(objection.id);
    renderPage(req, res, present.decisionPage(objection, {}));
  };
}

export function decide(parts: ObjectionParts): RequestHandler {
  return async (req, res) => {
    const objection = await objectionAsked(parts.db, req);
    const { id } = objection;
    const typed = typedIn(decisionFields, req.body);
    const read = readFields(decisionFields, typed, parts.clock());
    if (read.kind === 'faults') {
      renderPage(req, res, present.decisionPage(objection, typed, read.faults), 422);
      return;
    }
    const { decision, decisionReasons } = read.values;
    const said = { decision: decision as ObjectionDecision, reasons: String(decisionReasons) };
    const { kind } = await decideObjection(parts, { id, ...said, by: signedInUser(req).id }, actorOf(req));
    if (kind === 'too-late') throw tooLate(id);
    if (kind !== 'decided') throw new NotFound();
    res.redirect(303, paths.objection(id));
  };
}

async function objectionAsked(db: ObjectionParts['db'], req: Request): Promise<Objection> {
  const id = parseId(req.params.id);
  const objection = id === null ? null : await objectionBy(db, id);
  if (!objection) throw new NotFound();
  if (!mayAct(signedInUser(req).id, [objection.userId])) throw new Refusal('own-case');
  return objection;
}

const tooLate = (id: number): Refusal =>
  new Refusal('too-late', { href: paths.objection(id), text: 'See how it stands now' });
