import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';

export interface CsvReader {
  /** One record: its cells, and its row of the sheet, counted from 1; a quoted line break makes no new row. */
  record(cells: readonly string[], row: number): void;
  /** Called between batches of records; what it awaits holds the reading up. */
  pause(): Promise<void> | null;
}

/** Why a text is no CSV from a row on. */
export interface CsvFault {
  kind: 'quotes' | 'record-too-long';
  row: number;
}

const RECORDS_A_BATCH = 512;
const LONGEST_RECORD = 1024 * 1024;

/**
 * Reads UTF-8 text as CSV with any line ending, dropping a byte order mark. Blank lines are records too, so that
 * rows keep the numbers that a spreadsheet shows. Returns null, or where and why the text stopped being CSV.
 */
export async function readCsv(chunks: AsyncIterable<Buffer>, reader: CsvReader): Promise<CsvFault | null> {
  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: false,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: LONGEST_RECORD,
  });
  const source = Readable.from(chunks);
  // An error of the source (a damaged archive) is thrown as it is; one of the parser becomes a fault.
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let row = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      row += 1;
      reader.record(cells, row);
      if (row % RECORDS_A_BATCH === 0) await reader.pause();
    }
    return null;
  } catch (error) {
    source.destroy();
    if (!(error instanceof CsvError)) throw error;
    return { kind: error.code === 'CSV_MAX_RECORD_SIZE' ? 'record-too-long' : 'quotes', row: row + 1 };
  }
}
