import type { Request, RequestHandler } from 'express';
import { actorOf, ownAuthority, signedInUser } from '../accounts/index.ts';
import { paths } from '../paths.ts';
import type { TemporaryFiles } from '../platform/temporary-files.ts';
import { NotFound, Refusal } from '../web/errors.ts';
import { withFormFile, type FormFile } from '../web/multipart.ts';
import { pageAsked } from '../web/pagination.ts';
import { renderPage, type Page } from '../web/render.ts';
import { decideFindings } from './decide-findings.ts';
import { sendFindingsCsv } from './findings-csv.ts';
import { parseDecisions, parseUploadId } from './forms.ts';
import * as present from './presenters.ts';
import { receiveUpload, type ReceiveParts, type ReceiveResult } from './receive-upload.ts';
import { liveUploadOf, stateOf, uploadCountOf, uploadOf, uploadsOf } from './store.ts';
import { decisionCounts, findingsPage } from './store-findings.ts';
import type { Upload } from './upload.ts';
import { kindNamed, onlyKind } from './upload-kind.ts';

export interface UploadParts extends ReceiveParts {
  temporaryFiles: TemporaryFiles;
  /** The largest file that is taken in, in bytes. */
  mostBytes: number;
}

const UPLOADS_A_PAGE = 25;
const FINDINGS_A_PAGE = 50;

export function listUploads({ db }: UploadParts): RequestHandler {
  return async (req, res) => {
    const { id } = ownAuthority(req);
    const total = await uploadCountOf(db, id);
    const asked = pageAsked(req.query.page, UPLOADS_A_PAGE, total);
    renderPage(req, res, present.listPage(await uploadsOf(db, id, asked), total, asked));
  };
}

export function showNewUpload(parts: UploadParts): RequestHandler {
  return (req, res) => renderPage(req, res, present.newPage(onlyKind(parts.kinds), ownAuthority(req)));
}

export function receive(parts: UploadParts): RequestHandler {
  return async (req, res) => {
    const field = { name: 'file', mostBytes: parts.mostBytes, folder: parts.temporaryFiles.folder };
    const result = await withFormFile(req, res, field, (received) => takeIn(parts, req, received));
    if (result.kind === 'unreadable') {
      renderPage(req, res, present.newPage(onlyKind(parts.kinds), ownAuthority(req), result.sentence), 422);
      return;
    }
    await checkedSoon(parts, result.uploadId);
    res.redirect(303, paths.upload(result.uploadId));
  };
}

async function takeIn(parts: UploadParts, req: Request, received: FormFile): Promise<ReceiveResult> {
  if (received.kind === 'none') return { kind: 'unreadable', sentence: 'Choose the file to upload.' };
  if (received.kind === 'too-large') {
    const megabytes = Math.round(parts.mostBytes / 1024 / 1024);
    return {
      kind: 'unreadable',
      sentence: `The file is larger than ${megabytes} MB. Upload the extract alone.`,
    };
  }
  const command = { file: received.file, authority: ownAuthority(req), userId: signedInUser(req).id };
  return receiveUpload(parts, command, actorOf(req));
}

/** A usual extract is checked within a second: worth waiting for, so that the next page can say how it went. */
async function checkedSoon({ db }: UploadParts, uploadId: number): Promise<void> {
  for (let waited = 0; waited < 1500; waited += 50) {
    if ((await stateOf(db, uploadId)) !== 'processing') return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export function showUpload(parts: UploadParts): RequestHandler {
  return async (req, res) => renderPage(req, res, await uploadPage(parts, req));
}

async function uploadPage(
  parts: UploadParts,
  req: Request,
  form?: { nothingChosen: boolean; page: unknown },
): Promise<Page> {
  const upload = await ownUpload(parts, req);
  const isRejected = upload.state === 'rejected';
  const total = isRejected ? upload.errorCount : upload.irregularCount;
  const asked = pageAsked(form?.page ?? req.query.page, FINDINGS_A_PAGE, total);
  const [live, errors, irregular, decisions] = await Promise.all([
    liveUploadOf(parts.db, upload.authority.id, upload.kind),
    isRejected ? findingsPage(parts.db, upload.id, 'error', asked) : [],
    isRejected ? [] : findingsPage(parts.db, upload.id, 'irregular', asked),
    decisionCounts(parts.db, upload.id),
  ]);
  const found = { live, errors, irregular, decisions, asked, nothingChosen: form?.nothingChosen };
  return present.uploadPage({ upload, kind: kindNamed(parts.kinds, upload.kind), ...found });
}

export function downloadFindings(parts: UploadParts): RequestHandler {
  return async (req, res) => {
    const upload = await ownUpload(parts, req);
    await sendFindingsCsv(parts.db, kindNamed(parts.kinds, upload.kind), upload, res);
  };
}

export function decide(parts: UploadParts): RequestHandler {
  return async (req, res) => {
    const uploadId = parseUploadId(req.params.id);
    if (uploadId === null) throw new NotFound();
    const parsed = parseDecisions(req.body);
    const { page } = req.body as { page?: unknown };
    if (parsed.kind === 'nothing-chosen') {
      renderPage(req, res, await uploadPage(parts, req, { nothingChosen: true, page }), 422);
      return;
    }
    const command = {
      authorityId: ownAuthority(req).id,
      uploadId,
      userId: signedInUser(req).id,
      decisions: parsed.decisions,
    };
    const result = await decideFindings(parts.db, parts.kinds, command, actorOf(req));
    if (result.kind === 'not-found') throw new NotFound();
    if (result.kind === 'too-late')
      throw new Refusal('too-late', { href: paths.upload(uploadId), text: 'See the upload' });
    const isMoreToDo = result.undecided > 0 && typeof page === 'string' && /^\d+$/.test(page);
    res.redirect(303, paths.upload(uploadId) + (isMoreToDo ? `?page=${page}` : ''));
  };
}

async function ownUpload({ db }: UploadParts, req: Request): Promise<Upload> {
  const id = parseUploadId(req.params.id);
  const upload = id === null ? undefined : await uploadOf(db, ownAuthority(req).id, id);
  if (!upload) throw new NotFound();
  return upload;
}
