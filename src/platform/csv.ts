import { CsvError, Parser } from 'csv-parse';

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
  const parser = new RecordParser(reader);
  try {
    for await (const chunk of chunks) {
      await parser.feed(chunk);
      await reader.pause();
    }
    await parser.finish();
    return null;
  } catch (error) {
    if (error instanceof RecordTooLong) return { kind: 'record-too-long', row: parser.row + 1 };
    if (error instanceof CsvError) return { kind: 'quotes', row: parser.row + 1 };
    throw error;
  } finally {
    parser.destroy();
  }
}

class RecordTooLong extends Error {}

/**
 * Hands each record on as it is parsed: the stream's queue and its events would take a tenth longer. The length of
 * records is watched here, since csv-parse would ask at every byte.
 */
class RecordParser extends Parser {
  row = 0;
  private recordStart = 0;
  private fed = 0;

  constructor(private readonly reader: Pick<CsvReader, 'record'>) {
    super({
      bom: true,
      relax_column_count: true,
      skip_empty_lines: false,
      record_delimiter: ['\r\n', '\n', '\r'],
    });
    // What goes wrong is told to whoever gave the text; without a listener it would end the process as well.
    this.on('error', () => undefined);
  }

  override push(cells: string[] | null): boolean {
    if (cells === null) return super.push(null);
    const end = this.info.bytes;
    if (end - this.recordStart > LONGEST_RECORD) throw new RecordTooLong();
    this.recordStart = end;
    this.row += 1;
    this.reader.record(cells, this.row);
    return true;
  }

  async feed(chunk: Buffer): Promise<void> {
    await settled((done) => this.write(chunk, done));
    this.fed += chunk.length;
    if (this.fed - this.recordStart > LONGEST_RECORD + chunk.length) throw new RecordTooLong();
  }

  async finish(): Promise<void> {
    await settled((done) => this.end(done));
  }
}

/** Waits for a callback; what is thrown on the way, by the taker of a record for one, comes out too. */
function settled(start: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
