import { readCsv, type CsvFault } from '../platform/csv.ts';
import { asUtf8, type TextEncoding } from '../platform/text-encoding.ts';
import { ZipError } from '../platform/zip.ts';
import { ofFile, type Finding } from './finding.ts';

/** Takes the records of one table in order: the header, the rows (sheet rows, the header being 1), the end. */
export interface TableFeed {
  /** Order of the table among those of the file. */
  position: number;
  header(cells: readonly string[]): boolean;
  /** Whether a row below the first one is the headings. */
  isHeader(cells: readonly string[]): boolean;
  /** Told the first row's cells, none if there is no row, and which row holds the headings, or 0. */
  noHeader(cells: readonly string[], headingsRow: number): void;
  row(cells: readonly string[], row: number): void;
  /** isWhole: false where the rest of the table cannot be read. */
  end(isWhole: boolean): void;
}

/** What became of one table of an upload. */
export interface TableUse {
  name: string;
  /** null where the table is kept with the original but not used. */
  rows: number | null;
  encoding: string | null;
  /** How many of the rows were taken, where that need not be all. */
  taken?: number;
  /** The fields that were looked for, where the table is used. */
  fields?: readonly string[];
}

export interface ReadingSink {
  finding(finding: Finding): void;
  /** Asked between batches of rows; what it awaits holds the reading up. */
  settled(): Promise<void> | null;
}

/** Headings are looked for so far down; above them stand a title and blank rows at most. */
const LOWEST_HEADER = 10;

/** Hands a sheet's records to a feed, and knows how far it came. */
export interface Records {
  record(cells: readonly string[], row: number): void;
  /** @param fault where and why the sheet could not be read on */
  end(fault: CsvFault | null): void;
  /** Rows handed on. */
  rows: number;
}

export function recordsOf(feed: TableFeed, file: string, sink: Pick<ReadingSink, 'finding'>): Records {
  let first: readonly string[] | null = null;
  let isReadable = false;
  let headingsRow = 0;
  const records: Records = {
    rows: 0,
    record(cells, row) {
      if (isReadable) {
        feed.row(cells, row);
        records.rows += 1;
      } else if (!first) {
        first = [...cells];
        isReadable = feed.header(cells);
      } else if (headingsRow === 0 && row <= LOWEST_HEADER && feed.isHeader(cells)) headingsRow = row;
    },
    end(fault) {
      if (fault && (isReadable || !first)) {
        const code = fault.row === 1 ? 'csv.heading' : `csv.${fault.kind}`;
        sink.finding({ ...ofFile(file, feed.position), row: fault.row, code, params: {}, severity: 'error' });
      } else if (!isReadable) feed.noHeader(first ?? [], headingsRow);
      if (isReadable) feed.end(fault === null);
    },
  };
  return records;
}

export interface TableSource {
  /** Unpacked bytes; throws ZipError where they cannot be unpacked. */
  chunks: AsyncIterable<Buffer>;
  file: string;
  encoding: Promise<TextEncoding>;
}

/** Streams a CSV table through its rules. A table that cannot be unpacked is a finding too. */
export async function readTable(
  { chunks, file, encoding }: TableSource,
  feed: TableFeed,
  sink: ReadingSink,
): Promise<TableUse> {
  const records = recordsOf(feed, file, sink);
  const use: TableUse = { name: file, rows: 0, encoding: null };
  try {
    use.encoding = await encoding;
    const text = asUtf8(chunks, await encoding);
    const fault = await readCsv(text, {
      record: (cells, row) => records.record(cells, row),
      pause: () => sink.settled(),
    });
    records.end(fault);
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    sink.finding({
      ...{ ...ofFile(file, feed.position), row: 1 },
      ...{ code: 'table.damaged', params: {}, severity: 'error' },
    });
  }
  use.rows = records.rows;
  return use;
}
