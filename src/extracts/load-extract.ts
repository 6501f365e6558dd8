import { authorityNames } from '../authorities/index.ts';
import type { Database } from '../platform/database.ts';
import { BinaryCopy } from '../platform/binary-copy.ts';
import type { ZipLimits } from '../platform/zip.ts';
import { knownAuthoritiesOf, type Content, type Table, type Values } from '../tables/index.ts';
import type { ProcessingJob, ProcessResult } from '../uploads/index.ts';
import { checkExtract } from './check-extract.ts';
import { figuresFor, type Figures, type MeasuresOf } from './figures.ts';
import { readExtract } from './read-extract.ts';
import type { ExtractContext, ScoreTable, ServiceRecord } from './rules/extract-rules.ts';
import type { UsualRangesOf } from './rules/irregular.ts';
import { pi } from './specification/pi.ts';
import { qaf } from './specification/qaf.ts';
import { supportService } from './specification/support-service.ts';
import { addVersion, previousNumbers } from './store.ts';

export interface LoadParts {
  database: Database;
  measuresOf: MeasuresOf;
  usualRangesOf: UsualRangesOf;
  limits?: ZipLimits;
}

/**
 * Checks an extract and copies its services into a version that nobody sees yet, both in one pass over the file.
 * The version is there whole, or (an error in the file, a crash) not at all.
 */
export async function loadExtract(parts: LoadParts, job: ProcessingJob): Promise<ProcessResult> {
  const { database } = parts;
  const extract = await readExtract(job.file, job.authority.code, job.dataDate, parts.limits);
  if (extract.kind === 'unreadable')
    throw new Error(`The kept original of upload ${job.uploadId} is ${extract.code}`);
  const context = await contextOf(parts, job);
  const client = await database.pool.connect();
  try {
    await client.query('begin');
    const extractId = await addVersion(client, job);
    const figures = figuresFor(parts.measuresOf);
    const copyTo = {
      services: () => new BinaryCopy(client, 'services', [...ownColumns, ...figures.columns]),
      quality: () => new BinaryCopy(client, 'quality_scores', scoreColumns(qaf)),
      performance: () => new BinaryCopy(client, 'performance_items', scoreColumns(pi)),
    };
    // One COPY at a time: a table is read after the other.
    let copy: BinaryCopy | null = null;
    let count = 0;
    const isToKeep = (): boolean => !job.isCheckOnly && job.errorCount() === 0;
    const checked = await checkExtract(extract, context, {
      finding: (finding) => job.finding(finding),
      service(record) {
        if (!isToKeep()) return;
        copyService((copy ??= copyTo.services()), extractId, record, figures);
        count += 1;
      },
      score(table, row, values) {
        if (!isToKeep()) return;
        copyScore((copy ??= copyTo[table]()), extractId, scoreTables[table], row, values);
      },
      settled: () => copy?.settled() ?? job.settled(),
      ended() {
        const ending = copy;
        copy = null;
        return ending && ending.end();
      },
      named: (services) => job.nameServices(services),
      progress: (share) => job.progress(share),
    });
    await client.query('update extracts set services = $2 where id = $1', [extractId, count]);
    await client.query(isToKeep() ? 'commit' : 'rollback');
    client.release();
    return checked;
  } catch (error) {
    // The connection may be in the middle of a COPY: closing it is the one sure way to roll back.
    client.release(true);
    throw error;
  } finally {
    extract.close();
  }
}

async function contextOf(
  { database: { knex }, usualRangesOf }: LoadParts,
  job: ProcessingJob,
): Promise<ExtractContext> {
  const [all, usual, previous] = await Promise.all([
    authorityNames(knex),
    usualRangesOf(job.authority.id, job.asOf),
    previousNumbers(knex, job.authority.id, job.asOf),
  ]);
  return {
    authority: knownAuthoritiesOf(job.authority.code, all),
    dataDate: job.dataDate,
    usual,
    previous,
    keepsAllTables: job.keepsAllTables,
  };
}

/** The fields of SupportService that say what a service is, with their columns. */
const texts = storedFields('service-id', 'service-name', 'text');
const listPositions = storedFields('list');
const ownColumns = [
  'extract_id',
  'row',
  ...texts.map(({ column }) => column),
  ...listPositions.map(({ column }) => column),
];

function storedFields(...kinds: Content['kind'][]): { index: number; column: string }[] {
  return supportService.fields.flatMap(({ content, column }, index) =>
    column && kinds.includes(content.kind) ? [{ index, column }] : [],
  );
}

/** One row: what the service is, its numbers, and the measures worked out from them. */
function copyService(copy: BinaryCopy, extractId: number, record: ServiceRecord, figures: Figures): void {
  const { row, values, numbers } = record;
  copy.row();
  copy.bigint(extractId);
  copy.integer(row);
  for (const { index } of texts) copy.text(values[index] as string);
  for (const { index } of listPositions) copy.smallint((values[index] as number | null) ?? 0);
  copy.doubles(figures.of(numbers));
}

const scoreTables: Record<ScoreTable, Table> = { quality: qaf, performance: pi };

function scoreColumns({ fields }: Table): string[] {
  return ['extract_id', 'row', ...fields.flatMap(({ column }) => column ?? [])];
}

/** One grade or data item: each field as its kind is stored. */
function copyScore(copy: BinaryCopy, extractId: number, table: Table, row: number, values: Values): void {
  copy.row();
  copy.bigint(extractId);
  copy.integer(row);
  table.fields.forEach(({ column, content }, index) => {
    if (column === null) return;
    const value = values[index] ?? 0;
    if (content.kind === 'date') copy.date(String(value));
    else if (content.kind === 'decimal') copy.double(Number(value));
    else if (content.kind === 'list') copy.smallint(Number(value));
    else copy.text(String(value));
  });
}
