import type { Request, RequestHandler, Response } from 'express';
import { actorOf, signedInUser } from '../../accounts/index.ts';
import { recordEvent } from '../../audit/index.ts';
import { paths } from '../../paths.ts';
import { today } from '../../platform/clock.ts';
import { NotFound, Refusal } from '../../web/errors.ts';
import { formatDateTime } from '../../web/formatters.ts';
import { pageAsked } from '../../web/pagination.ts';
import { type FieldError, renderPage } from '../../web/render.ts';
import { referenceOf } from '../reference.ts';
import { typedIn } from '../registers/forms.ts';
import { readFields } from '../registers/rules/read-fields.ts';
import { trainedUntil } from '../registers/store.ts';
import type { TypedValues } from '../registers/specification/field.ts';
import * as present from './presenters.ts';
import { listPage } from './presenters-list.ts';
import { recordStep } from './record-step.ts';
import { reportBreach, type BreachParts } from './report-breach.ts';
import { stepsOpen } from './rules/duties.ts';
import { type BreachStep, breachSteps, reportFields, stepWords } from './specification/steps.ts';
import { type Breach, breachBy, breachCounts, breachesOf } from './store.ts';

const BREACHES_A_PAGE = 25;

export function listBreaches({ db, clock }: BreachParts): RequestHandler {
  return async (req, res) => {
    const isOpen = req.query.state !== 'closed';
    const counts = await breachCounts(db);
    const asked = pageAsked(req.query.page, BREACHES_A_PAGE, isOpen ? counts.open : counts.closed);
    const breaches = await breachesOf(db, isOpen, asked);
    renderPage(req, res, listPage({ breaches, isOpen, counts, asked, now: clock() }));
  };
}

export function showHowToReport({ db, clock }: BreachParts): RequestHandler {
  return async (req, res) => {
    const until = await trainedUntil(db, signedInUser(req).id);
    renderPage(req, res, present.howToReportPage(until, today(clock)));
  };
}

/** `?reported=` says which report was just taken in. */
export function showReport(): RequestHandler {
  return (req, res) =>
    renderPage(req, res, present.reportPage({}, { reported: referenceOf('breach', req.query.reported) }));
}

export function report(parts: BreachParts): RequestHandler {
  return async (req, res) => {
    const typed = typedIn(reportFields, req.body);
    const read = readFields(reportFields, typed, parts.clock());
    if (read.kind === 'faults') {
      renderPage(req, res, present.reportPage(typed, { errors: read.faults }), 422);
      return;
    }
    const command = { facts: read.values, userId: signedInUser(req).id, deadlineWords: formatDateTime };
    const reference = await reportBreach(parts, command, actorOf(req));
    res.redirect(303, `${paths.newBreach}?reported=${reference}`);
  };
}

export function showBreach({ db, clock }: BreachParts): RequestHandler {
  return async (req, res) => {
    const breach = await breachAsked(db, req);
    await db.transaction((trx) => recordEvent(trx, actorOf(req), { type: 'breach', id: breach.reference }));
    renderPage(req, res, present.breachPage(breach, clock()));
  };
}

export function showStep({ db, clock }: BreachParts): RequestHandler {
  return async (req, res) => {
    const { breach, step } = await stepAsked(db, req);
    if (!stepsOpen(breach, clock()).includes(step)) throw tooLate(breach.reference);
    renderPage(req, res, present.stepPage(breach, step, {}));
  };
}

export function takeStep(parts: BreachParts): RequestHandler {
  return async (req, res) => {
    const { breach, step } = await stepAsked(parts.db, req);
    const { fields } = stepWords[step];
    const typed = typedIn(fields, req.body);
    const read = readFields(fields, typed, parts.clock());
    if (read.kind === 'faults') {
      refuse(req, res, { breach, step, typed, errors: read.faults });
      return;
    }
    const command = { reference: breach.reference, kind: step, facts: read.values };
    const result = await recordStep(parts, { ...command, userId: signedInUser(req).id }, actorOf(req));
    if (result.kind === 'not-found') throw new NotFound();
    if (result.kind === 'too-late') throw tooLate(breach.reference);
    if (result.kind === 'faults') refuse(req, res, { breach, step, typed, errors: result.faults });
    else res.redirect(303, `${paths.breach(breach.reference)}?done=${step}`);
  };
}

function refuse(
  req: Request,
  res: Response,
  refused: { breach: Breach; step: BreachStep; typed: TypedValues; errors: FieldError[] },
): void {
  const { breach, step, typed, errors } = refused;
  renderPage(req, res, present.stepPage(breach, step, typed, errors), 422);
}

async function breachAsked(db: BreachParts['db'], req: Request): Promise<Breach> {
  const reference = referenceOf('breach', req.params.reference);
  const breach = reference && (await breachBy(db, reference));
  if (!breach) throw new NotFound();
  return breach;
}

async function stepAsked(db: BreachParts['db'], req: Request): Promise<{ breach: Breach; step: BreachStep }> {
  const step = breachSteps.find((known) => known === req.params.step);
  if (!step) throw new NotFound();
  return { breach: await breachAsked(db, req), step };
}

const tooLate = (reference: string): Refusal =>
  new Refusal('too-late', { href: paths.breach(reference), text: 'See how it stands now' });
