import type { Knex } from 'knex';
import type { RetentionRun, RunClass } from './retention-run.ts';

interface RunRow {
  id: number;
  asker: string | null;
  asked_by: number | null;
  started_at: Date;
  ended_at: Date | null;
  state: RetentionRun['state'];
}

export async function insertRun(
  trx: Knex.Transaction,
  { askedBy, at }: { askedBy: number | null; at: Date },
): Promise<number> {
  const [row] = await trx('retention_runs')
    .insert({ asked_by: askedBy, started_at: at })
    .returning<{ id: number }[]>('id');
  if (!row) throw new Error('The run was not kept.');
  return row.id;
}

/** Runs that a killed process has left. */
export async function breakOffRuns(trx: Knex.Transaction, at: Date): Promise<void> {
  await trx('retention_runs').where({ state: 'running' }).update({ state: 'broken-off', ended_at: at });
}

export async function endRun(trx: Knex.Transaction, id: number, at: Date): Promise<void> {
  await trx('retention_runs').where({ id }).update({ state: 'done', ended_at: at });
}

export async function beginClass(
  db: Knex,
  { runId, key, due, held }: { runId: number; key: string; due: number; held: number },
): Promise<void> {
  await db('retention_run_classes').insert({ run_id: runId, class: key, due, held });
}

/** In the transaction that deletes: the number is right wherever the process ends. */
export async function countDeleted(
  trx: Knex.Transaction,
  { runId, key, deleted }: { runId: number; key: string; deleted: number },
): Promise<void> {
  await trx('retention_run_classes').where({ run_id: runId, class: key }).increment('deleted', deleted);
}

/** Also where it could not be counted how much is due. */
export async function markFailed(db: Knex, { runId, key }: { runId: number; key: string }): Promise<void> {
  await db('retention_run_classes')
    .insert({ run_id: runId, class: key, due: 0, held: 0, has_failed: true })
    .onConflict(['run_id', 'class'])
    .merge(['has_failed']);
}

export async function totalsOfRun(
  db: Knex,
  runId: number,
): Promise<{ due: number; held: number; deleted: number; failed: number }> {
  return db('retention_run_classes')
    .where({ run_id: runId })
    .first<{ due: number; held: number; deleted: number; failed: number }>(
      db.raw('coalesce(sum(due), 0) as due'),
      db.raw('coalesce(sum(held), 0) as held'),
      db.raw('coalesce(sum(deleted), 0) as deleted'),
      db.raw('count(*) filter (where has_failed) as failed'),
    );
}

/** The newest first. */
export async function lastRuns(db: Knex, limit: number): Promise<RetentionRun[]> {
  const rows = (await runRows(db).orderBy('retention_runs.id', 'desc').limit(limit)) as RunRow[];
  return withClasses(db, rows);
}

export async function runOf(db: Knex, id: number): Promise<RetentionRun | null> {
  const rows = (await runRows(db).where('retention_runs.id', id)) as RunRow[];
  return (await withClasses(db, rows))[0] ?? null;
}

/** How many classes failed in the last run that ended, and when it began. */
export async function lastFailures(db: Knex): Promise<{ open: number; oldest: Date | null }> {
  const run = await db('retention_runs')
    .whereNot({ state: 'running' })
    .orderBy('id', 'desc')
    .first<{ id: number; started_at: Date } | undefined>('id', 'started_at');
  const failed = run ? (await totalsOfRun(db, run.id)).failed : 0;
  return { open: failed, oldest: failed > 0 && run ? run.started_at : null };
}

function runRows(db: Knex): Knex.QueryBuilder {
  return db('retention_runs')
    .leftJoin('users', 'users.id', 'retention_runs.asked_by')
    .select('retention_runs.*', { asker: 'users.name' });
}

async function withClasses(db: Knex, rows: readonly RunRow[]): Promise<RetentionRun[]> {
  const classes = await db('retention_run_classes')
    .whereIn(
      'run_id',
      rows.map(({ id }) => id),
    )
    .orderBy('class')
    .select<(Omit<RunClass, 'key' | 'hasFailed'> & { class: string; run_id: number; has_failed: boolean })[]>(
      '*',
    );
  return rows.map((row) => ({
    ...{ id: row.id, startedAt: row.started_at, endedAt: row.ended_at, state: row.state },
    askedBy: row.asked_by === null ? null : (row.asker ?? 'somebody since removed'),
    classes: classes
      .filter((one) => one.run_id === row.id)
      .map(({ class: key, due, held, deleted, has_failed: hasFailed }) => ({
        ...{ key, due, held, deleted, hasFailed },
      })),
  }));
}
