import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { formHeadings, madeForms, type WorkbookPlan } from './made-forms.ts';
import { containerParts, SHEET_PART, sheetRow, sheetStart, sheetEnd } from './sheet-xml.ts';

const CHUNK_CHARACTERS = 64 * 1024;

/**
 * Writes believable outcome forms that the rules accept, as .xlsx or .csv by the file's ending: the same plan, the same
 * bytes. Forms are made as they are written, so that memory does not grow with their number. The file appears when it
 * is whole.
 */
export async function makeWorkbook(plan: WorkbookPlan, file: string): Promise<void> {
  const ending = path.extname(file).toLowerCase();
  if (ending !== '.csv' && ending !== '.xlsx') throw new Error(`${file} is neither .csv nor .xlsx`);
  const content = ending === '.csv' ? Readable.from(inChunks(csvText(plan))) : packed(plan);
  const draft = `${file}.part`;
  try {
    await pipeline(content, createWriteStream(draft));
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** The workbook as a ZIP, as it is made. */
function packed(plan: WorkbookPlan): Readable {
  const zip = new yazl.ZipFile();
  const output = new PassThrough();
  const fail = (error: Error): void => void output.destroy(error);
  zip.on('error', fail);
  zip.outputStream.pipe(output);
  const [year = 0, month = 1, day = 1] = plan.date.split('-').map(Number);
  // Noon of the day that the forms are of, in any time zone: a ZIP keeps the local time of day.
  const options = { mtime: new Date(year, month - 1, day, 12), forceDosTimestamp: true };
  for (const [name, text] of Object.entries(containerParts)) zip.addBuffer(Buffer.from(text), name, options);
  zip.addReadStreamLazy(SHEET_PART, options, (take) => {
    take(null, Readable.from(inChunks(sheetText(plan)), { objectMode: false }).on('error', fail));
  });
  zip.end();
  return output;
}

function* inChunks(texts: Iterable<string>): Generator<Buffer> {
  let gathered = '';
  for (const text of texts) {
    gathered += text;
    if (gathered.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(gathered);
    gathered = '';
  }
  yield Buffer.from(gathered);
}

function* csvText(plan: WorkbookPlan): Generator<string> {
  yield csvLine(formHeadings);
  for (const cells of madeForms(plan)) yield csvLine(cells);
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}

function* sheetText(plan: WorkbookPlan): Generator<string> {
  yield sheetStart;
  yield sheetRow(1, formHeadings);
  let row = 1;
  for (const cells of madeForms(plan)) yield sheetRow((row += 1), cells);
  yield sheetEnd;
}
