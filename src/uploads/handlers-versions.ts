import { pipeline } from 'node:stream/promises';
import type { RequestHandler } from 'express';
import { recordEvent } from '../audit/index.ts';
import { actorOf, ownAuthority } from '../accounts/index.ts';
import { paths } from '../paths.ts';
import { NotFound, Refusal } from '../web/errors.ts';
import { renderPage } from '../web/render.ts';
import { ownUpload, type UploadParts } from './handlers.ts';
import { reinstatementPage, withdrawalPage } from './presenters-versions.ts';
import { liveUploadOf } from './store.ts';
import { openOriginal } from './store-originals.ts';
import { canComeBack, type Upload } from './upload.ts';
import { kindNamed } from './upload-kind.ts';
import { reinstateUpload, withdrawUpload } from './withdraw-upload.ts';

const tooLate = (upload: Upload): Refusal =>
  new Refusal('too-late', { href: paths.upload(upload.id), text: 'See the upload' });

export function showWithdrawal(parts: UploadParts): RequestHandler {
  return async (req, res) => {
    const upload = await ownUpload(parts, req);
    if (upload.state !== 'live') throw tooLate(upload);
    renderPage(req, res, withdrawalPage(upload, kindNamed(parts.kinds, upload.kind)));
  };
}

export function showReinstatement(parts: UploadParts): RequestHandler {
  return async (req, res) => {
    const upload = await ownUpload(parts, req);
    if (!canComeBack(upload)) throw tooLate(upload);
    const live = await liveUploadOf(parts.db, upload.authority.id, upload.series);
    renderPage(req, res, reinstatementPage(upload, kindNamed(parts.kinds, upload.kind), live));
  };
}

export const withdraw = (parts: UploadParts): RequestHandler => changeVersion(parts, withdrawUpload);
export const reinstate = (parts: UploadParts): RequestHandler => changeVersion(parts, reinstateUpload);

function changeVersion(parts: UploadParts, change: typeof withdrawUpload): RequestHandler {
  return async (req, res) => {
    const upload = await ownUpload(parts, req);
    const command = { authorityId: ownAuthority(req).id, uploadId: upload.id };
    const result = await change(parts.db, parts.kinds, command, actorOf(req));
    if (result.kind === 'not-found') throw new NotFound();
    if (result.kind === 'too-late') throw tooLate(upload);
    res.redirect(303, paths.upload(upload.id));
  };
}

/** The file as it is kept, to those of its authority; that somebody took it is on record before it goes. */
export function downloadOriginal(parts: UploadParts): RequestHandler {
  return async (req, res) => {
    const upload = await ownUpload(parts, req);
    if (upload.original === 'none') throw new NotFound();
    const original = await openOriginal(parts.db, parts.secrets, upload.id);
    await parts.db.transaction((trx) => recordEvent(trx, actorOf(req), { type: 'upload', id: upload.id }));
    res.attachment(upload.fileName).type('application/octet-stream');
    // Bytes that were tampered with break the download off: the seal is known to be whole at its end only.
    await pipeline(original, res);
  };
}
