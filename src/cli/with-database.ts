import type { Config } from '../platform/config.ts';
import { openDatabase, type Database } from '../platform/database.ts';
import { createLogger } from '../platform/logger.ts';
import { removalsRegister } from '../platform/removals-register.ts';
import { readSecrets } from '../platform/secrets.ts';
import { openTemporaryFiles } from '../platform/temporary-files.ts';
import { jobParts } from '../wiring-jobs.ts';
import { databaseServer, prepareDatabase } from '../database-server.ts';

const JOB_POOL = 4;

/** The database as this release needs it, by its owner's address. */
export async function withServer<Result>(
  config: Config,
  work: (url: string) => Promise<Result>,
): Promise<Result> {
  const server = await databaseServer(config);
  try {
    await prepareDatabase(server.url);
    return await work(server.url);
  } finally {
    await server.stop();
  }
}

export async function withDatabase<Result>(
  config: Config,
  work: (database: Database) => Promise<Result>,
  poolSize = 1,
): Promise<Result> {
  return withServer(config, (url) => {
    const database = openDatabase(url, { poolSize });
    return work(database).finally(() => database.close());
  });
}

/** For a command that does in this process what jobs do otherwise. */
export async function withJobs<Result>(
  config: Config,
  work: (parts: ReturnType<typeof jobParts>) => Promise<Result>,
): Promise<Result> {
  const logger = createLogger(config.logLevel);
  const secrets = await readSecrets(config.secretsFile);
  const removals = removalsRegister(config.dataDir);
  return withDatabase(
    config,
    async (database) => {
      const temporaryFiles = await openTemporaryFiles(config.dataDir);
      const parts = jobParts({ database, secrets, temporaryFiles, removals, logger });
      return work(parts).finally(() => temporaryFiles.remove());
    },
    JOB_POOL,
  );
}
