import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler, Response } from 'express';
import { actorOf, parseId, signedInUser } from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { NotFound, Refusal } from '../../web/errors.ts';
import { type FieldError, type Page, renderPage } from '../../web/render.ts';
import { one, type Typed, typedIn } from '../requests/forms.ts';
import { personBy } from '../requests/store-people.ts';
import { reviewCounts } from './approve-export.ts';
import { CODE_DAYS, makeCode, MOST_DOWNLOADS } from './deliver-export.ts';
import {
  type Download,
  downloadAsStaff,
  downloadByCode,
  downloadOwn,
  usableCode,
} from './download-export.ts';
import { codeThrottle } from './code-throttle.ts';
import type { ExportHandlerParts } from './export-parts.ts';
import { type Asked, exportAsked, recordRead } from './handlers.ts';
import { packageDocument } from './package/package-document.ts';
import { writeReport } from './package/write-report.ts';
import * as present from './presenters-delivery.ts';
import { exportFaultWords } from './presenters-words.ts';
import { readContents } from './read-contents.ts';
import { standsElsewhere } from './rules/elsewhere.ts';
import { faultOfAccountDelivery, faultOfApproval, faultOfFinishing } from './rules/may-export.ts';
import { isAccountOpen } from './store.ts';
import { withholdingsOf } from './store-withholdings.ts';

/** Exactly the page of the package, as it would be now; it may use its own style and nothing else. */
export function showPreview(parts: ExportHandlerParts): RequestHandler {
  return async (req, res) => {
    const asked = await exportAsked(parts, req);
    if (asked.present.madeAt === null) throw new NotFound();
    await recordRead(parts, req, asked);
    const contents = await readContents(parts.db, parts, asked.present);
    const html = [...writeReport(packageDocument(contents))].join('');
    const style = /<style>([^]*?)<\/style>/.exec(html)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    res.set(
      'Content-Security-Policy',
      `default-src 'none'; style-src 'sha256-${hash}'; frame-ancestors 'none'; sandbox`,
    );
    res.type('html').send(html);
  };
}

interface Again {
  asked: Asked;
  typed: Typed;
  errors: FieldError[];
}

export function showFinishing(parts: ExportHandlerParts): RequestHandler {
  return async (req, res) =>
    renderPage(
      req,
      res,
      await finishingAgain(parts)({ asked: await exportAsked(parts, req), typed: {}, errors: [] }),
    );
}

export const finishingAgain =
  (parts: ExportHandlerParts) =>
  async ({ asked, errors }: Again): Promise<Page> => {
    if (asked.present.madeAt === null) throw new NotFound();
    const counts = await reviewCounts(parts.db, parts, asked.present);
    const fault = faultOfFinishing(asked.present, counts);
    return present.finishingPage({
      asked,
      fault,
      counts,
      errors,
      elsewhere: await elsewhereOf(parts, asked),
    });
  };

export function showApproval(parts: ExportHandlerParts): RequestHandler {
  return async (req, res) => {
    const asked = await exportAsked(parts, req);
    renderPage(req, res, await approvalAgain(parts)({ asked, typed: {}, errors: [] }, req));
  };
}

export const approvalAgain =
  (parts: ExportHandlerParts) =>
  async ({ asked, errors }: Again, req: Request): Promise<Page> => {
    if (asked.present.madeAt === null) throw new NotFound();
    const fault = faultOfApproval(asked.present, signedInUser(req).id);
    const withheld = (await withholdingsOf(parts.db, parts.secrets, asked.present.id)).length;
    return present.approvalPage({
      asked,
      fault,
      errors,
      withheld,
      elsewhere: await elsewhereOf(parts, asked),
    });
  };

async function elsewhereOf(parts: ExportHandlerParts, { present: own }: Asked) {
  return standsElsewhere(await readContents(parts.db, parts, own));
}

export function showDelivery(parts: ExportHandlerParts): RequestHandler {
  return async (req, res) => {
    const asked = await exportAsked(parts, req);
    renderPage(req, res, await deliveryAgain(parts)({ asked, typed: {}, errors: [] }));
  };
}

