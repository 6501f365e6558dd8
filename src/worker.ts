import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { readConfig } from './platform/config.ts';
import { openDatabase } from './platform/database.ts';
import { runJobs } from './platform/jobs.ts';
import { createLogger } from './platform/logger.ts';
import { readSecrets } from './platform/secrets.ts';
import { openTemporaryFiles } from './platform/temporary-files.ts';
import { PROCESS_UPLOAD, processUpload } from './uploads/process-upload.ts';
import type { Resources } from './resources.ts';
import { processParts } from './wiring-jobs.ts';

/**
 * Background work: a thread of the web process, so that reading a large file never holds a page up, or a process of
 * its own (WORKER=separate, `npm run worker`).
 */
async function startWorker(databaseUrl: string, limits: Resources['limits']): Promise<() => Promise<void>> {
  const config = readConfig(process.env);
  const logger = createLogger(config.logLevel);
  const database = openDatabase(databaseUrl, { poolSize: 16 });
  const temporaryFiles = await openTemporaryFiles(config.dataDir);
  const secrets = await readSecrets(config.secretsFile);
  const parts = processParts({ logger, database, secrets, temporaryFiles, limits });
  const jobs = await runJobs(
    database.pool,
    {
      [PROCESS_UPLOAD]: (payload, { job }) =>
        processUpload(parts, (payload as { uploadId: number }).uploadId, job.attempts),
    },
    logger,
  );
  return async () => {
    await jobs.stop();
    await database.close();
    await temporaryFiles.remove();
  };
}

export interface WorkerStart {
  databaseUrl: string;
  limits?: Resources['limits'];
}

async function runAsThread({ databaseUrl, limits }: WorkerStart): Promise<void> {
  const stop = await startWorker(databaseUrl, limits);
  parentPort?.once('message', () => {
    void stop().then(() => parentPort?.close());
  });
  parentPort?.postMessage('ready');
}

async function runAsProcess(): Promise<void> {
  const { startEmbeddedPostgres } = await import('./platform/embedded-postgres/index.ts');
  const { prepareDatabase } = await import('./prepare-database.ts');
  const config = readConfig(process.env);
  const postgres = config.databaseUrl ? null : await startEmbeddedPostgres({ dataDir: config.dataDir });
  const url = config.databaseUrl ?? postgres?.url ?? '';
  await prepareDatabase(url);
  const stop = await startWorker(url, undefined);
  const end = async (): Promise<void> => {
    await stop();
    await postgres?.stop();
    process.exit(0);
  };
  process.once('SIGTERM', () => void end());
  process.once('SIGINT', () => void end());
  process.stdout.write('SP-Bench works in the background\n');
}

if (isMainThread) await runAsProcess();
else await runAsThread(workerData as WorkerStart);
