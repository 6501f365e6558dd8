import {
  type Logger as JobLogger,
  makeWorkerUtils,
  run,
  Logger as GraphileLogger,
  type TaskList,
} from 'graphile-worker';
import type { Knex } from 'knex';
import type { Pool } from 'pg';
import type { Logger } from './logger.ts';

export type { TaskList } from 'graphile-worker';

export interface Job {
  task: string;
  payload: Record<string, number | string>;
  /** Jobs of one queue run one after another, in the order in which they were added. */
  queue: string;
  /** A job of this name that waits already is moved rather than added twice. */
  key?: string;
  /** Not before this time; without it, at once. */
  runAt?: Date;
}

/** An attempt beyond these is for giving up alone: the process may have been killed in the middle of the last. */
export const MOST_ATTEMPTS = 5;

/** Adds a job in the caller's transaction: it is there if, and only if, what it is about is there. */
export async function addJob(trx: Knex.Transaction, job: Job): Promise<void> {
  await trx.raw(
    `select graphile_worker.add_job(?, payload := ?::json, queue_name := ?, max_attempts := ?, job_key := ?,
       run_at := ?)`,
    [
      ...[job.task, JSON.stringify(job.payload), job.queue, MOST_ATTEMPTS + 1],
      ...[job.key ?? null, job.runAt ?? null],
    ],
  );
}

/** Adds a job a payload. One that waits already, or did when it was cut off, is not added twice. */
export async function addJobs(
  trx: Knex.Transaction,
  { task, payloads, queue }: Pick<Job, 'task' | 'queue'> & { payloads: readonly Job['payload'][] },
): Promise<void> {
  await trx.raw(
    `select graphile_worker.add_job(:task, payload := cast(payload as json), queue_name := :queue,
       max_attempts := :attempts, job_key := cast(:task as text) || ' ' || payload)
     from unnest(cast(:payloads as text[])) with ordinality as jobs (payload, place) order by place`,
    {
      ...{ task, queue, attempts: MOST_ATTEMPTS + 1 },
      payloads: payloads.map((payload) => JSON.stringify(payload)),
    },
  );
}

export interface RunningJobs {
  /** Ends after the jobs in hand have. Harmless when repeated. */
  stop(): Promise<void>;
}

/**
 * Runs jobs as they come, four at a time, beginning with those that a killed process has left.
 * @param crontab lines of Graphile Worker's crontab, for tasks that the clock calls
 */
export async function runJobs(
  pool: Pool,
  tasks: TaskList,
  logger: Logger,
  crontab = '',
): Promise<RunningJobs> {
  await takeBackJobs(pool);
  const runner = await run({
    pgPool: pool,
    taskList: tasks,
    crontab,
    concurrency: 4,
    noHandleSignals: true,
    logger: quietLogger(logger),
  });
  let stopping: Promise<void> | undefined;
  return { stop: () => (stopping ??= runner.stop()) };
}

/**
 * Graphile Worker would leave a killed worker's jobs locked for four hours. Each job holds an advisory lock while it
 * runs (`whileLocked`), so giving back a lock whose owner still lives does no harm: the second run finds it held.
 * A job whose last attempt was cut off is left one more.
 */
async function takeBackJobs(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ worker: string }>(
    `update graphile_worker._private_jobs set attempts = least(attempts, max_attempts - 1)
     where locked_by is not null returning locked_by as worker`,
  );
  if (rows.length === 0) return;
  const utils = await makeWorkerUtils({ pgPool: pool });
  await utils.forceUnlockWorkers(rows.map(({ worker }) => worker));
  await utils.release();
}

export interface JobCounts {
  /** To be done by now, and in nobody's hands. */
  due: number;
  inHand: number;
  /** For later: put off after a fault, or called by the clock. */
  later: number;
  /** Not tried again. */
  givenUp: number;
  /** How long the oldest due job has waited; 0 where none is. */
  oldestSeconds: number;
}

export async function jobCounts(db: Knex): Promise<JobCounts> {
  const { rows } = await db.raw<{ rows: [JobCounts] }>(
    `select count(*) filter (where state = 'due')::int as due, count(*) filter (where state = 'in hand')::int as "inHand",
       count(*) filter (where state = 'later')::int as later,
       count(*) filter (where state = 'given up')::int as "givenUp",
       coalesce(extract(epoch from now() - min(run_at) filter (where state = 'due')), 0)::float as "oldestSeconds"
     from (
       select run_at, case
         when locked_at is not null then 'in hand'
         when attempts >= max_attempts then 'given up'
         when run_at > now() then 'later'
         else 'due' end as state
       from graphile_worker.jobs
     ) as jobs`,
  );
  return rows[0];
}

export class InHandElsewhere extends Error {}

/** Does the work while holding a lock that dies with this process's connection; throws InHandElsewhere when another holds it. */
export async function whileLocked<T>(
  pool: Pool,
  space: number,
  id: number,
  work: () => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let isBroken = true;
  try {
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1, $2) as held', [
      space,
      id,
    ]);
    if (!rows[0]?.held) {
      isBroken = false;
      throw new InHandElsewhere('Another worker has this job in hand');
    }
    try {
      return await work();
    } finally {
      await client.query('select pg_advisory_unlock($1, $2)', [space, id]);
      isBroken = false;
    }
  } finally {
    client.release(isBroken);
  }
}

function quietLogger(logger: Logger): JobLogger {
  return new GraphileLogger(() => (level: string, message) => {
    if (level === 'error') logger.error({ message }, 'job queue');
    else if (level === 'warning') logger.warn({ message }, 'job queue');
    else logger.debug({ message }, 'job queue');
  });
}
