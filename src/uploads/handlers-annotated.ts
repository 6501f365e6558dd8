import type { RequestHandler, Response } from 'express';
import { actorOf } from '../accounts/index.ts';
import { recordEvent } from '../audit/index.ts';
import { paths } from '../paths.ts';
import { streamZip } from '../platform/zip-stream.ts';
import { Refusal } from '../web/errors.ts';
import { annotateUpload, withOpenTables } from './annotate-upload.ts';
import { ownUpload, type UploadParts } from './handlers.ts';
import { annotatedName } from './presenters-annotated.ts';
import { isChecked, type Upload } from './upload.ts';
import { kindNamed, type UploadKind } from './upload-kind.ts';

/** The officer's own files with the findings beside each row; that somebody took them is on record before they go. */
export function downloadAnnotated(parts: UploadParts): RequestHandler {
  return async (req, res) => {
    const upload = await ownUpload(parts, req);
    const kind = kindNamed(parts.kinds, upload.kind);
    if (!isChecked(upload)) {
      // Its rows have not all been judged: the page says how it stands.
      res.redirect(303, paths.upload(upload.id));
      return;
    }
    if (upload.original === 'none')
      throw new Refusal('not-kept', {
        href: paths.upload(upload.id),
        text: 'See the upload and its findings',
      });
    await parts.db.transaction((trx) => recordEvent(trx, actorOf(req), { type: 'upload', id: upload.id }));
    await sendAnnotated(parts, kind, upload, res);
  };
}

async function sendAnnotated(
  parts: UploadParts,
  kind: UploadKind,
  upload: Upload,
  res: Response,
): Promise<void> {
  try {
    await withOpenTables(parts, kind, upload, (open) => {
      res.attachment(annotatedName(upload)).type('application/zip');
      const job = { db: parts.db, kind, upload, open, at: parts.clock() };
      return streamZip(res, (zip) => annotateUpload(job, zip));
    });
  } catch (error) {
    // Whoever has gone away needs no answer, and it is no fault of ours.
    if (res.destroyed) return;
    // Before the first byte an error page can still be shown.
    if (!res.headersSent) for (const name of ['Content-Disposition', 'Content-Type']) res.removeHeader(name);
    throw error;
  }
}
