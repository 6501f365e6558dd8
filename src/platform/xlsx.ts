import { StringItem } from './xlsx-cells.ts';
import { openWorkbook } from './xlsx-package.ts';
import { SheetRows, type SheetReader } from './xlsx-sheet.ts';
import { readSharedStrings } from './xlsx-texts.ts';
import { readXml } from './xlsx-xml.ts';
import { zipLimits, type ZipLimits } from './zip.ts';

export { XlsxError, type XlsxFault } from './xlsx-error.ts';
export type { SheetReader } from './xlsx-sheet.ts';

/**
 * Judges a workbook before anything is kept. Cheap: no sheet is read. Throws XlsxError for what is not a workbook,
 * is encrypted (or an .xls), has macros, has links to other files or is damaged, and ZipError for its container.
 */
export async function checkWorkbook(file: string, limits: ZipLimits = zipLimits): Promise<void> {
  const { close } = await openWorkbook(file, limits);
  close();
}

/**
 * Hands on the rows of the workbook's first sheet, hidden or not, as they are read: each with its number in the
 * sheet and its cells as text, `''` where a cell is empty or missing between others. Rows that the sheet leaves out
 * are not handed on. Numbers are plain decimals, so a date is the number of its day; formulas are not worked out.
 * Throws as checkWorkbook does, `too-large` for more text than the limits let an archive unpack to, and what the
 * reader throws; the rows before a fault have been handed on.
 */
export async function readSheet(
  file: string,
  reader: SheetReader,
  limits: ZipLimits = zipLimits,
): Promise<void> {
  const { sheet, sharedStrings, close } = await openWorkbook(file, limits);
  const toRead = sheet.unpackedBytes + (sharedStrings?.unpackedBytes ?? 0);
  let done = 0;
  const between = (bytes: number): Promise<void> | null => {
    done += bytes;
    reader.progress?.(done / Math.max(toRead, 1));
    return reader.pause();
  };
  try {
    const item = new StringItem();
    const texts = sharedStrings && (await readSharedStrings(sharedStrings, item, between));
    await readXml(sheet, new SheetRows(texts, item, reader, limits.unpackedBytes), between);
  } finally {
    close();
  }
}
