import type { Readable } from 'node:stream';
import { packZip } from './pack-zip.ts';
import { columnLetters } from './column-letters.ts';
import { rowXml, type SheetCell } from './write-xlsx-cells.ts';
import { containerParts, sheetEnd, sheetPart, sheetStart, validSheetNames } from './write-xlsx-parts.ts';

export type { SheetCell } from './write-xlsx-cells.ts';

export interface Sheet {
  /** Made valid and unique: 31 characters, none of `[]:*?/\`. */
  name: string;
  /** Widths in characters; without one, about as wide as the title. */
  columns: readonly { title: string; width?: number }[];
  /** Asked for when the sheet's turn comes, once. */
  rows: Iterable<readonly SheetCell[]>;
}

const CHUNK_CHARACTERS = 64 * 1024;
/** Characters, where nobody says how wide a column is. */
const USUAL_WIDTH = { least: 9, most: 60 };
/** As the format has it. */
const LAST_ROW = 1_048_576;

/**
 * A workbook, packed as it is read: memory does not grow with its rows. Texts are texts, whatever they begin with,
 * and numbers are numbers; nothing is a formula. The stream fails with what the rows throw, and for more rows than a
 * sheet can hold. Throws for a workbook without sheets.
 * @param madeOn ISO 8601: the day that the same workbook has the same bytes of
 */
export function xlsxOf(sheets: readonly Sheet[], madeOn: string): Readable {
  if (sheets.length === 0) throw new Error('A workbook has at least one sheet');
  const parts = Object.entries(containerParts(validSheetNames(sheets.map(({ name }) => name))));
  return packZip(
    [
      ...parts.map(([name, text]) => ({ name, read: () => [Buffer.from(text)] })),
      ...sheets.map((sheet, at) => ({ name: sheetPart(at), read: () => inChunks(sheetText(sheet)) })),
    ],
    madeOn,
  );
}

/** Small pieces cost more to pack than to make. */
export function* inChunks(texts: Iterable<string>): Generator<Buffer> {
  let gathered = '';
  for (const text of texts) {
    gathered += text;
    if (gathered.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(gathered);
    gathered = '';
  }
  yield Buffer.from(gathered);
}

function* sheetText({ name, columns, rows }: Sheet): Generator<string> {
  const letters = columns.map((_column, at) => columnLetters(at + 1));
  yield sheetStart(columns.map(widthOf));
  const titles = columns.map(({ title }) => title);
  yield rowXml(1, titles, letters, true);
  let row = 1;
  for (const cells of rows) {
    row += 1;
    if (row > LAST_ROW) throw new Error(`More rows than a sheet can hold: ${name}`);
    yield rowXml(row, cells, letters);
  }
  yield sheetEnd;
}

function widthOf({ title, width }: Sheet['columns'][number]): number {
  return width ?? Math.min(Math.max(title.length + 2, USUAL_WIDTH.least), USUAL_WIDTH.most);
}
