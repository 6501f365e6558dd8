import path from 'node:path';
import { Readable } from 'node:stream';
import { csvLine } from '../../platform/csv-line.ts';
import { keepWhole } from '../../platform/pack-zip.ts';
import { inChunks, xlsxOf } from '../../platform/write-xlsx.ts';
import { formHeadings, madeForms, type WorkbookPlan } from './made-forms.ts';

/**
 * Writes believable outcome forms that the rules accept, as .xlsx or .csv by the file's ending: the same plan, the same
 * bytes. Forms are made as they are written, so that memory does not grow with their number. The file appears when it
 * is whole.
 */
export async function makeWorkbook(plan: WorkbookPlan, file: string): Promise<void> {
  const ending = path.extname(file).toLowerCase();
  if (ending !== '.csv' && ending !== '.xlsx') throw new Error(`${file} is neither .csv nor .xlsx`);
  const content = ending === '.csv' ? Readable.from(inChunks(csvText(plan))) : workbook(plan);
  await keepWhole(file, content);
}

function workbook(plan: WorkbookPlan): Readable {
  const columns = formHeadings.map((title) => ({ title }));
  return xlsxOf([{ name: 'Outcomes', columns, rows: madeForms(plan) }], plan.date);
}

function* csvText(plan: WorkbookPlan): Generator<string> {
  yield csvLine(formHeadings);
  for (const cells of madeForms(plan)) yield csvLine(cells);
}
