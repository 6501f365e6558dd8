import { readConfig } from '../platform/config.ts';
import { createLogger } from '../platform/logger.ts';
import { removalsRegister } from '../platform/removals-register.ts';
import { readSecrets } from '../platform/secrets.ts';
import { openTemporaryFiles } from '../platform/temporary-files.ts';
import { replayAll } from '../wiring.ts';
import { parsed } from './arguments.ts';
import { withDatabase } from './with-database.ts';

/** Removes again what the register outside the database names and the database still holds: after a restore. */
export async function runReplayRemovals(args: string[]): Promise<number> {
  parsed(args, {});
  const config = readConfig(process.env);
  const secrets = await readSecrets(config.secretsFile);
  const logger = createLogger(config.logLevel);
  const removals = removalsRegister(config.dataDir);
  const temporaryFiles = await openTemporaryFiles(config.dataDir);
  const replayed = withDatabase(
    config,
    (database) => replayAll({ config, database, secrets, temporaryFiles, removals, logger }),
    2,
  );
  const { people, uploads, authorities } = await replayed.finally(() => temporaryFiles.remove());
  console.log(`Removed again: ${people} accounts, ${uploads} uploads, groups of ${authorities} authorities.`);
  return 0;
}
