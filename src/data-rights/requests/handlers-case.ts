import type { Request, RequestHandler, Response } from 'express';
import { actorOf, signedInUser, type Parsed } from '../../accounts/index.ts';
import type { Actor } from '../../audit/index.ts';
import { paths } from '../../paths.ts';
import { NotFound, Refusal } from '../../web/errors.ts';
import { type FieldError, type Page, renderPage } from '../../web/render.ts';
import { kindOfReference } from '../reference.ts';
import { mayAct } from '../rules/own-case.ts';
import { type CaseResult, type OnCase, readCase, type RequestParts } from './act-on-case.ts';
import { type Typed, typedIn } from './forms.ts';
import type { TaskView } from './presenters-tasks.ts';
import { faultWords } from './presenters-words.ts';
import { concernedBy } from './request-case.ts';
import type { SeenCase } from './rules/case-facts.ts';
import { requestBy } from './store.ts';

/** The case of the address; nobody opens their own here, since what is thought about it is not for them to steer. */
export async function caseAsked({ db, clock }: RequestParts, req: Request): Promise<SeenCase> {
  const { reference } = req.params;
  const isReference = kindOfReference(reference) === 'data-request';
  const request = isReference ? await requestBy(db, String(reference)) : null;
  if (!request) throw new NotFound();
  if (!mayAct(signedInUser(req).id, concernedBy(request))) throw new Refusal('own-case');
  return readCase(db, clock, request);
}

/** Makes the page of a task. */
export type Show = (view: TaskView, req: Request) => Promise<Page> | Page;

export function showTask(parts: RequestParts, show: Show): RequestHandler {
  return async (req, res) => {
    const seen = await caseAsked(parts, req);
    renderPage(req, res, await show({ seen, typed: {}, errors: [] }, req));
  };
}

/** How a task's form is read, what it does, and where it leads. */
export interface Task<Fields, Done extends { kind: string }> {
  parse: (typed: Typed) => Parsed<Fields>;
  act: (parts: RequestParts, command: Fields & OnCase, actor: Actor) => Promise<CaseResult<Done>>;
  show: Show;
  /** Field of the page beside which faults of a day stand, where it is not `on`. */
  dayField?: string;
}

/** Does a task: shows the form again with what is wrong, or goes on to the letter that came of it, or to the case. */
export function doTask<Fields extends object, Done extends { kind: string }>(
  parts: RequestParts,
  { parse, act, show, dayField = 'on' }: Task<Fields, Done>,
): RequestHandler {
  return async (req, res) => {
    const seen = await caseAsked(parts, req);
    const typed = typedIn(req.body);
    const again = async (errors: FieldError[]): Promise<void> =>
      renderPage(req, res, await show({ seen, typed, errors }, req), 422);
    const form = parse(typed);
    if (form.kind === 'faults') {
      await again(
        form.faults.map(({ field, message }) => ({ field: field === 'on' ? dayField : field, message })),
      );
      return;
    }
    const { reference } = seen.request;
    const result = await act(
      parts,
      { ...form.command, reference, userId: signedInUser(req).id },
      actorOf(req),
    );
    if (isFault(result)) {
      const { field, message } = faultWords[result.fault];
      await again([{ field: field === 'on' ? dayField : field, message }]);
    } else goOn(res, result, reference);
  };
}

type AnyResult = CaseResult<{ kind: string; letter?: number }>;

function isFault(result: AnyResult): result is Extract<CaseResult, { kind: 'fault' }> {
  return result.kind === 'fault';
}

/** Leads on from what was done, or says why nothing was. */
export function goOn(res: Response, result: AnyResult, reference: string): void {
  if (result.kind === 'not-found') throw new NotFound();
  if (result.kind === 'own-case') throw new Refusal('own-case');
  if (isFault(result) || result.kind === 'closed') throw tooLate(reference);
  const letter = 'letter' in result ? result.letter : undefined;
  res.redirect(
    303,
    letter === undefined ? paths.dataRequest(reference) : paths.requestLetter(reference, letter),
  );
}

export const tooLate = (reference: string): Refusal =>
  new Refusal('too-late', { href: paths.dataRequest(reference), text: 'See how the case stands' });
