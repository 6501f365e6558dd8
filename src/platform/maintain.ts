import pg from 'pg';

/**
 * Rewrites tables and their statistics, so that nothing of what was deleted is left in PostgreSQL's files or in pg_stats
 * (full removal, C7). For the owner of the tables, which the application is not. Each is locked while it is rewritten, so
 * it is for small ones; where a lock does not come at once it throws, rather than let everybody wait behind it. What the
 * server's log of changes (WAL) still has ages out with the backups.
 * @param url of the database, as its owner
 */
export function rewriteTables(url: string, tables: readonly string[]): Promise<void> {
  return vacuum(url, 'full, analyze', tables);
}

/** For tables too large to be locked while they are rewritten: their space is given free, and they are counted anew. */
export function tidyTables(url: string, tables: readonly string[]): Promise<void> {
  return vacuum(url, 'analyze', tables);
}

async function vacuum(url: string, options: string, tables: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`set lock_timeout = '5s'`);
    for (const table of tables) await client.query(`vacuum (${options}) ${client.escapeIdentifier(table)}`);
  } finally {
    await client.end();
  }
}
