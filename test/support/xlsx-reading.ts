import { expect } from 'chai';
import { checkWorkbook, readSheet, XlsxError, type SheetReader } from '../../src/platform/xlsx.ts';
import { ZipError, type ZipLimits } from '../../src/platform/zip.ts';
import { withFile } from './extract-files.ts';
import { workbookBytes, type Cell, type Rows, type WorkbookOptions } from './xlsx-files.ts';

export type Numbered = [row: number, ...cells: string[]];

export interface Read {
  rows: Numbered[];
  fault: string | null;
}

/** The parts that cells are read from. */
export const SHEET = 'xl/worksheets/sheet1.xml';
export const STRINGS = 'xl/sharedStrings.xml';

export const table: Cell[][] = [
  ['Id', 'Name', 'Cost'],
  ['S1', 'Łódź & <Söhne> 😀', 35.5],
  ['S2', ' two\nlines ', 18460],
];
export const tableRead: Numbered[] = table.map((cells, index) => [index + 1, ...cells.map(String)]);

/** Reads a file: its rows, each behind its number, and the fault that ended them. */
export async function readFile(
  file: string,
  limits?: ZipLimits,
  own: Partial<SheetReader> = {},
): Promise<Read> {
  const rows: Numbered[] = [];
  const reader: SheetReader = {
    record: (cells, row) => rows.push([row, ...cells]),
    pause: () => null,
    ...own,
  };
  try {
    await readSheet(file, reader, limits);
    return { rows, fault: null };
  } catch (error) {
    if (!(error instanceof XlsxError || error instanceof ZipError)) throw error;
    return { rows, fault: error.fault };
  }
}

export const readBytes = (bytes: Buffer, limits?: ZipLimits): Promise<Read> =>
  withFile(bytes, (file) => readFile(file, limits));

export const readBook = (rows: Rows, options?: WorkbookOptions): Promise<Read> =>
  readBytes(workbookBytes(rows, options));

/** Reads a workbook whose sheet has such data, with the given shared strings. */
export function readData(sheetData: string, items = ''): Promise<Read> {
  return readBook([], {
    parts: {
      [SHEET]: `<worksheet><sheetData>${sheetData}</sheetData></worksheet>`,
      [STRINGS]: `<sst>${items}</sst>`,
    },
  });
}

/** The text of a cell, or the fault that it makes. */
export async function cellOf(cell: string, items = ''): Promise<string | null | undefined> {
  const { rows, fault } = await readData(`<row r="1">${cell}</row>`, items);
  return fault ?? rows[0]?.[1]?.toString();
}

/** What both entrances say of a workbook. */
export async function faultOf(bytes: Buffer): Promise<string | null> {
  return withFile(bytes, async (file) => {
    const { fault } = await readFile(file);
    const checked = await checkWorkbook(file).then(
      () => null,
      (error: unknown) => (error as XlsxError).fault,
    );
    expect(checked).to.equal(fault);
    return fault;
  });
}
