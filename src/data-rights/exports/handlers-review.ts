import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler } from 'express';
import { actorOf, parseId, signedInUser, type Parsed } from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { NotFound, Refusal } from '../../web/errors.ts';
import { type FormFile, withFormFile } from '../../web/multipart.ts';
import { pageAsked } from '../../web/pagination.ts';
import { type FieldError, type Page, renderPage } from '../../web/render.ts';
import { one, type Typed, typedIn } from '../requests/forms.ts';
import { entriesOf } from '../registers/store.ts';
import { attachFile } from './add-to-export.ts';
import type { ExportGroup, ReviewItem } from './access-export.ts';
import { isFile } from './contents.ts';
import type { ExportHandlerParts } from './export-parts.ts';
import { type Asked, exportAsked, goOn, recordRead } from './handlers.ts';
import * as additions from './presenters-additions.ts';
import * as present from './presenters-review.ts';
import { letterOf } from './store.ts';
import { openFile } from './store-files.ts';
import { groupsOf, itemsOf, nextToReview } from './store-items.ts';
import { proposalsOf, searchesOf, withholdingsOf } from './store-withholdings.ts';
import { parseWithholding, type WithholdFields } from './forms.ts';

const ITEMS_A_PAGE = 25;
const MOST_PAPER = 200;

export function showGroup(parts: ExportHandlerParts): RequestHandler {
  return async (req, res) => {
    const asked = await exportAsked(parts, req);
    const { db, secrets } = parts;
    const { id } = asked.present;
    const number = numberOf(req);
    const group = (await groupsOf(db, id)).find((own) => own.number === number);
    if (!group) throw new NotFound();
    const place = pageAsked(req.query.page, ITEMS_A_PAGE, group.items);
    await recordRead(parts, req, asked, { group: number, page: place.number });
    const [items, withholdings, proposals] = await Promise.all([
      itemsOf(db, secrets, id, { group: number, limit: place.limit, offset: place.offset }),
      withholdingsOf(db, secrets, id),
      proposalsOf(db, secrets, id),
    ]);
    renderPage(req, res, present.groupPage({ asked, group, items, withholdings, proposals, place }));
  };
}

function numberOf(req: Request): number {
  const number = parseId(req.params.number);
  if (number === null) throw new NotFound();
  return number;
}

export interface ItemAsked {
  asked: Asked;
  item: ReviewItem;
  group: ExportGroup;
}

export async function itemAsked(parts: ExportHandlerParts, req: Request): Promise<ItemAsked> {
  const asked = await exportAsked(parts, req);
  const [item] = await itemsOf(parts.db, parts.secrets, asked.present.id, { number: numberOf(req) });
  const group = (await groupsOf(parts.db, asked.present.id)).find(({ number }) => number === item?.group);
  if (!item || !group) throw new NotFound();
  return { asked, item, group };
}

export function showItem(parts: ExportHandlerParts): RequestHandler {
  return async (req, res) => {
    const of = await itemAsked(parts, req);
    await recordRead(parts, req, of.asked, { item: of.item.number });
    renderPage(req, res, await itemPage(parts, of, { typed: {}, errors: [] }));
  };
}

async function itemPage(
  { db, secrets }: ExportHandlerParts,
  of: ItemAsked,
  form: { typed: Typed; errors: FieldError[] },
): Promise<Page> {
  const { present: own } = of.asked;
  const [withholdings, proposals] = await Promise.all([
    withholdingsOf(db, secrets, own.id, of.item.number),
    proposalsOf(db, secrets, own.id, of.item.number),
  ]);
  return present.itemPage({ ...of, ...form, withholdings, proposals });
}

/** After a record the one to look at next, in the same table; back to the table where there is none. */
export function nextItem(parts: ExportHandlerParts) {
  return async (reference: string, req: Request): Promise<string> => {
    const { asked, item } = await itemAsked(parts, req);
    const next = await nextToReview(parts.db, asked.present.id, item);
    return next === null ? paths.exportGroup(reference, item.group) : paths.exportItem(reference, next);
  };
}

/** Of an action on an item: its page again, with what is wrong. */
export function itemAgain(parts: ExportHandlerParts) {
  return async ({ typed, errors }: { typed: Typed; errors: FieldError[] }, req: Request): Promise<Page> =>
    itemPage(parts, await itemAsked(parts, req), { typed, errors });
}

export function showWithholding(parts: ExportHandlerParts): RequestHandler {
  return async (req, res) => {
    const of = await itemAsked(parts, req);
    await recordRead(parts, req, of.asked, { item: of.item.number });
    const number = parseId(req.query.proposal);
    const proposals = await proposalsOf(parts.db, parts.secrets, of.asked.present.id, of.item.number);
    const proposal = proposals.find((own) => own.number === number);
    const typed: Typed = proposal
      ? { column: [proposal.column], passage: [proposal.passage], ground: ['somebody-else'] }
      : {};
    renderPage(req, res, present.withholdingPage({ ...of, typed, errors: [] }));
  };
}

export function withholdingAgain(parts: ExportHandlerParts) {
  return async ({ typed, errors }: { typed: Typed; errors: FieldError[] }, req: Request): Promise<Page> =>
    present.withholdingPage({ ...(await itemAsked(parts, req)), typed, errors });
}

