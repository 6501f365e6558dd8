import { Readable } from 'node:stream';
import { CsvError, parse, type Parser } from 'csv-parse';

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
  let row = 0;
  try {
    await flow(Readable.from(chunks), parser, (cells: readonly string[]) => {
      row += 1;
      reader.record(cells, row);
      return row % RECORDS_A_BATCH === 0 ? reader.pause() : null;
    });
    return null;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { kind: error.code === 'CSV_MAX_RECORD_SIZE' ? 'record-too-long' : 'quotes', row: row + 1 };
  }
}

/**
 * Events in place of `for await`: a promise a record costs a tenth of the reading. What `take` throws ends the flow,
 * what it returns holds the flow up.
 */
function flow(source: Readable, parser: Parser, take: (cells: readonly string[]) => Promise<void> | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (error: unknown): void => {
      source.destroy();
      parser.destroy();
      reject(error as Error);
    };
    parser.on('data', (cells: readonly string[]) => {
      try {
        const pause = take(cells);
        if (!pause) return;
        parser.pause();
        pause.then(() => parser.resume(), stop);
      } catch (error) {
        stop(error);
      }
    });
    parser.on('end', resolve);
    parser.on('error', stop);
    source.on('error', stop);
    source.pipe(parser);
  });
}
