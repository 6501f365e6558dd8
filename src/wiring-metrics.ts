import type { Config } from './platform/config.ts';
import type { Database } from './platform/database.ts';
import { jobCounts } from './platform/jobs.ts';
import { gauge, gauges, type Metric, processMeter } from './platform/metrics.ts';
import { outboxCounts } from './platform/mail/store.ts';
import type { MetricsParts } from './web/metrics.ts';

/** What /metrics says of the program: the process, the database, the background work and the mail. */
export function metricsParts(
  { database, config }: { database: Database; config: Pick<Config, 'metricsToken'> },
  isWorkerAlive: () => boolean,
): MetricsParts {
  const readProcess = processMeter();
  return {
    token: config.metricsToken,
    read: async () => [
      ...readProcess(),
      gauge('spbench_worker_up', 'Whether the background work runs.', Number(isWorkerAlive())),
      connections(database),
      ...(await stored(database)),
    ],
  };
}

function connections({ pool }: Database): Metric {
  const { totalCount: open, idleCount: idle, waitingCount: waiting } = pool;
  const values = { open, idle, waiting };
  return gauges('spbench_database_connections', 'Connections, and who waits for one.', {
    label: 'state',
    values,
  });
}

/** A database that does not answer is a figure too: the others are read all the same. */
async function stored({ knex }: Database): Promise<Metric[]> {
  const up = (is: boolean): Metric =>
    gauge('spbench_database_up', 'Whether the database answers.', Number(is));
  try {
    const [jobs, letters] = await Promise.all([jobCounts(knex), outboxCounts(knex)]);
    const { oldestSeconds, ...states } = jobs;
    return [
      up(true),
      gauges('spbench_jobs', 'Jobs of the background work.', { label: 'state', values: states }),
      gauge('spbench_jobs_oldest_due_seconds', 'How long the oldest due job has waited.', oldestSeconds),
      gauges('spbench_mail_letters', 'Letters in the outbox.', { label: 'state', values: { ...letters } }),
    ];
  } catch {
    return [up(false)];
  }
}
