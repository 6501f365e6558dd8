import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { keptHeads } from './audit/index.ts';
import { readConfig } from './platform/config.ts';
import { openDatabase } from './platform/database.ts';
import { createLogger } from './platform/logger.ts';
import { openMailer } from './platform/mail/mailer.ts';
import { removalsRegister } from './platform/removals-register.ts';
import { readSecrets } from './platform/secrets.ts';
import { openTemporaryFiles } from './platform/temporary-files.ts';
import type { Resources } from './resources.ts';
import { startJobs } from './wiring-jobs.ts';

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
  const removals = removalsRegister(config.dataDir);
  const mailer = openMailer(config);
  const auditHeads = keptHeads(config.dataDir, secrets);
  const jobs = await startJobs(
    { logger, database, secrets, temporaryFiles, removals, limits },
    { mailer, auditHeads, dataDir: config.dataDir },
  );
  return async () => {
    await jobs.stop();
    mailer.close();
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

/**
 * Before the first job: after a restore this process may be up before the one that serves, and would write mail to people
 * who have been removed, or pack what is held on them (C6). The thread need not: the process that it is part of has.
 */
async function removeAgain(databaseUrl: string): Promise<void> {
  const { replayAll } = await import('./wiring.ts');
  const config = readConfig(process.env);
  const logger = createLogger(config.logLevel);
  const database = openDatabase(databaseUrl, { poolSize: 2 });
  const temporaryFiles = await openTemporaryFiles(config.dataDir);
  try {
    const secrets = await readSecrets(config.secretsFile);
    const removals = removalsRegister(config.dataDir);
    const replayed = await replayAll({ config, logger, database, secrets, temporaryFiles, removals });
    if (replayed.people + replayed.uploads + replayed.authorities > 0)
      logger.warn(replayed, 'a restored database held what had been removed: it was removed again');
  } finally {
    await database.close();
    await temporaryFiles.remove();
  }
}

async function runAsProcess(): Promise<void> {
  const { databaseServer, prepareDatabase } = await import('./database-server.ts');
  const server = await databaseServer(readConfig(process.env));
  await prepareDatabase(server.url);
  await removeAgain(server.url);
  const stop = await startWorker(server.url, undefined);
  const end = async (): Promise<void> => {
    await stop();
    await server.stop();
    process.exit(0);
  };
  process.once('SIGTERM', () => void end());
  process.once('SIGINT', () => void end());
  process.stdout.write('SP-Bench works in the background\n');
}

if (isMainThread) await runAsProcess();
else await runAsThread(workerData as WorkerStart);
