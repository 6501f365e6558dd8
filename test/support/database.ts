import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import knex, { type Knex } from 'knex';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/platform/embedded-postgres/index.ts';

export interface TestDatabase {
  url: string;
  drop: () => Promise<void>;
}

/** Names no other run uses, on a server that may be shared (TEST_DATABASE_URL). */
const run = randomUUID().slice(0, 8);
const TEMPLATE = `spbench_template_${run}`;

let server: Promise<EmbeddedPostgres> | undefined;
let template: Promise<void> | undefined;
let made = 0;

/** The server of this run, started at first use: our own, or the one of TEST_DATABASE_URL. */
export function testServer(): Promise<EmbeddedPostgres> {
  return (server ??= process.env.TEST_DATABASE_URL
    ? foreignServer(process.env.TEST_DATABASE_URL)
    : ownServer());
}

/** A database with the schema and the reference data, of the caller's own: a copy of the template, which is made once. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const admin = (await testServer()).url;
  await (template ??= makeTemplate(admin));
  const name = `spbench_test_${run}_${(made += 1)}`;
  // Half the time of the other strategy, which writes every page to the log of changes.
  await query(admin, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} STRATEGY FILE_COPY`);
  return {
    url: withDatabase(admin, name),
    drop: async () => {
      await query(admin, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

/** Ends what this run started. Harmless when it started nothing. */
export async function stopTestServer(): Promise<void> {
  // A server that did not start has failed the tests already.
  const started = await server?.catch(() => undefined);
  if (!started) return;
  if (template) await query(started.url, `DROP DATABASE IF EXISTS ${TEMPLATE} WITH (FORCE)`);
  await started.stop();
  server = template = undefined;
}

/** The rows of one statement, on a connection of its own. */
export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Work as the owner of the database, which the application is not: it may change tables. */
export async function asOwner<T>(url: string, work: (db: Knex) => Promise<T>): Promise<T> {
  const db = knex({ client: 'pg', connection: url, pool: { min: 0, max: 1 } });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

async function ownServer(): Promise<EmbeddedPostgres> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'sp-bench-test-'));
  // As root, PostgreSQL runs under another account, which has to pass through here.
  await chmod(dataDir, 0o711);
  const own = await startEmbeddedPostgres({ dataDir, durable: false });
  return {
    ...own,
    stop: async () => {
      await own.stop();
      // Two folders where the temporary directory itself is closed to that account.
      const folders = [dataDir, path.dirname(own.dataDirectory)];
      await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
    },
  };
}

function foreignServer(url: string): Promise<EmbeddedPostgres> {
  return Promise.resolve({ url, dataDirectory: '', stop: () => Promise.resolve() });
}

async function makeTemplate(admin: string): Promise<void> {
  await query(admin, `CREATE DATABASE ${TEMPLATE}`);
  // Loaded here only: a test of the server alone needs no migrations.
  const { prepareDatabase } = await import('../../src/database-server.ts');
  await prepareDatabase(withDatabase(admin, TEMPLATE));
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