export const deliveryAgain =
  (parts: ExportHandlerParts) =>
  async ({ asked, typed, errors }: Again): Promise<Page> => {
    const { userId } = asked.present;
    const subject = await personBy(parts.db, userId);
    const { actsFor } = asked.seen.request;
    const isOpen = await isAccountOpen(parts.db, userId);
    const accountFault = faultOfAccountDelivery(asked.present, { actsFor, isOpen });
    return present.deliveryPage({ asked, subject, accountFault, typed, errors });
  };

/** The link and the code are on this page and nowhere else. */
export function makeOneCode(parts: ExportHandlerParts): RequestHandler {
  return async (req, res) => {
    const asked = await exportAsked(parts, req);
    const { reference } = asked.present;
    const command = { reference, userId: signedInUser(req).id };
    const result = await makeCode(parts, command, actorOf(req));
    if (result.kind === 'export-fault') {
      const errors = [exportFaultWords[result.fault]];
      renderPage(req, res, await deliveryAgain(parts)({ asked, typed: {}, errors }), 422);
      return;
    }
    if (result.kind !== 'made') throw new Refusal('too-late');
    const link = paths.packageByCode(result.token);
    const made = { link, code: result.code, days: CODE_DAYS, downloads: MOST_DOWNLOADS };
    renderPage(req, res, present.codeMadePage(asked, made));
  };
}

export function giveAsStaff(parts: ExportHandlerParts): RequestHandler {
  return async (req, res) => {
    const { present: own } = await exportAsked(parts, req);
    const command = { exportId: own.id, userId: signedInUser(req).id };
    await send(res, await downloadAsStaff(parts, command, actorOf(req)));
  };
}

/** For the person alone: anybody else finds nothing at the address. */
export function giveOwn(parts: ExportHandlerParts): RequestHandler {
  return async (req, res) => {
    const id = parseId(req.params.id);
    if (id === null) throw new NotFound();
    await send(res, await downloadOwn(parts, { id, userId: signedInUser(req).id }, actorOf(req)));
  };
}

async function send(res: Response, download: Download): Promise<void> {
  if (download.kind === 'not-found') throw new NotFound();
  if (download.kind === 'over') throw new Refusal('no-longer-there');
  const bytes = await download.open();
  res.attachment(`sp-bench-your-data-${download.reference}.zip`).type('application/zip');
  res.set('Content-Length', String(download.bytes));
  await pipeline(bytes, res);
}

export function showCode(parts: ExportHandlerParts): RequestHandler {
  return async (req, res) => {
    const token = String(req.params.token);
    if (!(await usableCode(parts, token))) throw new Refusal('no-longer-there');
    renderPage(req, res, present.codePage(token));
  };
}

/** Attempts are slowed down by link and by network; a code that was right is taken back from the count (D11). */
export function giveByCode(parts: ExportHandlerParts): RequestHandler {
  const throttle = codeThrottle(parts);
  return async (req, res) => {
    const token = String(req.params.token);
    const whose = { token, address: req.ip ?? '' };
    const again = (message: string, status: number): void =>
      renderPage(req, res, present.codePage(token, [{ field: 'code', message }]), status);
    const admission = await throttle.count(whose);
    if (admission.kind === 'wait') {
      res.set('Retry-After', String(admission.seconds));
      again(`Wait ${Math.ceil(admission.seconds / 60)} minutes before you try again`, 429);
      return;
    }
    const command = { token, code: one(typedIn(req.body), 'code') };
    const download = await downloadByCode(parts, command, req.auditName ?? '');
    if (download.kind === 'wrong-code') {
      again('This is not the code that we gave you. Look at it again, or ask us for another', 422);
      return;
    }
    if (download.kind === 'package') await throttle.takeBack(whose);
    await send(res, download);
  };
}

export function showStaleCode(): RequestHandler {
  return (req, res) => {
    const errors = [{ field: 'code', message: 'The page was open too long. Enter the code again' }];
    renderPage(req, res, present.codePage(String(req.params.token), errors), 403);
  };
}
