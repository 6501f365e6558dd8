import { readCsv } from '../platform/csv.ts';
import { asUtf8, detectEncoding, type TextEncoding } from '../platform/text-encoding.ts';
import { ZipError, type ZipEntry } from '../platform/zip.ts';
import type { TableUse } from '../uploads/index.ts';
import { baseName, type ReadableExtract, type UsedTable } from './read-extract.ts';
import {
  extractRules,
  type ExtractContext,
  type ExtractSink,
  type TableFeed,
} from './rules/extract-rules.ts';

export interface CheckSink extends ExtractSink {
  /** Asked between batches of rows; what it awaits holds the reading up. */
  settled(): Promise<void> | null;
  /** Share of the bytes read, 0 to 1. */
  progress(share: number): void;
}

/**
 * Streams the used tables of an extract through its rules: findings and valid services go to the sink. The funding
 * goes first, so that each service is handed on whole. A table that cannot be unpacked is a finding too.
 */
export async function checkExtract(
  extract: ReadableExtract,
  context: ExtractContext,
  sink: CheckSink,
): Promise<TableUse[]> {
  const { services, fundings } = extract.tables;
  const files = { services: baseName(services.name), fundings: baseName(fundings.name) };
  const rules = extractRules(context, files, sink);
  const total = services.unpackedBytes + fundings.unpackedBytes;
  // Both at once, for unpacking is another thread's work; a damaged table is told of when its turn comes.
  const encodings = { services: detectEncoding(services.read()), fundings: detectEncoding(fundings.read()) };
  encodings.services.catch(() => undefined);
  let read = 0;
  const feed = (table: UsedTable): Promise<TableUse> =>
    feedTable(
      { entry: extract.tables[table], file: files[table], foundEncoding: encodings[table] },
      rules[table],
      sink,
      (bytes) => {
        read += bytes;
        sink.progress(total === 0 ? 1 : read / total);
      },
    );
  const fundingUse = await feed('fundings');
  const serviceUse = await feed('services');
  const keptOnly = extract.keptOnly.map((name) => ({ name, rows: null, encoding: null }));
  return [serviceUse, fundingUse, ...keptOnly];
}

interface TableSource {
  entry: ZipEntry;
  file: string;
  foundEncoding: Promise<TextEncoding>;
}

async function feedTable(
  { entry, file, foundEncoding }: TableSource,
  feed: TableFeed,
  sink: CheckSink,
  count: (bytes: number) => void,
): Promise<TableUse> {
  const use: TableUse & { rows: number } = { name: file, rows: 0, encoding: null };
  const table = { isReadable: false, isEmpty: true };
  const broken = (code: string, row: number): void =>
    sink.finding({
      ...{ file, filePosition: feed.position, row, columnPosition: 0, field: '', value: '' },
      ...{ code, params: {}, severity: 'error', serviceId: '' },
    });
  try {
    const encoding = await foundEncoding;
    use.encoding = encoding;
    const fault = await readCsv(asUtf8(counted(entry.read(), count), encoding), {
      record(cells, row) {
        table.isEmpty = false;
        if (row === 1) table.isReadable = feed.header(cells);
        else if (table.isReadable) {
          feed.row(cells, row);
          use.rows += 1;
        }
      },
      pause: () => sink.settled(),
    });
    // Without headings the fault has been told, and those of the rows follow from it.
    if (fault && (table.isReadable || table.isEmpty))
      broken(fault.row === 1 ? 'csv.heading' : `csv.${fault.kind}`, fault.row);
    else if (table.isEmpty) feed.header([]);
    if (table.isReadable) feed.end(fault === null);
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    broken('table.damaged', 1);
  }
  return use;
}

async function* counted(
  chunks: AsyncIterable<Buffer>,
  count: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    count(chunk.length);
    yield chunk;
  }
}
