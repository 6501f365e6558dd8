import { readConfig } from '../../src/platform/config.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { removalsRegister } from '../../src/platform/removals-register.ts';
import { readSecrets } from '../../src/platform/secrets.ts';
import { openTemporaryFiles } from '../../src/platform/temporary-files.ts';
import { fileLoader } from '../../src/wiring.ts';
import { startWorkerThread } from '../../src/worker-thread.ts';
import { answer } from './child.ts';

/**
 * The product's process without its port: the web application's wiring in the main thread, background work in the
 * worker thread, as main.ts has them; only the limits of an upload are lifted.
 */
const config = readConfig(process.env);
const logger = createLogger(config.logLevel);
const databaseUrl = config.databaseUrl ?? '';
const limits = { fileBytes: Infinity, zip: { entries: 200, unpackedBytes: Infinity, ratio: Infinity } };
const secrets = await readSecrets(config.secretsFile);
const database = openDatabase(databaseUrl);
const temporaryFiles = await openTemporaryFiles(config.dataDir);
const removals = removalsRegister(config.dataDir);
await startWorkerThread({ databaseUrl, limits }, logger);
const load = fileLoader({ config, logger, database, secrets, temporaryFiles, removals, limits });

/** A file that is to be rejected is loaded, for this, when it has been. */
type Asked = Parameters<typeof load>[0] & { isFaulty?: boolean };

answer(async ({ isFaulty, ...loaded }: Asked) => {
  const start = performance.now();
  const isRejected = await load(loaded).then(
    () => false,
    (error: unknown) => {
      if ((error as Error).message.endsWith('is rejected, not live')) return true;
      throw error;
    },
  );
  if (isRejected !== (isFaulty ?? false)) throw new Error(`Rejected: ${String(isRejected)}`);
  return { ms: performance.now() - start, peakMiB: process.resourceUsage().maxRSS / 1024 };
});
