import type { Knex } from 'knex';
import { recordEvent, type Actor } from '../audit/index.ts';
import { addJobs } from '../platform/jobs.ts';
import type { ReadRemovals, Removals } from '../platform/removals-register.ts';
import { reasons } from './re-extraction.ts';
import {
  addItems,
  addRun,
  finishRun,
  lockRuns,
  openRunOf,
  sourcesIn,
  sourcesOf,
  type SourceIds,
} from './store-re-extractions.ts';

export const RE_EXTRACT_UPLOAD = 're-extract-upload';
export const RE_EXTRACTION_QUEUE = 're-extraction';

export interface StartParts {
  db: Knex;
  removals: ReadRemovals;
}

export interface StartCommand {
  /** Null for all. */
  authorityId: number | null;
  /** Null for a command at the console. */
  userId: number | null;
  /** Whether the background work reads the files; otherwise the caller does. */
  isInBackground: boolean;
}

/**
 * Makes a run over the stored originals of an authority or of all, or goes on with the unfinished one of the same
 * scope. Answers the run's number.
 */
export async function startReExtraction(
  { db, removals: readRemovals }: StartParts,
  command: StartCommand,
  actor: Actor,
): Promise<number> {
  const removals = await readRemovals();
  const id = await db.transaction(async (trx) => {
    await lockRuns(trx);
    const open = await openRunOf(trx, command.authorityId);
    const runId = open?.id ?? (await makeRun(trx, command, removals));
    const pending = await sourcesIn(trx, runId, 'pending');
    if (command.isInBackground) await addJobsFor(trx, runId, pending);
    const details = { isNew: !open, pending: pending.length, authority: command.authorityId };
    await recordEvent(trx, actor, { type: 're-extraction', id: runId }, details);
    return runId;
  });
  await finishRun(db, id);
  return id;
}

async function makeRun(
  trx: Knex.Transaction,
  { authorityId, userId }: StartCommand,
  removals: Removals,
): Promise<number> {
  const runId = await addRun(trx, { authorityId, requestedBy: userId });
  const items = (await sourcesOf(trx, authorityId)).map((source) => ({
    sourceId: source.id,
    ...(isRemoved(removals, source)
      ? { state: 'skipped' as const, reason: reasons.removed }
      : { state: 'pending' as const, reason: '' }),
  }));
  await addItems(trx, runId, items);
  return runId;
}

/** A job an upload, all in a queue of their own: no officer's file waits for them. */
export async function addJobsFor(
  trx: Knex.Transaction,
  runId: number,
  sourceIds: readonly number[],
): Promise<void> {
  const payloads = sourceIds.map((sourceUploadId) => ({ reExtractionId: runId, sourceUploadId }));
  await addJobs(trx, { task: RE_EXTRACT_UPLOAD, payloads, queue: RE_EXTRACTION_QUEUE });
}

/** Whether the register of removals names an upload, its authority or who has sent it. */
export function isRemoved(removals: Removals, { id, authorityId, uploadedBy }: SourceIds): boolean {
  return (
    removals.names('upload', id) ||
    removals.names('authority', authorityId) ||
    removals.names('person', uploadedBy)
  );
}
