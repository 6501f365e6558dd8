import { stat } from 'node:fs/promises';
import { detectEncoding } from '../platform/text-encoding.ts';
import { XlsxError } from '../platform/xlsx.ts';
import { ZipError, type ZipLimits } from '../platform/zip.ts';
import { ofFile, readTable, recordsOf, type ReadingSink, type TableUse } from '../tables/index.ts';
import type { ReadableWorkbook, WorkbookFile } from './read-workbook.ts';
import { bytesOf, readFirstSheet } from './sheet.ts';
import {
  POSITION,
  workbookRules,
  type FormCounts,
  type WorkbookContext,
  type WorkbookRules,
  type WorkbookSink,
} from './rules/workbook-rules.ts';

export interface CheckSink extends WorkbookSink, ReadingSink {
  /** Told once, when all has been read. */
  counted(counts: Readonly<FormCounts>): void;
  /** Share of the work done, 0 to 1. */
  progress(share: number): void;
}

/**
 * Streams a workbook through its rules: findings, forms and their counts go to the sink. A workbook that turns out
 * damaged half way, or larger than it may be, is a finding too.
 */
export async function checkWorkbook(
  { file, format }: ReadableWorkbook,
  context: WorkbookContext,
  sink: CheckSink,
  limits?: ZipLimits,
): Promise<TableUse[]> {
  const rules = workbookRules(context, file.name, sink);
  const use = await (format === 'csv'
    ? checkText(file, rules, sink)
    : checkFirstSheet(file, rules, sink, limits));
  sink.counted(rules.counts);
  return [use];
}

async function checkText(file: WorkbookFile, rules: WorkbookRules, sink: CheckSink): Promise<TableUse> {
  const { size } = await stat(file.path);
  let read = 0;
  const count = (bytes: number): void => {
    read += bytes;
    sink.progress(read / Math.max(size, read));
  };
  const encoding = detectEncoding(bytesOf(file.path));
  return readTable({ chunks: bytesOf(file.path, count), file: file.name, encoding }, rules, sink);
}

async function checkFirstSheet(
  file: WorkbookFile,
  rules: WorkbookRules,
  sink: CheckSink,
  limits?: ZipLimits,
): Promise<TableUse> {
  const records = recordsOf(rules, file.name, sink);
  let lastRow = 0;
  const record = (cells: readonly string[], row: number): void => {
    lastRow = row;
    records.record(cells, row);
  };
  try {
    const progress = (share: number): void => sink.progress(share);
    await readFirstSheet(file.path, { record, pause: () => sink.settled(), progress }, limits);
    records.end(null);
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    const found = { ...ofFile(file.name, POSITION), row: lastRow + 1 };
    sink.finding({ ...found, code, params: {}, severity: 'error' });
    rules.end(false);
  }
  return { name: file.name, rows: records.rows, encoding: null };
}

/** Of what shows only when the sheet is read; whatever else is wrong, `readWorkbook` has told. */
function codeOf(error: unknown): 'table.damaged' | 'table.too-large' | null {
  if (!(error instanceof XlsxError || error instanceof ZipError)) return null;
  if (error.fault === 'damaged') return 'table.damaged';
  return error.fault === 'too-large' ? 'table.too-large' : null;
}
