import path from 'node:path';
import { runMigrations } from 'graphile-worker';
import knex, { type Knex } from 'knex';
import pg from 'pg';

const migrations: Knex.MigratorConfig = {
  directory: path.resolve(import.meta.dirname, '../../migrations'),
  extension: 'ts',
  loadExtensions: ['.ts'],
};

/** The job queue's schema is its library's; jobs are added and run as the application's role. */
const letApplicationUseJobs = `
  grant usage on schema graphile_worker to spbench_app;
  grant all on all tables in schema graphile_worker to spbench_app;
  grant all on all sequences in schema graphile_worker to spbench_app;
  grant execute on all functions in schema graphile_worker to spbench_app;
  do $$
    declare guarded regclass;
    begin
      for guarded in select oid from pg_class
        where relnamespace = 'graphile_worker'::regnamespace and relrowsecurity
      loop
        execute format('drop policy if exists application on %s', guarded);
        execute format('create policy application on %s to spbench_app using (true) with check (true)', guarded);
      end loop;
    end $$;`;

/**
 * Brings a database to what this release needs: the schema, then its reference data, then the job queue's own schema.
 * Idempotent; of several processes that start at once, one does it and the others wait.
 */
export async function migrateDatabase(url: string, seed: (db: Knex) => Promise<void>): Promise<void> {
  await oneAtATime(url, async () => {
    await withKnex(url, async (db) => {
      // Knex's own lock is a row, which outlives a process that is killed in the middle; ours does not.
      await db.migrate.forceFreeMigrationsLock(migrations);
      await db.migrate.latest(migrations);
      // Tables that a migration has just made refer to people as well.
      await db.raw('select guard_people()');
      await seed(db);
    });
    await runMigrations({ connectionString: url });
    await withKnex(url, (db) => db.raw(letApplicationUseJobs));
  });
}

/** Takes every migration back, the last one first; the tests go up, down and up. */
export async function undoMigrations(url: string): Promise<void> {
  await withKnex(url, (db) => db.migrate.rollback(migrations, true));
}

/** True when no migration of this release is missing. */
export async function isMigrated(db: Knex): Promise<boolean> {
  // Where nothing is migrated, the application's role may not even look.
  const { rows } = await db.raw<{ rows: { may: boolean }[] }>(
    `select has_schema_privilege('public', 'usage') as may`,
  );
  if (!rows[0]?.may) return false;
  const [, pending] = (await db.migrate.list(migrations)) as [unknown[], unknown[]];
  return pending.length === 0;
}

/** Does the work while holding a lock that ends with its connection, however this process ends. */
async function oneAtATime(url: string, work: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtext('spbench migrations'))`);
    await work();
  } finally {
    await client.end();
  }
}

async function withKnex(url: string, work: (db: Knex) => Promise<unknown>): Promise<void> {
  const db = knex({ client: 'pg', connection: url, pool: { min: 0, max: 1 } });
  try {
    await work(db);
  } finally {
    await db.destroy();
  }
}
