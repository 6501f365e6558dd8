import type { Knex } from 'knex';
import { authorityNames } from '../authorities/index.ts';
import { BinaryCopy } from '../platform/binary-copy.ts';
import type { Database } from '../platform/database.ts';
import type { ZipLimits } from '../platform/zip.ts';
import { knownAuthoritiesOf, ofFile, tableAt } from '../tables/index.ts';
import type { ProcessingJob, ProcessResult } from '../uploads/index.ts';
import { checkWorkbook, type CheckSink } from './check-workbook.ts';
import { readWorkbook } from './read-workbook.ts';
import { POSITION, type FormCounts, type FormRecord, type WorkbookContext } from './rules/workbook-rules.ts';
import { workbook as workbookTable } from './specification/workbook.ts';
import { replacedForms } from './store.ts';

export interface LoadParts {
  database: Database;
  /** The names of an authority's live services, now or at a moment, by their ids: extracts have them. */
  liveServicesOf: (db: Knex, authorityId: number, asOf?: Date | null) => Promise<ReadonlyMap<string, string>>;
  limits?: ZipLimits;
}

/** Checks a workbook and copies its forms, all or none; reports read them only once it is live. */
export async function loadWorkbook(parts: LoadParts, job: ProcessingJob): Promise<ProcessResult> {
  const { database, limits } = parts;
  const workbook = await readWorkbook(job.file, job.authority.code, job.dataDate, limits);
  if (workbook.kind === 'unreadable')
    throw new Error(`The kept original of upload ${job.uploadId} is ${workbook.code}`);
  const context = await contextOf(parts, job);
  const client = await database.pool.connect();
  try {
    await client.query('begin');
    const forms = new BinaryCopy(client, 'outcome_forms', columns);
    const counts: FormCounts = { seen: 0, taken: 0 };
    const tables = await checkWorkbook(workbook, context, sinkOf(job, forms, counts), limits);
    await forms.end();
    for (const { fileName, forms: count } of await replacedForms(client, job.uploadId, job.asOf)) {
      const params = { file: fileName, forms: count };
      job.finding({ ...ofFile(job.file.name, POSITION), code: 'form.replaces', params, severity: 'notice' });
    }
    await client.query(job.errorCount() > 0 || job.isCheckOnly ? 'rollback' : 'commit');
    client.release();
    const { seen, taken } = counts;
    const fields = tableAt(workbookTable, job.dataDate).fields.map(({ name }) => name);
    return { tables: tables.map((table) => ({ ...table, rows: seen, taken, fields })) };
  } catch (error) {
    // The connection may be in the middle of a COPY: closing it is the one sure way to roll back.
    client.release(true);
    throw error;
  }
}

async function contextOf(
  { database, liveServicesOf }: LoadParts,
  job: ProcessingJob,
): Promise<WorkbookContext> {
  const [all, services] = await Promise.all([
    authorityNames(database.knex),
    liveServicesOf(database.knex, job.authority.id, job.asOf),
  ]);
  return { authority: knownAuthoritiesOf(job.authority.code, all), dataDate: job.dataDate, services };
}

function sinkOf(job: ProcessingJob, forms: BinaryCopy, counts: FormCounts): CheckSink {
  return {
    finding: (finding) => job.finding(finding),
    form(record) {
      if (job.errorCount() === 0) copyForm(forms, job.uploadId, record);
    },
    counted: (counted) => void Object.assign(counts, counted),
    settled: () => forms.settled() ?? job.settled(),
    progress: (share) => job.progress(share),
  };
}

const columns = ['upload_id', 'row', 'form_id', 'service_id', 'needs', 'outcomes', 'reasons'];

/** One form; each answer is the one character of its position. */
function copyForm(copy: BinaryCopy, uploadId: number, form: FormRecord): void {
  copy.row();
  copy.bigint(uploadId);
  copy.integer(form.row);
  copy.bigint(Number(form.formId));
  copy.text(form.serviceId);
  for (const answers of [form.needs, form.outcomes, form.reasons])
    copy.text(answers.map((position) => position.toString(36)).join(''));
}
