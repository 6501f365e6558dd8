import { cutValue } from '../platform/plain-text.ts';
import { detectEncoding, type TextEncoding } from '../platform/text-encoding.ts';
import { ZipError } from '../platform/zip.ts';
import {
  lookForPeople,
  ofFile,
  readTable,
  tableAt,
  TextIndex,
  type ReadingSink,
  type TableUse,
} from '../tables/index.ts';
import { nameServices, type NamedService } from './name-services.ts';
import { baseName, type ReadableExtract } from './read-extract.ts';
import {
  extractRules,
  usedTables,
  type ExtractContext,
  type ExtractSink,
  type UsedTable,
} from './rules/extract-rules.ts';

export interface CheckSink extends ExtractSink, ReadingSink {
  /** Told when all of a table has been read, before the next one is. */
  ended(table: UsedTable): Promise<void> | null;
  /** The names of services that findings elsewhere than in SupportService.csv are about. */
  named(services: readonly NamedService[]): Promise<void>;
  /** Share of the bytes read, 0 to 1. */
  progress(share: number): void;
}

export interface CheckedTables {
  tables: TableUse[];
  /** Names in the ZIP of tables that are not used and look like data about people. */
  personal: string[];
}

/** Tables that are only kept stand behind the used ones. */
const KEPT_POSITION = 100;

/** The order of reading: each service is handed on with its funding, and scores are of known services. */
const readingOrder: readonly UsedTable[] = ['fundings', 'services', 'quality', 'performance'];

/**
 * Streams the used tables of an extract through its rules: findings, valid services and scores go to the sink. A table
 * that cannot be unpacked is a finding too.
 */
export async function checkExtract(
  extract: ReadableExtract,
  context: ExtractContext,
  sink: CheckSink,
): Promise<CheckedTables> {
  const given = readingOrder.flatMap((table) => {
    const entry = extract.tables[table];
    return entry ? [{ table, entry, file: baseName(entry.name) }] : [];
  });
  const nameOf = (table: UsedTable): string =>
    given.find((one) => one.table === table)?.file ?? `${usedTables[table].name}.csv`;
  const files = Object.fromEntries(readingOrder.map((table) => [table, nameOf(table)]));
  const unnamed = new TextIndex();
  const watching: CheckSink = {
    ...sink,
    finding(finding) {
      if (finding.serviceName === '' && finding.serviceId !== '') unnamed.add(finding.serviceId);
      sink.finding(finding);
    },
  };
  const rules = extractRules(context, files as Record<UsedTable, string>, watching);
  const total = given.reduce((bytes, { entry }) => bytes + entry.unpackedBytes, 0);
  // All at once, for unpacking is another thread's work; a damaged table is told of when its turn comes.
  const encodings = given.map(({ entry }) => detectEncoding(entry.read()));
  for (const encoding of encodings) encoding.catch(() => undefined);
  let read = 0;
  const count = (bytes: number): void => {
    read += bytes;
    sink.progress(total === 0 ? 1 : read / total);
  };
  const uses = new Map<UsedTable, TableUse>();
  for (const [at, { table, entry, file }] of given.entries()) {
    const encoding = encodings[at] as (typeof encodings)[number];
    const source = { chunks: counted(entry.read(), count), file, encoding };
    const use = await readTable(source, rules[table], watching);
    const { fields } = tableAt(usedTables[table], context.dataDate);
    uses.set(table, { ...use, fields: fields.map(({ name }) => name) });
    await sink.ended(table);
  }
  const services = given.findIndex(({ table }) => table === 'services');
  await nameUnnamed(extract, encodings[services], unnamed, sink);
  const personal = await personalTables(extract, context, sink);
  const keptOnly = extract.keptOnly.map(({ name }) => ({
    name: shownName(name),
    rows: null,
    encoding: null,
  }));
  const used = (Object.keys(usedTables) as UsedTable[]).flatMap((table) => uses.get(table) ?? []);
  return { tables: [...used, ...keptOnly], personal };
}

/** A table that cannot be unpacked has been told of, and names nobody. */
async function nameUnnamed(
  { tables: { services: entry } }: ReadableExtract,
  encoding: Promise<TextEncoding> | undefined,
  unnamed: TextIndex,
  sink: CheckSink,
): Promise<void> {
  if (!entry || !encoding || unnamed.size === 0) return;
  try {
    await nameServices({ entry, encoding: await encoding }, unnamed, (services) => sink.named(services));
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
  }
}

/** Tables beyond the used ones are looked at for people's data alone (P10). */
async function personalTables(
  { keptOnly }: ReadableExtract,
  { keepsAllTables }: ExtractContext,
  sink: CheckSink,
): Promise<string[]> {
  const personal: string[] = [];
  for (const [at, { name, read }] of keptOnly.entries()) {
    if (!/\.(csv|txt)$/i.test(name)) continue;
    const table = { ...ofFile(shownName(name), KEPT_POSITION + at), row: 1, severity: 'error' as const };
    try {
      const place = await lookForPeople(read);
      if (!place) continue;
      personal.push(name);
      const code = keepsAllTables ? 'personal.table-kept' : 'personal.table';
      const { what, heading: field, row } = place;
      sink.finding({ ...table, row, field, code, params: { what }, severity: 'notice' });
    } catch (error) {
      if (!(error instanceof ZipError)) throw error;
      sink.finding({ ...table, code: 'table.damaged', params: {} });
    }
  }
  return personal;
}

function shownName(name: string): string {
  return cutValue(baseName(name));
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
