import type { Request, RequestHandler } from 'express';
import type { Knex } from 'knex';
import { actorOf, ownAuthority, signedInUser } from '../accounts/index.ts';
import { paths } from '../paths.ts';
import type { ReadRemovals } from '../platform/removals-register.ts';
import type { TemporaryFiles } from '../platform/temporary-files.ts';
import { NotFound, Refusal } from '../web/errors.ts';
import { withFormFile, type FormFile } from '../web/multipart.ts';
import { pageAsked } from '../web/pagination.ts';
import { renderPage, type Page } from '../web/render.ts';
import { decideFindings } from './decide-findings.ts';
import { sendFindingsCsv } from './findings-csv.ts';
import {
  parseDecisions,
  parseFindingFilter,
  parseListPlace,
  parseUploadId,
  parseUploadOptions,
} from './forms.ts';
import { changesOnPage, isComparable } from './handlers-changes.ts';
import * as present from './presenters.ts';
import { findingsHref } from './presenters-report.ts';
import { receiveUpload, type ReceiveParts, type ReceiveResult } from './receive-upload.ts';
import { liveUploadOf, sameFileAs, stateOf, uploadCountOf, uploadOf, uploadsOf } from './store.ts';
import {
  decisionCounts,
  findingCount,
  findingGroups,
  findingsPage,
  type FindingFilter,
  type FindingGroup,
} from './store-findings.ts';
import type { Upload } from './upload.ts';
import { kindNamed } from './upload-kind.ts';

export interface UploadParts extends ReceiveParts {
  temporaryFiles: TemporaryFiles;
  removals: ReadRemovals;
  /** The largest file that is taken in, in bytes. */
  mostBytes: number;
}

const UPLOADS_A_PAGE = 25;
const FINDINGS_A_PAGE = 50;

export function listUploads({ db, kinds }: UploadParts): RequestHandler {
  return async (req, res) => {
    const { id } = ownAuthority(req);
    const total = await uploadCountOf(db, id);
    const asked = pageAsked(req.query.page, UPLOADS_A_PAGE, total);
    const isCompared = await isComparable({ db, kinds }, id);
    renderPage(req, res, present.listPage(await uploadsOf(db, id, asked), total, asked, isCompared));
  };
}

export function showNewUpload(parts: UploadParts): RequestHandler {
  return (req, res) => renderPage(req, res, present.newPage(parts.kinds, ownAuthority(req)));
}

export function receive(parts: UploadParts): RequestHandler {
  return async (req, res) => {
    const field = { name: 'file', mostBytes: parts.mostBytes, folder: parts.temporaryFiles.folder };
    const result = await withFormFile(req, res, field, (received) => takeIn(parts, req, received));
    if (result.kind === 'unreadable') {
      renderPage(
        req,
        res,
        present.newPage(parts.kinds, ownAuthority(req), {
          ...parseUploadOptions(req.body),
          error: result.sentence,
        }),
        422,
      );
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
  const command = {
    ...{ file: received.file, authority: ownAuthority(req), userId: signedInUser(req).id },
    ...parseUploadOptions(req.body),
  };
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
  return async (req, res) => {
    renderPage(req, res, await uploadPage(parts, await ownUpload(parts, req), req.query));
  };
}

async function uploadPage(
  { db, kinds }: UploadParts,
  upload: Upload,
  query: Record<string, unknown>,
  form?: { nothingChosen: boolean },
): Promise<Page> {
  const [live, sameFile, changes, groups, decisions] = await Promise.all([
    liveUploadOf(db, upload.authority.id, upload.series),
    sameFileAs(db, upload),
    changesOnPage({ db, kinds }, upload),
    findingGroups(db, upload.id),
    decisionCounts(db, upload.id),
  ]);
  const shown = await findingsShown(db, upload.id, query, groups);
  const kind = kindNamed(kinds, upload.kind);
  return present.uploadPage({ upload, kind, live, sameFile, changes, groups, decisions, ...shown, ...form });
}

async function findingsShown(
  db: Knex,
  uploadId: number,
  query: Record<string, unknown>,
  groups: FindingGroup[],
) {
  const filter = parseFindingFilter(query, groups);
  const total = filter ? await filteredCount(db, uploadId, filter, groups) : 0;
  const asked = pageAsked(query.page, FINDINGS_A_PAGE, total);
  const findings = filter ? await findingsPage(db, uploadId, filter, asked) : [];
  return { filter, total, asked, findings };
}

/** The groups know their counts; only what a service's name filters has to be counted. */
async function filteredCount(
  db: Knex,
  uploadId: number,
  filter: FindingFilter,
  groups: FindingGroup[],
): Promise<number> {
  if (filter.service) return findingCount(db, uploadId, filter);
  return groups
    .filter(({ number, severity }) => (filter.group ? number === filter.group : severity === filter.severity))
    .reduce((sum, { findings }) => sum + findings, 0);
}

export function downloadFindings(parts: UploadParts): RequestHandler {
  return async (req, res) => {
    const upload = await ownUpload(parts, req);
    await sendFindingsCsv(parts.db, kindNamed(parts.kinds, upload.kind), upload, res);
  };
}

export function decide(parts: UploadParts): RequestHandler {
  return async (req, res) => {
    const upload = await ownUpload(parts, req);
    const parsed = parseDecisions(req.body);
    if (parsed.kind === 'nothing-chosen') {
      // The form comes back as it was sent: the same rule, service and page.
      const body = req.body as Record<string, unknown>;
      renderPage(req, res, await uploadPage(parts, upload, body, { nothingChosen: true }), 422);
      return;
    }
    const command = {
      ...{ authorityId: upload.authority.id, uploadId: upload.id },
      ...{ userId: signedInUser(req).id, decisions: parsed.decisions },
    };
    const result = await decideFindings(parts.db, parts.kinds, command, actorOf(req));
    if (result.kind === 'not-found') throw new NotFound();
    if (result.kind === 'too-late')
      throw new Refusal('too-late', { href: paths.upload(upload.id), text: 'See the upload' });
    const place = parseListPlace(req.body);
    res.redirect(
      303,
      result.undecided > 0 ? findingsHref(upload.id, place, place.page) : paths.upload(upload.id),
    );
  };
}

/** The upload of the address, if it is the authority's own. */
export async function ownUpload({ db }: UploadParts, req: Request): Promise<Upload> {
  const id = parseUploadId(req.params.id);
  const upload = id === null ? undefined : await uploadOf(db, ownAuthority(req).id, id);
  if (!upload) throw new NotFound();
  return upload;
}
