import type { Request, RequestHandler, Response } from 'express';
import { actorOf, type Parsed, signedInUser } from '../../accounts/index.ts';
import { type Actor, recordEvent } from '../../audit/index.ts';
import { paths } from '../../paths.ts';
import { NotFound, Refusal } from '../../web/errors.ts';
import { type FieldError, type Page, renderPage } from '../../web/render.ts';
import type { OnCase } from '../requests/act-on-case.ts';
import { type Typed, typedIn } from '../requests/forms.ts';
import { caseAsked } from '../requests/handlers-case.ts';
import type { SeenCase } from '../requests/rules/case-facts.ts';
import { checksOf } from '../requests/store.ts';
import { personBy } from '../requests/store-people.ts';
import type { AccessExport } from './access-export.ts';
import type { ExportResult } from './act-on-export.ts';
import type { ExportHandlerParts } from './export-parts.ts';
import { exportPage } from './presenters.ts';
import { exportFaultWords } from './presenters-words.ts';
import { faultOfCollecting } from './rules/may-export.ts';
import { caseFacts } from './start-export.ts';
import { exportOf } from './store.ts';
import { codeOf, downloadsOf } from './store-delivery.ts';
import { groupsOf } from './store-items.ts';
import { searchesOf } from './store-withholdings.ts';

/** The case of the address with its export, which has to be there. */
export interface Asked {
  seen: SeenCase;
  present: AccessExport;
}

export async function exportAsked(parts: ExportHandlerParts, req: Request): Promise<Asked> {
  const seen = await caseAsked(parts, req);
  const present = await exportOf(parts.db, seen.request.id);
  if (!present) throw new NotFound();
  return { seen, present };
}

/** Where the export of a case stands, and what there is to do. */
export function showExport(parts: ExportHandlerParts): RequestHandler {
  return async (req, res) => {
    const seen = await caseAsked(parts, req);
    await renderExport(parts, req, res, seen);
  };
}

async function renderExport(
  { db, secrets }: ExportHandlerParts,
  req: Request,
  res: Response,
  seen: SeenCase,
  errors: FieldError[] = [],
): Promise<void> {
  const { id, subjectId } = seen.request;
  const [present, checks, subject] = await Promise.all([
    exportOf(db, id),
    checksOf(db, id),
    subjectId === null ? null : personBy(db, subjectId),
  ]);
  const fault = faultOfCollecting(caseFacts(seen, checks), present);
  const view = { seen, present, fault, subject, readerId: signedInUser(req).id, errors };
  const status = errors.length > 0 ? 422 : 200;
  if (!present) {
    renderPage(
      req,
      res,
      exportPage({ ...view, groups: [], searches: [], code: null, downloads: [] }),
      status,
    );
    return;
  }
  const [groups, searches, code, downloads] = await Promise.all([
    groupsOf(db, present.id),
    searchesOf(db, secrets, present.id),
    codeOf(db, present.id),
    downloadsOf(db, present.id),
  ]);
  renderPage(req, res, exportPage({ ...view, groups, searches, code, downloads }), status);
}

/** What an action needs of its form, does, and where it leads. */
export interface ExportAction<Fields> {
  parse?: (typed: Typed, req: Request, asked: Asked) => Parsed<Fields> | Promise<Parsed<Fields>>;
  act: (
    parts: ExportHandlerParts,
    command: Fields & OnCase,
    actor: Actor,
  ) => Promise<ExportResult<{ kind: 'done' } | { kind: 'not-there' }>>;
  /** The page of the form, shown again with what is wrong; the export's own without it. */
  show?: (view: { asked: Asked; typed: Typed; errors: FieldError[] }, req: Request) => Promise<Page>;
  next?: (reference: string, req: Request) => string | Promise<string>;
}

export function actOn<Fields extends object>(
  parts: ExportHandlerParts,
  { parse, act, show, next = (reference) => paths.accessExport(reference) }: ExportAction<Fields>,
): RequestHandler {
  return async (req, res) => {
    const seen = await caseAsked(parts, req);
    const present = await exportOf(parts.db, seen.request.id);
    const typed = typedIn(req.body);
    const again = async (errors: FieldError[]): Promise<void> => {
      if (show && present)
        renderPage(req, res, await show({ asked: { seen, present }, typed, errors }, req), 422);
      else await renderExport(parts, req, res, seen, errors);
    };
    if (parse && !present) throw new NotFound();
    const form = parse && present ? await parse(typed, req, { seen, present }) : null;
    if (form?.kind === 'faults') {
      await again(form.faults);
      return;
    }
    const { reference } = seen.request;
    const fields = (form?.command ?? {}) as Fields;
    const result = await act(parts, { ...fields, reference, userId: signedInUser(req).id }, actorOf(req));
    if (result.kind === 'export-fault') await again([exportFaultWords[result.fault]]);
    else if (result.kind === 'not-there')
      await again([{ field: 'passage', message: 'These words do not stand in this field' }]);
    else goOn(res, result, await next(reference, req));
  };
}

/** Leads on from what was done, or says why nothing was. */
export function goOn(res: Response, result: { kind: string }, href: string): void {
  if (result.kind === 'not-found') throw new NotFound();
  if (result.kind === 'own-case') throw new Refusal('own-case');
  if (result.kind === 'closed' || result.kind === 'fault') throw new Refusal('too-late');
  res.redirect(303, href);
}

/** What is held on somebody is shown: that is on record first. */
export async function recordRead(
  { db }: ExportHandlerParts,
  req: Request,
  { present }: Asked,
  details: Record<string, number | string> = {},
): Promise<void> {
  const subject = { type: 'requests', id: present.reference };
  await db.transaction((trx) => recordEvent(trx, actorOf(req), subject, details));
}