/** A file is given whole or not at all, so it has no fields to choose from. */
export function withholdingForm(parts: ExportHandlerParts) {
  return async (typed: Typed, req: Request): Promise<Parsed<WithholdFields & { item: number }>> => {
    const { item } = await itemAsked(parts, req);
    const form = parseWithholding(typed, isFile(item) ? [] : Object.keys(item.values));
    return form.kind === 'ok' ? { kind: 'ok', command: { ...form.command, item: item.number } } : form;
  };
}

/** The file itself, for whoever has to judge it; each reading is on record. */
export function giveItemFile(parts: ExportHandlerParts): RequestHandler {
  return async (req, res) => {
    const { asked, item } = await itemAsked(parts, req);
    if (!isFile(item)) throw new NotFound();
    await recordRead(parts, req, asked, { item: item.number });
    const { uploadId, fileId } = item;
    const exportId = asked.present.id;
    const bytes =
      uploadId !== null
        ? await parts.openOriginal(parts.db, uploadId)
        : await openFile(parts.db, parts.secrets, { exportId, fileId: fileId ?? 0 });
    res.attachment(String(item.values.name)).type('application/octet-stream');
    await pipeline(bytes, res);
  };
}

export function showSearches(parts: ExportHandlerParts): RequestHandler {
  return async (req, res) => {
    const asked = await exportAsked(parts, req);
    renderPage(req, res, await searchesPage(parts, { asked, typed: {}, errors: [] }));
  };
}

async function searchesPage(
  { db, secrets }: ExportHandlerParts,
  view: { asked: Asked; typed: Typed; errors: FieldError[] },
): Promise<Page> {
  const [searches, paper] = await Promise.all([
    searchesOf(db, secrets, view.asked.present.id),
    entriesOf(db, 'paper', { limit: MOST_PAPER, offset: 0 }),
  ]);
  return additions.searchesPage({ ...view, searches, paper });
}

export const searchesAgain =
  (parts: ExportHandlerParts) =>
  (view: { asked: Asked; typed: Typed; errors: FieldError[] }): Promise<Page> =>
    searchesPage(parts, view);

export function showLetter(parts: ExportHandlerParts): RequestHandler {
  return async (req, res) => {
    const asked = await exportAsked(parts, req);
    const letter = await letterOf(parts.db, parts.secrets, asked.present.id);
    renderPage(req, res, additions.letterPage(asked, { letter, errors: [] }));
  };
}

export function letterAgain() {
  return ({ asked, typed, errors }: { asked: Asked; typed: Typed; errors: FieldError[] }): Promise<Page> =>
    Promise.resolve(additions.letterPage(asked, { letter: one(typed, 'letter'), errors }));
}

export function showAttachments(parts: ExportHandlerParts): RequestHandler {
  return async (req, res) => {
    renderPage(req, res, await attachmentsPage(parts, await exportAsked(parts, req), '', []));
  };
}

async function attachmentsPage(
  { db, secrets }: ExportHandlerParts,
  asked: Asked,
  about: string,
  errors: FieldError[],
): Promise<Page> {
  const group = (await groupsOf(db, asked.present.id)).find(({ kind }) => kind === 'attachment');
  const items = group ? await itemsOf(db, secrets, asked.present.id, { group: group.number }) : [];
  return additions.attachmentsPage({ asked, items, about, errors });
}

const MOST_BYTES = 25 * 1024 * 1024;
/** What can be looked at anywhere, and carries no programs: paper is scanned to these. */
export const attachable: Readonly<Record<string, readonly number[]>> = {
  pdf: [0x25, 0x50, 0x44, 0x46],
  png: [0x89, 0x50, 0x4e, 0x47],
  jpg: [0xff, 0xd8, 0xff],
  jpeg: [0xff, 0xd8, 0xff],
};

export function attach(parts: ExportHandlerParts): RequestHandler {
  return async (req, res) => {
    const asked = await exportAsked(parts, req);
    const field = { name: 'file', mostBytes: MOST_BYTES, folder: parts.temporaryFiles.folder };
    await withFormFile(req, res, field, async (received) => {
      const about = one(typedIn(req.body), 'about').trim();
      const errors = await faultsOf(received, about);
      if (received.kind !== 'file' || errors.length > 0) {
        renderPage(req, res, await attachmentsPage(parts, asked, about, errors), 422);
        return;
      }
      const { reference } = asked.seen.request;
      const command = { reference, userId: signedInUser(req).id, file: received.file, about };
      const result = await attachFile(parts, command, actorOf(req));
      if (result.kind === 'export-fault') throw new Refusal('too-late');
      goOn(res, result, paths.exportPart('attachments', reference));
    });
  };
}

async function faultsOf(received: FormFile, about: string): Promise<FieldError[]> {
  const errors: FieldError[] = [];
  if (received.kind === 'none') errors.push({ field: 'file', message: 'Choose the file' });
  if (received.kind === 'too-large')
    errors.push({ field: 'file', message: 'The file is larger than 25 MB: send it in parts' });
  if (received.kind === 'file' && !(await isAttachable(received.file)))
    errors.push({ field: 'file', message: 'Choose a PDF, PNG or JPEG file' });
  if (about === '') errors.push({ field: 'about', message: 'Say what it is' });
  return errors;
}

/** By its ending and its first bytes. */
async function isAttachable({ name, path }: { name: string; path: string }): Promise<boolean> {
  const first = attachable[name.split('.').at(-1)?.toLowerCase() ?? ''];
  if (!first) return false;
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(first.length), 0, first.length, 0);
    return buffer.equals(Buffer.from(first));
  } finally {
    await file.close();
  }
}
