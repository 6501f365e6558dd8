import { readConfig } from '../../src/platform/config.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { createLogger } from '../../src/platform/logger.ts';
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
await startWorkerThread({ databaseUrl, limits }, logger);
const load = fileLoader({ config, logger, database, secrets, temporaryFiles, limits });

answer(async (loaded: Parameters<typeof load>[0]) => {
  const start = performance.now();
  await load(loaded);
  return { ms: performance.now() - start, peakMiB: process.resourceUsage().maxRSS / 1024 };
});
