import type { Request, RequestHandler, Response } from 'express';
import { actorOf, signedInUser } from '../../accounts/index.ts';
import { recordEvent } from '../../audit/index.ts';
import { paths } from '../../paths.ts';
import { today } from '../../platform/clock.ts';
import { NotFound, Refusal } from '../../web/errors.ts';
import { pageAsked } from '../../web/pagination.ts';
import { type FieldError, renderPage } from '../../web/render.ts';
import { answerContact } from '../desk/answer-contact.ts';
import { parseNote, type TypedNote } from '../desk/forms.ts';
import { kindOfReference } from '../reference.ts';
import { typedIn } from '../registers/forms.ts';
import { workingDaysOf } from '../requests/store.ts';
import { readFields } from '../registers/rules/read-fields.ts';
import type { TypedValues } from '../registers/specification/field.ts';
import { mayAct } from '../rules/own-case.ts';
import { notesOf } from '../store.ts';
import * as present from './presenters.ts';
import { listPage } from './presenters-list.ts';
import { type ComplaintParts, recordComplaint } from './record-complaint.ts';
import { recordStep } from './record-step.ts';
import { stepsOpen } from './rules/complaint.ts';
import { complaintFields, type ComplaintStep, complaintSteps, fieldsOf } from './specification/steps.ts';
import {
  type Complaint,
  complaintBy,
  complaintCounts,
  complaintFilters,
  complaintsOf,
  eventsOf,
  investigators,
} from './store.ts';

const COMPLAINTS_A_PAGE = 25;

export function listComplaints({ db, clock }: ComplaintParts): RequestHandler {
  return async (req, res) => {
    const isOpen = req.query.state !== 'closed';
    const readerId = signedInUser(req).id;
    const whose = complaintFilters.find((known) => isOpen && known === req.query.whose) ?? '';
    const counts = await complaintCounts(db, readerId);
    const total = isOpen ? counts[whose === '' ? 'open' : whose] : counts.closed;
    const asked = pageAsked(req.query.page, COMPLAINTS_A_PAGE, total);
    const complaints = await complaintsOf(db, isOpen, asked, { readerId, whose });
    const view = { complaints, isOpen, counts, asked, today: today(clock), readerId, whose };
    renderPage(req, res, listPage({ ...view, isWorkingDay: await workingDaysOf(db) }));
  };
}

export function showNewComplaint(): RequestHandler {
  return (req, res) => renderPage(req, res, present.newPage({}));
}

export function createComplaint(parts: ComplaintParts): RequestHandler {
  return async (req, res) => {
    const typed = typedIn(complaintFields, req.body);
    const read = readFields(complaintFields, typed, parts.clock());
    const result =
      read.kind === 'faults'
        ? read
        : await recordComplaint(parts, { values: read.values, userId: signedInUser(req).id }, actorOf(req));
    if (result.kind === 'faults') renderPage(req, res, present.newPage(typed, result.faults), 422);
    else res.redirect(303, paths.complaint(result.reference));
  };
}

/** What somebody wrote is personal: that it was opened is on record before it is shown. */
export function showComplaint(parts: ComplaintParts): RequestHandler {
  return async (req, res) => {
    const complaint = await complaintAsked(parts, req);
    const subject = { type: 'complaint', id: complaint.reference };
    await parts.db.transaction((trx) => recordEvent(trx, actorOf(req), subject));
    await showCase(parts, req, res, complaint);
  };
}

/** An entry of the contact log; it closes nothing: that is for the outcome. */
export function noteContact(parts: ComplaintParts): RequestHandler {
  return async (req, res) => {
    const complaint = await complaintAsked(parts, req);
    const parsed = parseNote(req.body);
    if (parsed.kind === 'faults') {
      await showCase(parts, req, res, complaint, { typed: parsed.typed, errors: parsed.faults });
      return;
    }
    const { reference } = complaint;
    const note = { ...parsed.command, makes: null, reference, userId: signedInUser(req).id };
    await answerContact(parts, { ...note, desk: 'complaints' }, actorOf(req));
    res.redirect(303, paths.complaint(reference));
  };
}

async function showCase(
  { db, clock }: ComplaintParts,
  req: Request,
  res: Response,
  complaint: Complaint,
  again: { typed?: TypedNote; errors?: FieldError[] } = {},
): Promise<void> {
  const [events, notes, isWorkingDay] = await Promise.all([
    eventsOf(db, complaint.id),
    notesOf(db, 'complaints', complaint.reference),
    workingDaysOf(db),
  ]);
  const view = { complaint, events, notes, today: today(clock), isWorkingDay, ...again };
  renderPage(req, res, present.complaintPage(view), again.errors ? 422 : 200);
}

export function showStep(parts: ComplaintParts): RequestHandler {
  return async (req, res) => {
    const { complaint, step, people } = await stepAsked(parts, req);
    if (!stepsOpen(complaint).includes(step)) throw tooLate(complaint.reference);
    const typed = present.draftOf(complaint, step);
    renderPage(req, res, present.stepPage({ complaint, step, people, typed }));
  };
}

export function takeStep(parts: ComplaintParts): RequestHandler {
  return async (req, res) => {
    const asked = await stepAsked(parts, req);
    const { complaint, step, people } = asked;
    const fields = fieldsOf(step, people);
    const typed = typedIn(fields, req.body);
    const refuse = (errors: FieldError[], shown: TypedValues = typed): void =>
      renderPage(req, res, present.stepPage({ ...asked, typed: shown, errors }), 422);
    const read = readFields(fields, typed, parts.clock());
    if (read.kind === 'faults') {
      refuse(read.faults);
      return;
    }
    const command = { reference: complaint.reference, step, values: read.values };
    const result = await recordStep(parts, { ...command, userId: signedInUser(req).id }, actorOf(req));
    if (result.kind === 'faults') refuse(result.faults);
    else if (result.kind === 'recorded') res.redirect(303, paths.complaint(complaint.reference));
    else throw result.kind === 'too-late' ? tooLate(complaint.reference) : new NotFound();
  };
}

async function complaintAsked({ db }: ComplaintParts, req: Request): Promise<Complaint> {
  const { reference } = req.params;
  const isOne = kindOfReference(reference) === 'complaint';
  const complaint = isOne ? await complaintBy(db, String(reference)) : null;
  if (!complaint || !mayAct(signedInUser(req).id, [complaint.userId])) throw new NotFound();
  return complaint;
}

async function stepAsked(parts: ComplaintParts, req: Request) {
  const step: ComplaintStep | undefined = complaintSteps.find((known) => known === req.params.step);
  if (!step) throw new NotFound();
  const complaint = await complaintAsked(parts, req);
  const people = (await investigators(parts.db))
    .filter(({ id }) => id !== complaint.userId)
    .map(({ id, name }) => ({ value: String(id), text: name }));
  return { complaint, step, people };
}

const tooLate = (reference: string): Refusal =>
  new Refusal('too-late', { href: paths.complaint(reference), text: 'See how it stands now' });
