import type { Knex } from 'knex';
import type { Pool } from 'pg';
import { type Actor, recordEvent } from '../../audit/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { addJob, whileLocked } from '../../platform/jobs.ts';
import type { Logger } from '../../platform/logger.ts';
import type { RetentionHolder } from '../../platform/retention.ts';
import { heldBack, lockDeletion } from '../holds/store.ts';
import { RUN_RETENTION } from './retention-run.ts';
import {
  beginClass,
  breakOffRuns,
  countDeleted,
  endRun,
  insertRun,
  markFailed,
  totalsOfRun,
} from './store.ts';

export interface RetentionParts {
  db: Knex;
  pool: Pool;
  clock: Clock;
  logger: Logger;
  holders: readonly RetentionHolder[];
}

/** Entries that one transaction erases: nobody waits behind it for long. */
const BATCH = 200;
const LOCK_SPACE = 0x72657461;

/**
 * Erases what is past its term, class by class, in small transactions: wherever it is cut off, what is gone is gone whole
 * and counted, and the next run goes on from there. A class that fails does not stop the others. One run at a time.
 * @param askedBy the account of whoever asked for it; null for the night's own. Returns the run's number.
 */
export async function runRetention(parts: RetentionParts, askedBy: number | null): Promise<number> {
  return whileLocked(parts.pool, LOCK_SPACE, 0, async () => {
    const { db, clock, holders } = parts;
    const runId = await db.transaction(async (trx) => {
      await breakOffRuns(trx, clock());
      return insertRun(trx, { askedBy, at: clock() });
    });
    for (const holder of holders) await carryOut(parts, holder, runId);
    await db.transaction(async (trx) => {
      await endRun(trx, runId, clock());
      const actor = { userId: null, action: 'retention.carried-out' };
      await recordEvent(trx, actor, { type: 'retention-run', id: runId }, await totalsOfRun(trx, runId));
    });
    return runId;
  });
}

async function carryOut(
  { db, clock, logger }: RetentionParts,
  holder: RetentionHolder,
  runId: number,
): Promise<void> {
  const { key } = holder.class;
  try {
    const now = clock();
    const found = await holder.preview(db, now, await heldBack(db));
    await beginClass(db, { runId, key, ...found });
    let deleted = BATCH;
    while (deleted === BATCH) {
      deleted = await db.transaction(async (trx) => {
        // What is held is read under the lock: a hold that is placed meanwhile waits, or counts.
        await lockDeletion(trx);
        const count = await holder.erase(trx, now, await heldBack(trx), BATCH);
        await countDeleted(trx, { runId, key, deleted: count });
        return count;
      });
    }
  } catch (error) {
    // An error of the database may quote values: only its name and code leave here.
    const { name, code } = error as Error & { code?: string };
    logger.error({ class: key, error: name, code }, 'a class of the retention schedule failed');
    await markFailed(db, { runId, key });
  }
}

/** Lets the worker run the schedule now. */
export async function askForRun(
  { db }: Pick<RetentionParts, 'db'>,
  userId: number,
  actor: Actor,
): Promise<void> {
  await db.transaction(async (trx) => {
    await addJob(trx, {
      ...{ task: RUN_RETENTION, payload: { askedBy: userId }, queue: 'retention' },
      key: `${RUN_RETENTION} asked`,
    });
    await recordEvent(trx, actor, { type: 'retention-run', id: 'asked' });
  });
}
