import { buffer } from 'node:stream/consumers';
import { openZip } from '../../src/platform/zip.ts';
import { plainDecimal } from '../../src/reports/downloads.ts';
import { withFile } from '../support/extract-files.ts';
import type { Numbered } from '../support/xlsx-reading.ts';
import { textOf } from './http-reading.ts';

/** Rows without their numbers and without the empty cells at their ends. */
export function cellsOf(rows: readonly Numbered[]): string[][] {
  return rows.map(([, ...cells]) => trimmed(cells));
}

/** As the CSV has them, which writes no more than six decimals. */
export function trimmed(cells: readonly string[]): string[] {
  const last = cells.findLastIndex((cell) => cell !== '');
  return cells
    .slice(0, last + 1)
    .map((cell) => (/^\d+\.\d{7,}$/.test(cell) ? plainDecimal(Number(cell)) : cell));
}

/** The names of a workbook's sheets, and what stands in each. */
export async function textsOfSheets(book: Buffer): Promise<{ names: string[]; texts: string[] }> {
  return withFile(book, async (file) => {
    const { entries, close } = await openZip(file);
    const part = async (name: string): Promise<string> =>
      (await buffer(entries.find((entry) => entry.name === name)!.read())).toString();
    const names = [...(await part('xl/workbook.xml')).matchAll(/<sheet name="([^"]*)"/g)].map(
      ([, name]) => name!,
    );
    const texts = await Promise.all(names.map((_name, at) => part(`xl/worksheets/sheet${at + 1}.xml`)));
    close();
    return { names, texts: texts.map(textOf) };
  });
}
