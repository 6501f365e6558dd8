import { createReadStream } from 'node:fs';
import { readSheet, type SheetReader } from '../platform/xlsx.ts';
import type { ZipLimits } from '../platform/zip.ts';

/** Reads the first sheet of a workbook as the CSV of it would be read: same rows, same cells. */
export async function readFirstSheet(path: string, reader: SheetReader, limits?: ZipLimits): Promise<void> {
  let isFirst = true;
  let width = 0;
  const record = (cells: readonly string[], row: number): void => {
    if (isFirst) {
      // A sheet leaves blank rows out; above the headings they are told of.
      if (row > 1) reader.record([''], 1);
      width = cells.length;
      isFirst = false;
    }
    reader.record(asWide(cells, width), row);
  };
  await readSheet(path, { ...reader, record }, limits);
}

/** A sheet leaves out the empty cells at the end of a row, too: here they are cells without a value. */
function asWide(cells: readonly string[], width: number): readonly string[] {
  return cells.length >= width ? cells : [...cells, ...new Array<string>(width - cells.length).fill('')];
}

/** Opens the file only when its bytes are asked for. */
export async function* bytesOf(path: string, count?: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    count?.(chunk.length);
    yield chunk;
  }
}
