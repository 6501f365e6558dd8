import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** How long to wait for transactions that still see what was deleted. */
const MOST_WAITED_MS = 30_000;

/**
 * Rewrites tables and their statistics, so that nothing of what was deleted is left in PostgreSQL's files or in pg_stats
 * (full removal, C7). For the owner of the tables, which the application is not. Each is locked while it is rewritten, so
 * it is for small ones; where a lock does not come at once, or somebody's transaction sees the old rows for too long, it
 * throws, rather than let everybody wait behind it. What the server's log of changes (WAL) still has ages out with the
 * backups. The statistics' own table is rewritten last: samples of values lie on in it otherwise. A database's owner may
 * do that; for anybody else PostgreSQL leaves it out.
 * @param url of the database, as its owner
 */
export function rewriteTables(url: string, tables: readonly string[]): Promise<void> {
  return connected(url, async (client) => {
    for (const table of tables)
      await rewrite(client, `(full, analyze, verbose) ${client.escapeIdentifier(table)}`);
    await rewrite(client, '(full, verbose) pg_statistic');
  });
}

/** For tables too large to be locked while they are rewritten: their space is given free, and they are counted anew. */
export function tidyTables(url: string, tables: readonly string[]): Promise<void> {
  return connected(url, async (client) => {
    for (const table of tables) await client.query(`vacuum (analyze) ${client.escapeIdentifier(table)}`);
  });
}

/** Of these tables those that take less space than this, indexes and long values included. */
export function tablesBelow(url: string, tables: readonly string[], bytes: number): Promise<string[]> {
  return connected(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      'select name from unnest($1::text[]) as name where pg_total_relation_size(quote_ident(name)::regclass) < $2',
      [tables, bytes],
    );
    return rows.map(({ name }) => name);
  });
}

/** Rows that an older transaction can still see are copied along: then once more, when it has ended. */
async function rewrite(client: pg.Client, what: string): Promise<void> {
  let seen = 0;
  // PostgreSQL says how many dead rows it kept at the start of the detail, in whatever language.
  const count = ({ detail }: { detail?: string | undefined }): void => {
    seen += Number(/^\d+/.exec(detail ?? '')?.[0] ?? 0);
  };
  client.on('notice', count);
  try {
    for (const end = Date.now() + MOST_WAITED_MS; ;) {
      seen = 0;
      await client.query(`vacuum ${what}`);
      if (seen === 0) return;
      if (Date.now() > end) throw new Error(`Deleted rows are still seen by a transaction: vacuum ${what}`);
      await sleep(200);
    }
  } finally {
    client.off('notice', count);
  }
}

async function connected<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`set lock_timeout = '5s'`);
    return await work(client);
  } finally {
    await client.end();
  }
}
