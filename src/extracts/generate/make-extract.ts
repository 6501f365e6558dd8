import { csvLine } from '../../platform/csv-line.ts';
import { packZip, keepWhole } from '../../platform/pack-zip.ts';
import { makeService, type ExtractPlan } from './made-service.ts';
import { madeTables, type MadeTable } from './made-tables.ts';

/** A row about to be written, its cells by heading. */
export interface RowToWrite {
  /** The table's name without `.csv`. */
  table: string;
  /** Row of the sheet, the header being 1, before any change. */
  row: number;
  cells: Readonly<Record<string, string>>;
}

/** Makes no, one or several rows of one: for files that are wrong on purpose. */
export type RowChange = (row: RowToWrite) => readonly RowToWrite['cells'][];

/** The services of a made extract as others know them, one by one. */
export function* madeServices(
  plan: ExtractPlan,
): Generator<{ id: string; name: string; clientGroup: string; isShortTerm: boolean }> {
  for (let place = 0; place < plan.services; place += 1) {
    const { id, name, profile } = makeService(plan, place);
    yield { id, name, clientGroup: profile.clientGroup, isShortTerm: profile.duration !== 'Long term' };
  }
}

const CHUNK_CHARACTERS = 64 * 1024;

/**
 * Writes a believable SPLS Extract that the rules accept: the same plan, the same bytes. Rows are made as they are
 * written, so that memory does not grow with the number of services. The file appears when it is whole.
 */
export async function makeExtract(plan: ExtractPlan, file: string, change?: RowChange): Promise<void> {
  const files = madeTables.map((table) => ({
    name: `${table.name}.csv`,
    read: () => csvChunks(table, plan, change),
  }));
  await keepWhole(file, packZip(files, plan.date));
}

function* csvChunks(table: MadeTable, plan: ExtractPlan, change?: RowChange): Generator<Buffer> {
  let text = csvLine(table.header);
  let row = 1;
  for (const cells of table.rows(plan)) {
    row += 1;
    text += change ? changedLines(table, cells, row, change) : csvLine(cells);
    if (text.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}

function changedLines(
  { name, header }: MadeTable,
  cells: readonly string[],
  row: number,
  change: RowChange,
): string {
  const byHeading = Object.fromEntries(header.map((heading, index) => [heading, cells[index] ?? '']));
  const changed = change({ table: name, row, cells: byHeading });
  return changed.map((line) => csvLine(header.map((heading) => line[heading] ?? ''))).join('');
}
