import type { Request, RequestHandler, Response } from 'express';
import { NotFound } from '../../web/errors.ts';
import { FORM_TOKEN_FIELD } from '../../web/form-token.ts';
import { renderPage } from '../../web/render.ts';
import { rights, type FormKind } from '../contact.ts';
import { paths } from '../../paths.ts';
import { kindOfReference } from '../reference.ts';
import { emptyForm, parseForm, typedIn } from './forms.ts';
import * as present from './presenters.ts';
import { receiveContact, type ReceiveParts } from './receive-contact.ts';

/** `?right=` chooses what is asked about personal data, for links that say so. */
export function showForm(kind: FormKind): RequestHandler {
  return (req, res) => {
    const { user } = req;
    const own = user ? { name: user.name, email: user.email } : {};
    const right = rights.find((known) => known === req.query.right);
    renderPage(req, res, present.formPage(kind, emptyForm({ ...own, ...(right && { right }) })));
  };
}

export function receive(parts: ReceiveParts, kind: FormKind): RequestHandler {
  return async (req, res) => {
    const typed = typedIn(req.body);
    const parsed = parseForm(kind, typed);
    if (parsed.kind === 'faults') {
      renderPage(req, res, present.formPage(kind, typed, parsed.faults), 422);
      return;
    }
    const userId = req.user?.id ?? null;
    const sent = { filled: parsed.filled, userId, token: tokenIn(req), address: req.ip ?? '' };
    const result = await receiveContact(parts, sent, { userId, action: req.auditName ?? '' });
    if (result.kind === 'received') res.redirect(303, paths.received(result.reference));
    else askToWait(req, res, kind, result.seconds);
  };
}

function askToWait(req: Request, res: Response, kind: FormKind, seconds: number): void {
  res.set('Retry-After', String(seconds));
  renderPage(req, res, present.formPage(kind, typedIn(req.body), present.tooManyForms(seconds)), 429);
}

/** The form comes back as it was typed, with a new token. */
export function showStaleForm(kind: FormKind): RequestHandler {
  return (req, res) =>
    renderPage(req, res, present.formPage(kind, typedIn(req.body), present.staleForm), 403);
}

/** Says what the form of an address says already, and looks nothing up: a guessed reference tells nothing. */
export function showReceived(): RequestHandler {
  return (req, res) => {
    const { reference } = req.query;
    const kind = kindOfReference(reference);
    if (kind === null || typeof reference !== 'string') throw new NotFound();
    renderPage(req, res, present.receivedPage(kind, reference));
  };
}

/** The token of the page, signed in or not; the guards have seen that it is one of ours. */
function tokenIn(req: Request): string {
  const { _csrf: csrf, [FORM_TOKEN_FIELD]: formToken } = req.body as Record<string, unknown>;
  return String(req.user ? csrf : formToken);
}
