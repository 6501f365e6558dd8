import type { Request, RequestHandler, Response } from 'express';
import { actorOf, signedInUser } from '../../accounts/index.ts';
import { recordEvent } from '../../audit/index.ts';
import { paths } from '../../paths.ts';
import { NotFound } from '../../web/errors.ts';
import { type FieldError, renderPage } from '../../web/render.ts';
import type { RequestParts } from './act-on-case.ts';
import { one, type Typed, typedIn } from './forms.ts';
import { parseKind, parseLetter, parseNumber, parseSending } from './forms-letters.ts';
import { caseAsked, goOn, tooLate } from './handlers-case.ts';
import * as present from './presenters-letters.ts';
import { type RequestLetter, waysFor } from './request-letter.ts';
import type { SeenCase } from './rules/case-facts.ts';
import { sendLetter } from './send-letter.ts';
import { checksOf } from './store.ts';
import { lettersOf } from './store-letters.ts';
import { changeLetter, filledDraft, writeLetter } from './write-letter.ts';

export function listLetters(parts: RequestParts): RequestHandler {
  return async (req, res) => {
    const { request } = await caseAsked(parts, req);
    renderPage(req, res, present.lettersPage(request, await lettersOf(parts.db, request.id)));
  };
}

/** `?kind=` says which template it begins with. */
export function showNewLetter(parts: RequestParts): RequestHandler {
  return async (req, res) => {
    const seen = await caseAsked(parts, req);
    const kind = parseKind(req.query.kind);
    const text = await filledDraft(parts.db, kind, seen);
    renderPage(req, res, present.letterTextPage(seen.request, { number: null, kind, text }));
  };
}

export function saveNewLetter(parts: RequestParts): RequestHandler {
  return async (req, res) => {
    const { request } = await caseAsked(parts, req);
    const typed = typedIn(req.body);
    const kind = parseKind(one(typed, 'kind'));
    const form = parseLetter(typed);
    if (form.kind === 'faults') {
      const again = { number: null, kind, text: textIn(typed) };
      renderPage(req, res, present.letterTextPage(request, again, form.faults), 422);
      return;
    }
    const { reference } = request;
    const command = { reference, userId: signedInUser(req).id, kind, ...form.command };
    goOn(res, await writeLetter(parts, command, actorOf(req)), reference);
  };
}

/** A letter says what the case is about: that it was opened is on record. */
export function showLetter(parts: RequestParts): RequestHandler {
  return async (req, res) => {
    const { seen, versions } = await letterAsked(parts, req);
    const details = { letter: versions.at(-1)?.number ?? 0 };
    const subject = { type: 'requests', id: seen.request.reference };
    await parts.db.transaction((trx) => recordEvent(trx, actorOf(req), subject, details));
    await show(parts, req, res, { seen, versions });
  };
}

interface LetterAsked {
  seen: SeenCase;
  versions: RequestLetter[];
}

async function show(
  { db }: RequestParts,
  req: Request,
  res: Response,
  { seen, versions }: LetterAsked,
  again?: { typed: Typed; errors: FieldError[] },
): Promise<void> {
  const { request } = seen;
  const kind = versions.at(-1)?.kind ?? 'answer';
  const ways = waysFor(kind, request, await checksOf(db, request.id));
  renderPage(
    req,
    res,
    present.letterPage({ request, versions, ways, typed: {}, ...again }),
    again ? 422 : 200,
  );
}

export function showLetterText(parts: RequestParts): RequestHandler {
  return async (req, res) => {
    const { seen, versions } = await letterAsked(parts, req);
    const letter = versions.at(-1);
    if (!letter || letter.sentAt) throw tooLate(seen.request.reference);
    const { number, kind } = letter;
    renderPage(req, res, present.letterTextPage(seen.request, { number, kind, text: letter }));
  };
}

export function saveLetterText(parts: RequestParts): RequestHandler {
  return async (req, res) => {
    const { seen, versions } = await letterAsked(parts, req);
    const { number, kind } = versions.at(-1) ?? { number: 0, kind: 'answer' as const };
    const typed = typedIn(req.body);
    const form = parseLetter(typed);
    if (form.kind === 'faults') {
      const again = { number, kind, text: textIn(typed) };
      renderPage(req, res, present.letterTextPage(seen.request, again, form.faults), 422);
      return;
    }
    const { reference } = seen.request;
    const command = { reference, userId: signedInUser(req).id, number, ...form.command };
    const result = await changeLetter(parts, command, actorOf(req));
    if (result.kind === 'sent-already') throw tooLate(reference);
    if (result.kind === 'done') res.redirect(303, paths.requestLetter(reference, number));
    else goOn(res, result, reference);
  };
}

export function send(parts: RequestParts): RequestHandler {
  return async (req, res) => {
    const asked = await letterAsked(parts, req);
    const { reference } = asked.seen.request;
    const number = asked.versions.at(-1)?.number ?? 0;
    const typed = typedIn(req.body);
    const form = parseSending(typed);
    if (form.kind === 'faults') {
      await show(parts, req, res, asked, { typed, errors: form.faults });
      return;
    }
    const command = { reference, userId: signedInUser(req).id, number, ...form.command };
    const result = await sendLetter(parts, command, actorOf(req));
    if (result.kind === 'not-this-way') {
      const message = 'This letter cannot leave that way: the address is not known to be theirs';
      await show(parts, req, res, asked, { typed, errors: [{ field: 'way', message }] });
    } else if (result.kind === 'sent-already' || result.kind === 'changed-meanwhile')
      throw tooLate(reference);
    else goOn(res, result, reference);
  };
}

const textIn = (typed: Typed): { subject: string; body: string } => ({
  ...{ subject: one(typed, 'subject'), body: one(typed, 'body') },
});

async function letterAsked(parts: RequestParts, req: Request): Promise<LetterAsked> {
  const seen = await caseAsked(parts, req);
  const number = parseNumber(req.params.number);
  const letters = await lettersOf(parts.db, seen.request.id);
  const versions = letters.filter((letter) => letter.number === number);
  if (versions.length === 0) throw new NotFound();
  return { seen, versions };
}
