import { seedReference } from '../seeds/reference/seed-reference.ts';
import type { Config } from './platform/config.ts';
import { startEmbeddedPostgres } from './platform/embedded-postgres/index.ts';
import { migrateDatabase } from './platform/migrate.ts';
import { refreshMissingMeasures } from './reports/measures/refresh-measures.ts';

export interface DatabaseServer {
  url: string;
  /** Ends what was started here: nothing, where DATABASE_URL names another server. */
  stop(): Promise<void>;
}

/** The server that the configuration names, or the embedded one, which is joined where it runs already. */
export async function databaseServer(
  { databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>,
  log?: (line: string) => void,
): Promise<DatabaseServer> {
  if (databaseUrl === null) return startEmbeddedPostgres({ dataDir, log });
  return { url: databaseUrl, stop: () => Promise.resolve() };
}

/** The database as this release needs it, reference data included. Every process does it at start. */
export function prepareDatabase(url: string): Promise<void> {
  return migrateDatabase(url, async (db) => {
    await seedReference(db);
    await refreshMissingMeasures(db);
  });
}
