import type { Request, RequestHandler, Response } from 'express';
import { actorOf, signedInUser } from '../../accounts/index.ts';
import { recordEvent } from '../../audit/index.ts';
import { paths } from '../../paths.ts';
import { today } from '../../platform/clock.ts';
import { pageAsked } from '../../web/pagination.ts';
import { type FieldError, renderPage } from '../../web/render.ts';
import { answerContact } from '../desk/answer-contact.ts';
import { exportOf } from '../exports/store.ts';
import { erasureState } from '../removals/erasure-state.ts';
import { rightsOfPerson } from '../rights-of-person.ts';
import { notesOf } from '../store.ts';
import type { RequestParts } from './act-on-case.ts';
import { assignRequest } from './assign-request.ts';
import { closeRequest, reopenRequest } from './decide-request.ts';
import { one, parseAssignee, typedIn } from './forms.ts';
import { parseNote } from './forms-letters.ts';
import { parseCaseFilter } from './forms-list.ts';
import { parseTaken } from './forms-new.ts';
import { caseAsked, goOn, tooLate } from './handlers-case.ts';
import { casePage } from './presenters-case.ts';
import { listPage } from './presenters-list.ts';
import { newRequestPage } from './presenters-new.ts';
import { closedCount, closedRequests, checksOf, historyOf } from './store.ts';
import { lettersOf } from './store-letters.ts';
import { officersOf, personBy } from './store-people.ts';
import { takeRequest } from './take-request.ts';
import {
  assignedIn,
  casesToday,
  countsOf,
  isAtRest,
  nextCaseFor,
  openCases,
  withFilter,
} from './work-list.ts';
import type { SeenCase } from './rules/case-facts.ts';

const CASES_A_PAGE = 25;

/** What waits, the most urgent first; closed ones when they are asked for. */
export function listRequests(parts: RequestParts): RequestHandler {
  return async (req, res) => {
    const { db } = parts;
    const filter = parseCaseFilter(req.query);
    const readerId = signedInUser(req).id;
    const [open, closed, officers] = await Promise.all([openCases(parts), closedCount(db), officersOf(db)]);
    const counts = countsOf(open, closed);
    const page = { filter, counts, officers, readerId, assigned: assignedIn(open, readerId) };
    if (filter.standing === 'closed') {
      const asked = pageAsked(req.query.page, CASES_A_PAGE, closed);
      const shown = await casesToday(parts, await closedRequests(db, asked));
      renderPage(req, res, listPage({ ...page, shown, total: closed, asked }));
      return;
    }
    const matching = withFilter(open, filter, readerId);
    const asked = pageAsked(req.query.page, CASES_A_PAGE, matching.length);
    const shown = matching.slice(asked.offset, asked.offset + asked.limit);
    renderPage(req, res, listPage({ ...page, shown, total: matching.length, asked }));
  };
}

export function showNewRequest({ clock }: RequestParts): RequestHandler {
  return (req, res) => renderPage(req, res, newRequestPage({}, today(clock)));
}

export function saveNewRequest(parts: RequestParts): RequestHandler {
  return async (req, res) => {
    const typed = typedIn(req.body);
    const day = today(parts.clock);
    const form = parseTaken(req.body, typed, day);
    if (form.kind === 'faults') {
      renderPage(req, res, newRequestPage(typed, day, form.faults), 422);
      return;
    }
    const command = { request: form.command, userId: signedInUser(req).id };
    res.redirect(303, paths.dataRequest(await takeRequest(parts, command, actorOf(req))));
  };
}

/** What somebody wrote is personal: that it was opened is on record before it is shown. */
export function showRequest(parts: RequestParts): RequestHandler {
  return async (req, res) => {
    const seen = await caseAsked(parts, req);
    const subject = { type: 'requests', id: seen.request.reference };
    await parts.db.transaction((trx) => recordEvent(trx, actorOf(req), subject));
    await showCase(parts, req, res, seen);
  };
}

async function showCase(
  parts: RequestParts,
  req: Request,
  res: Response,
  seen: SeenCase,
  again: { typedNote?: string; errors?: FieldError[] } = {},
): Promise<void> {
  const { db } = parts;
  const { id, reference, subjectId } = seen.request;
  const [history, checks, letters, notes, officers, subject, nextCase, present] = await Promise.all([
    ...([
      historyOf(db, id),
      checksOf(db, id),
      lettersOf(db, id),
      notesOf(db, 'requests', reference),
    ] as const),
    ...([officersOf(db), subjectId === null ? null : personBy(db, subjectId)] as const),
    isAtRest(seen) ? nextCaseFor(parts, signedInUser(req).id, seen) : null,
    exportOf(db, id),
  ]);
  const rights = subjectId === null ? null : await rightsOfPerson(db, subjectId);
  // What is refused as a whole is not to be removed.
  const isErasure = seen.request.right === 'erase' && !seen.events.some(({ kind }) => kind === 'refused');
  const erasure =
    isErasure && subjectId !== null ? await erasureState(db, { ...seen.request, subjectId }) : null;
  const view = {
    seen,
    history,
    checks,
    letters,
    notes,
    officers,
    subject,
    rights,
    erasure,
    nextCase,
    present,
    ...again,
  };
  renderPage(req, res, casePage(view), again.errors ? 422 : 200);
}

export function addCaseNote(parts: RequestParts): RequestHandler {
  return async (req, res) => {
    const seen = await caseAsked(parts, req);
    const typed = typedIn(req.body);
    const form = parseNote(typed);
    if (form.kind === 'faults') {
      await showCase(parts, req, res, seen, { typedNote: one(typed, 'note'), errors: form.faults });
      return;
    }
    const { reference } = seen.request;
    const note = { ...form.command, way: 'note' as const, makes: null };
    const command = { desk: 'requests' as const, reference, userId: signedInUser(req).id, ...note };
    await answerContact(parts, command, actorOf(req));
    res.redirect(303, paths.dataRequest(reference));
  };
}

export function assign(parts: RequestParts): RequestHandler {
  return async (req, res) => {
    const { reference } = (await caseAsked(parts, req)).request;
    const command = { reference, userId: signedInUser(req).id, assigneeId: parseAssignee(typedIn(req.body)) };
    const result = await assignRequest(parts, command, actorOf(req));
    if (result.kind === 'not-this-person') throw tooLate(reference);
    goOn(res, result, reference);
  };
}

export function close(parts: RequestParts): RequestHandler {
  return async (req, res) => {
    const { reference } = (await caseAsked(parts, req)).request;
    goOn(
      res,
      await closeRequest(parts, { reference, userId: signedInUser(req).id }, actorOf(req)),
      reference,
    );
  };
}

export function reopen(parts: RequestParts): RequestHandler {
  return async (req, res) => {
    const { reference } = (await caseAsked(parts, req)).request;
    goOn(
      res,
      await reopenRequest(parts, { reference, userId: signedInUser(req).id }, actorOf(req)),
      reference,
    );
  };
}
