import { readCsv, type CsvReader } from '../platform/csv.ts';
import { asUtf8, detectEncoding } from '../platform/text-encoding.ts';
import type { ZipLimits } from '../platform/zip.ts';
import type { OpenTables, ReceivedFile, UploadingAuthority } from '../uploads/index.ts';
import { readWorkbook } from './read-workbook.ts';
import { POSITION } from './rules/workbook-rules.ts';
import { bytesOf, readFirstSheet } from './sheet.ts';

/** Opens a kept workbook, to be given back: its one sheet as CSV, whatever it was sent as. */
export async function openWorkbook(
  file: ReceivedFile,
  authority: UploadingAuthority,
  dataDate: string,
  limits?: ZipLimits,
): Promise<OpenTables> {
  const workbook = await readWorkbook(file, authority.code, dataDate, limits);
  if (workbook.kind === 'unreadable') throw new Error(`A kept workbook is ${workbook.code}`);
  const read = (reader: CsvReader): Promise<void> =>
    workbook.format === 'csv' ? readText(file.path, reader) : readFirstSheet(file.path, reader, limits);
  const asSent = { name: file.name, read: () => bytesOf(file.path) };
  const name = file.name.replace(/\.xlsx$/i, '.csv');
  return { tables: [{ name, position: POSITION, read, asSent }], others: [], close: () => undefined };
}

async function readText(path: string, reader: CsvReader): Promise<void> {
  const encoding = await detectEncoding(bytesOf(path));
  const fault = await readCsv(asUtf8(bytesOf(path), encoding), reader);
  if (fault) throw new Error(`A kept workbook is no CSV from row ${fault.row} on`);
}
