import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { createUser, setPassword } from '../../src/accounts/index.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/index.ts';
import { prepareDatabase } from '../../src/database-server.ts';

/** The bench's own server, as durable as in production, and a folder for its files. */
export interface Bench {
  folder: string;
  /** A new database with schema and reference data; its URL. */
  createDatabase(name: string): Promise<string>;
  close(): Promise<void>;
}

export async function openBench(): Promise<Bench> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sp-bench-bench-'));
  // As root, PostgreSQL runs under another account, which has to pass through here.
  await chmod(folder, 0o711);
  const server = await startEmbeddedPostgres({ dataDir: folder });
  return {
    folder,
    async createDatabase(name) {
      await withClient(server.url, (client) => client.query(`create database ${name}`));
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      await prepareDatabase(url.href);
      return url.href;
    },
    async close() {
      await server.stop();
      const folders = [folder, path.dirname(server.dataDirectory)];
      await Promise.all(folders.map((each) => rm(each, { recursive: true, force: true })));
    },
  };
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export interface Officer {
  id: number;
  email: string;
  password: string;
}

/** An authority's officer, ready to sign in. */
export async function addOfficer(url: string, authorityCode: string): Promise<Officer> {
  const database = openDatabase(url, { poolSize: 2 });
  const actor = { userId: null, action: 'bench.user-created' };
  const who = { email: `bench-${authorityCode}@example.org`, password: 'correct horse battery staple' };
  const command = { email: who.email, name: 'Bench', role: 'officer' as const, authorityCode };
  try {
    const created = await createUser(database.knex, command, { clock: () => new Date(), actor });
    if (created.kind !== 'created') throw new Error(`The officer was not created: ${created.kind}`);
    const choice = { userId: created.userId, password: who.password, at: new Date() };
    await database.knex.transaction((trx) => setPassword(trx, choice, actor));
    return { id: created.userId, ...who };
  } finally {
    await database.close();
  }
}
