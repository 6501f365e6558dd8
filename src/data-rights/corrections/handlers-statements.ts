import type { Request, RequestHandler } from 'express';
import { actorOf, parseId, signedInUser, type StatementField } from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { NotFound } from '../../web/errors.ts';
import { renderPage } from '../../web/render.ts';
import { recordShowing, subjectAsked } from '../handlers-subject.ts';
import { typedIn } from '../registers/forms.ts';
import { type ReadFields, readFields } from '../registers/rules/read-fields.ts';
import type { TypedValues, Values } from '../registers/specification/field.ts';
import * as present from './presenters-statements.ts';
import type { CorrectionParts } from './record-correction.ts';
import { faultsOfStatement } from './rules/faults.ts';
import { disagreementFields, LONGEST_STATEMENT } from './specification/correction-fields.ts';
import { stateDisagreement, withdrawStatement } from './state-disagreement.ts';

export function showNewStatement({ db }: CorrectionParts): RequestHandler {
  return async (req, res) => {
    const subject = await subjectAsked(db, req);
    await recordShowing(db, req, subject.person.id);
    renderPage(req, res, present.staffStatementPage(subject, {}));
  };
}

export function createStatement(parts: CorrectionParts): RequestHandler {
  return async (req, res) => {
    const subject = await subjectAsked(parts.db, req);
    const { typed, read } = readStatement(parts, req);
    if (read.kind === 'faults') {
      renderPage(req, res, present.staffStatementPage(subject, typed, read.faults), 422);
      return;
    }
    const { person, request } = subject;
    const own = { userId: person.id, requestId: request?.id ?? null, enteredBy: signedInUser(req).id };
    const { kind } = await stateDisagreement(parts, { ...own, ...saidIn(read.values) }, actorOf(req));
    if (kind !== 'stated') throw new NotFound();
    res.redirect(303, request ? paths.dataRequest(request.reference) : paths.user(person.id));
  };
}

export function showOwnStatement(): RequestHandler {
  return (req, res) => renderPage(req, res, present.ownStatementPage(typedIn(disagreementFields, req.query)));
}

export function stateOwn(parts: CorrectionParts): RequestHandler {
  return async (req, res) => {
    const { typed, read } = readStatement(parts, req);
    if (read.kind === 'faults') {
      renderPage(req, res, present.ownStatementPage(typed, read.faults), 422);
      return;
    }
    const own = { userId: signedInUser(req).id, requestId: null, enteredBy: null };
    await stateDisagreement(parts, { ...own, ...saidIn(read.values) }, actorOf(req));
    res.redirect(303, paths.ownRequests);
  };
}

export function withdrawOwn(parts: CorrectionParts): RequestHandler {
  return async (req, res) => {
    const id = parseId(req.params.id);
    const userId = signedInUser(req).id;
    if (id === null) throw new NotFound();
    const { kind } = await withdrawStatement(parts, { id, userId }, actorOf(req));
    if (kind !== 'withdrawn') throw new NotFound();
    res.redirect(303, paths.ownRequests);
  };
}

function readStatement({ clock }: CorrectionParts, req: Request): { typed: TypedValues; read: ReadFields } {
  const typed = typedIn(disagreementFields, req.body);
  const read = readFields(disagreementFields, typed, clock());
  const faults = read.kind === 'values' ? faultsOfStatement(read.values, LONGEST_STATEMENT) : [];
  return { typed, read: faults.length > 0 ? { kind: 'faults', faults } : read };
}

const saidIn = ({ field, statement }: Values): { field: StatementField; statement: string } => ({
  ...{ field: field as StatementField, statement: String(statement) },
});
