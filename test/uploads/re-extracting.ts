import { pino } from 'pino';
import { extractKind } from '../../src/extracts/extract-kind.ts';
import { zipLimits } from '../../src/platform/zip.ts';
import { usualRangesReader } from '../../src/reports/benchmark/store-usual.ts';
import { costMeasures } from '../../src/reports/measures/cost-measures.ts';
import { ofFile, type Finding } from '../../src/tables/index.ts';
import { removalsRegister } from '../../src/platform/removals-register.ts';
import { reExtractUpload, type ReExtractParts } from '../../src/uploads/re-extract-upload.ts';
import { sourcesIn } from '../../src/uploads/store-re-extractions.ts';
import type { UploadKind } from '../../src/uploads/upload-kind.ts';
import { jobParts } from '../../src/wiring-jobs.ts';
import type { Answer, HttpClient } from '../support/http-client.ts';
import { originalSecrets, startWholeApp, type WholeApp } from '../support/whole-app.ts';
import { extractOf, plain, sendAndSettle, stateOn } from './officer.ts';

/** Does work while officers' files are checked, and none of it once a run is started. */
export async function withWorker<T>(app: WholeApp, work: () => Promise<T>): Promise<T> {
  const jobs = await app.startJobs();
  try {
    return await work();
  } finally {
    await jobs.stop();
  }
}

/** How a newer specification reads an extract. */
export interface NewerExtract {
  /** Another formula for the cost of an hour of support. */
  costPerHour?: (weeklyCost: number) => number;
  /** What it finds besides. */
  finds?: (Pick<Finding, 'row' | 'field' | 'value' | 'severity' | 'code'> & { serviceId?: string })[];
  /** Comes before each reading of an upload. */
  before?: (uploadId: number) => Promise<void>;
  /** Comes after the version has been stored. */
  after?: (uploadId: number) => Promise<void>;
}

/** What reads stored originals, in this process, by a newer specification. */
export function readerOf(app: WholeApp, newer: NewerExtract = {}): ReExtractParts {
  const { database, temporaryFiles, dataDir } = app;
  const secrets = originalSecrets as unknown as Parameters<typeof jobParts>[0]['secrets'];
  const removals = removalsRegister(dataDir);
  const parts = jobParts({ database, temporaryFiles, removals, secrets, logger: pino({ level: 'silent' }) });
  return {
    ...parts,
    kinds: parts.kinds.map((kind) => (kind.name === 'extract' ? newerKind(app, newer) : kind)),
  };
}

function newerKind(
  { database }: WholeApp,
  { costPerHour, finds = [], before, after }: NewerExtract,
): UploadKind {
  const kind = extractKind({
    database,
    limits: zipLimits,
    usualRangesOf: usualRangesReader(database.benchmark),
    measuresOf(given) {
      const measures = costMeasures(given);
      if (!costPerHour || given.weekly_unit_cost === null) return measures;
      return { ...measures, cost_per_support_hour: costPerHour(given.weekly_unit_cost) };
    },
  });
  return {
    ...kind,
    async process(job) {
      await before?.(job.uploadId);
      for (const found of finds)
        job.finding({ ...ofFile('SupportService.csv', 1), columnPosition: 3, params: {}, ...found });
      const result = await kind.process(job);
      await after?.(job.uploadId);
      return result;
    },
  };
}

/** Starts a run by the form and answers its page's address and number. @param authority a code; all without it */
export async function startRun(admin: HttpClient, authority = ''): Promise<{ id: number; path: string }> {
  const answer = await admin.submit('/occ/re-extractions', { authority }, { action: '/occ/re-extractions' });
  if (answer.status !== 303) throw new Error(`The start was answered with ${answer.status}`);
  return { id: Number(answer.location.split('/').at(-1)), path: answer.location };
}

/** Reads what is pending, as the background work would. */
export async function readPending(parts: ReExtractParts, runId: number, attempt = 1): Promise<void> {
  for (const sourceUploadId of await sourcesIn(parts.db, runId, 'pending'))
    await reExtractUpload(parts, { reExtractionId: runId, sourceUploadId }, attempt);
}

/** Starts a run and reads all of it by a newer specification. */
export async function runBy(
  app: WholeApp,
  admin: HttpClient,
  newer: NewerExtract = {},
  authority = '',
): Promise<{ id: number; path: string }> {
  const run = await startRun(admin, authority);
  await readPending(readerOf(app, newer), run.id);
  return run;
}

export function apply(admin: HttpClient, path: string, fields: Record<string, string> = {}): Promise<Answer> {
  return admin.submit(path, fields, { action: `${path}/application` });
}

export function cancel(admin: HttpClient, path: string): Promise<Answer> {
  return admin.submit(path, {}, { action: `${path}/cancellation` });
}

/** States of a run's items by the numbers of their uploads, with the reason where there is one. */
export async function results(app: WholeApp, runId: number): Promise<Record<number, string>> {
  const rows = await app.database
    .knex('re_extraction_items')
    .where('re_extraction_id', runId)
    .select<{ source_upload_id: number; state: string; reason: string }[]>('*');
  return Object.fromEntries(
    rows.map(({ source_upload_id: id, state, reason }) => [id, reason ? `${state}: ${reason}` : state]),
  );
}

/** The state of a run on its page, and the page's words. */
export async function runPage(admin: HttpClient, path: string): Promise<{ state: string; words: string }> {
  const answer = await admin.get(path);
  return { state: stateOn(answer), words: plain(answer.text) };
}

/** How many rows there are of whatever a second reading could leave behind. */
export async function traces(app: WholeApp): Promise<Record<string, number>> {
  const { rows } = await app.database.pool.query<Record<string, number>>(
    `select (select count(*) from uploads) as uploads, (select count(*) from uploads where state = 're-extracted') as hidden,
            (select count(*) from originals) as originals, (select count(*) from original_chunks) as chunks,
            (select count(*) from findings) as findings, (select count(*) from finding_groups) as groups,
            (select count(*) from extracts) as extracts, (select count(*) from services) as services,
            (select count(*) from quality_scores) as grades, (select count(*) from performance_items) as items,
            (select count(*) from outcome_forms) as forms`,
  );
  return rows[0]!;
}

export interface ThreeUploads {
  app: WholeApp;
  /** Of Ealing and of Oxfordshire. */
  officer: HttpClient;
  other: HttpClient;
  admin: HttpClient;
  /** Of a superseded and a live extract of Ealing's, and a live one of Oxfordshire's. */
  ids: number[];
}

/** Two authorities with their extracts, and nobody who works in the background. */
export async function threeUploads(): Promise<ThreeUploads> {
  const app = await startWholeApp({ jobs: false });
  const officer = await app.signInAs();
  const other = await app.signInAs({ authorityCode: '38' });
  const admin = await app.signInAs({ role: 'support' });
  const jobs = await app.startJobs();
  const elsewhere = extractOf(1, { authority: '38' });
  const ids = [
    (await sendAndSettle(officer, extractOf(2))).id,
    (await sendAndSettle(officer, extractOf(3))).id,
    (await sendAndSettle(other, elsewhere, 'SPLSExtract_38_13092004.zip')).id,
  ];
  await jobs.stop();
  return { app, officer, other, admin, ids };
}
