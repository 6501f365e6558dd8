import { Readable } from 'node:stream';
import { CsvError, parse, type Parser } from 'csv-parse';

export interface CsvReader {
  /** One record: its cells, and its row of the sheet, counted from 1; a quoted line break makes no new row. */
  record(cells: readonly string[], row: number): void;
  /** Called between chunks of text; what it awaits holds the reading up. */
  pause(): Promise<void> | null;
}

/** Why a text is no CSV from a row on. */
export interface CsvFault {
  kind: 'quotes' | 'record-too-long';
  row: number;
}

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
    await flow(Readable.from(paced(chunks, reader)), parser, (cells: readonly string[]) => {
      row += 1;
      reader.record(cells, row);
    });
    return null;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { kind: error.code === 'CSV_MAX_RECORD_SIZE' ? 'record-too-long' : 'quotes', row: row + 1 };
  }
}

/** Holds up the text and never the records: a paused parser would lose those before a fault together with its place. */
async function* paced(chunks: AsyncIterable<Buffer>, reader: CsvReader): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    yield chunk;
    await reader.pause();
  }
}

/**
 * Events in place of `for await`: a promise a record costs a tenth of the reading. What `take` throws ends the flow.
 */
function flow(source: Readable, parser: Parser, take: (cells: readonly string[]) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (error: Error): void => {
      source.destroy();
      parser.destroy();
      reject(error);
    };
    parser.on('data', (cells: readonly string[]) => {
      try {
        take(cells);
      } catch (error) {
        stop(error as Error);
      }
    });
    parser.on('end', resolve);
    parser.on('error', stop);
    source.on('error', stop);
    source.pipe(parser);
  });
}
