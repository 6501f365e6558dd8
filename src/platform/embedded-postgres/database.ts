import pg from 'pg';
import { SUPERUSER } from './cluster.ts';
import type { Server } from './server.ts';

const DATABASE = 'spbench';

export function databaseUrl({ port }: Server, password: string, database = DATABASE): string {
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
}

/** True when what answers on that port takes our password: not a stranger that got an old port. */
export async function isOurServer(server: Server, password: string): Promise<boolean> {
  return withClient(databaseUrl(server, password, 'postgres'), () => Promise.resolve(true)).catch(
    () => false,
  );
}

/** Makes the application's database, empty, unless it is there, and sees that it logs no values. Hold the lock. */
export async function ensureDatabase(server: Server, password: string): Promise<void> {
  await withClient(databaseUrl(server, password, 'postgres'), async (client) => {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
    // The details of an error hold people's values ("Key (email)=(...) already exists"), which belong in no log.
    // Set here, not at start: the details of a server that does not start are needed.
    await client.query(`ALTER DATABASE ${DATABASE} SET log_error_verbosity = terse`);
  });
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // an error while idle; one in a query rejects the query
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
