import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { Response } from 'express';
import type { Knex } from 'knex';
import { columnLetters } from '../tables/index.ts';
import { adviceOn } from './presenters-report.ts';
import { allFindings } from './store-findings.ts';
import type { Upload } from './upload.ts';
import type { UploadKind } from './upload-kind.ts';

const columns = ['file', 'row', 'column', 'field', 'value', 'code', 'severity', 'message', 'how_to_fix'];

/** All findings of an upload as CSV, streamed: the errors first, then the irregular values, each in file order. */
export async function sendFindingsCsv(
  db: Knex,
  kind: UploadKind,
  upload: Upload,
  res: Response,
): Promise<void> {
  res.attachment(`findings-${upload.id}.csv`).type('text/csv; charset=utf-8');
  const csv = stringify({
    header: true,
    columns,
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  });
  await pipeline(Readable.from(records(db, kind, upload.id)), csv, res);
}

async function* records(db: Knex, kind: UploadKind, uploadId: number): AsyncGenerator<(string | number)[]> {
  for await (const finding of allFindings(db, uploadId)) {
    const { message, howToFix } = adviceOn(kind, finding);
    const { file, row, field, value, code, severity } = finding;
    yield [file, row, columnLetters(finding.columnPosition), field, value, code, severity, message, howToFix];
  }
}
