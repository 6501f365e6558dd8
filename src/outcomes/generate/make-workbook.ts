import path from 'node:path';
import { Readable } from 'node:stream';
import { csvLine } from '../../platform/csv-line.ts';
import { packZip, writeWhole } from '../../platform/pack-zip.ts';
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
  await writeWhole(file, content);
}

/** The workbook as a ZIP, as it is made. */
function packed(plan: WorkbookPlan): Readable {
  const parts = Object.entries(containerParts).map(([name, text]) => ({
    name,
    read: () => [Buffer.from(text)],
  }));
  return packZip([...parts, { name: SHEET_PART, read: () => inChunks(sheetText(plan)) }], plan.date);
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

function* sheetText(plan: WorkbookPlan): Generator<string> {
  yield sheetStart;
  yield sheetRow(1, formHeadings);
  let row = 1;
  for (const cells of madeForms(plan)) yield sheetRow((row += 1), cells);
  yield sheetEnd;
}
