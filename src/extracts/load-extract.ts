import type { Database } from '../platform/database.ts';
import { COPY_NULL, copyText, CopyWriter } from '../platform/copy-writer.ts';
import type { ZipLimits } from '../platform/zip.ts';
import type { ProcessingJob, ProcessResult } from '../uploads/index.ts';
import { checkExtract } from './check-extract.ts';
import { figuresOf, type MeasuresOf } from './figures.ts';
import { readExtract } from './read-extract.ts';
import type { ExtractContext, ServiceRecord } from './rules/extract-rules.ts';
import { supportService } from './specification/support-service.ts';
import { addVersion, authorityCodes, previousNumbers, usualRanges } from './store.ts';

export interface LoadParts {
  database: Database;
  measuresOf: MeasuresOf;
  limits?: ZipLimits;
}

/**
 * Checks an extract and copies its services into a version that nobody sees yet, both in one pass over the file.
 * The version is there whole, or (an error in the file, a crash) not at all.
 */
export async function loadExtract(parts: LoadParts, job: ProcessingJob): Promise<ProcessResult> {
  const { database } = parts;
  const extract = await readExtract(job.file, job.authority.code, job.dataDate, parts.limits);
  if (extract.kind === 'unreadable') throw new Error(`The kept original of upload ${job.uploadId} is ${extract.code}`);
  const context = await contextOf(database, job);
  const client = await database.pool.connect();
  try {
    await client.query('begin');
    const extractId = await addVersion(client, job);
    const services = new CopyWriter(client, servicesColumns(parts.measuresOf));
    const lineOf = serviceLines(extractId, parts.measuresOf);
    let count = 0;
    const tables = await checkExtract(extract, context, {
      finding: (finding) => job.finding(finding),
      service(record) {
        if (job.errorCount() > 0) return;
        services.write(lineOf(record));
        count += 1;
      },
      settled: () => services.settled() ?? job.settled(),
      progress: (share) => job.progress(share),
    });
    await services.end();
    await client.query('update extracts set services = $2 where id = $1', [extractId, count]);
    await client.query(job.errorCount() > 0 ? 'rollback' : 'commit');
    client.release();
    return { tables };
  } catch (error) {
    // The connection may be in the middle of a COPY: closing it is the one sure way to roll back.
    client.release(true);
    throw error;
  } finally {
    extract.close();
  }
}

async function contextOf({ knex }: Database, job: ProcessingJob): Promise<ExtractContext> {
  const [all, usual, previous] = await Promise.all([
    authorityCodes(knex),
    usualRanges(knex, job.authority.id),
    previousNumbers(knex, job.authority.id),
  ]);
  return { authority: { own: job.authority.code, all }, usual, previous };
}

/** The fields of SupportService that are stored as texts or list positions, with their columns. */
const textFields = supportService.fields.flatMap((field, index) =>
  field.column && (field.content.kind === 'service-id' || field.content.kind === 'text') ? [{ index, column: field.column }] : [],
);
const listFields = supportService.fields.flatMap((field, index) =>
  field.column && field.content.kind === 'list' ? [{ index, column: field.column }] : [],
);

function servicesColumns(measuresOf: MeasuresOf): string {
  const columns = ['extract_id', 'row', ...textFields.map(({ column }) => column), ...listFields.map(({ column }) => column)];
  return `services (${[...columns, ...figuresOf(measuresOf).columns].join(', ')})`;
}

/** Writes a service as one line of COPY: what it is, its numbers as given, and the figures that reports read. */
function serviceLines(extractId: number, measuresOf: MeasuresOf): (record: ServiceRecord) => string {
  const figures = figuresOf(measuresOf);
  return ({ row, values, numbers }) => {
    let line = `${extractId}\t${row}`;
    for (const { index } of textFields) line += `\t${copyText(String(values[index]))}`;
    for (const { index } of listFields) line += `\t${values[index] ?? 0}`;
    for (const figure of figures.of(numbers)) line += figure === null ? `\t${COPY_NULL}` : `\t${figure}`;
    return `${line}\n`;
  };
}
