import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { openDatabase, type Database } from '../../src/platform/database.ts';
import type { RunningJobs } from '../../src/platform/jobs.ts';
import { removalsRegister } from '../../src/platform/removals-register.ts';
import { openTemporaryFiles, type TemporaryFiles } from '../../src/platform/temporary-files.ts';
import type { Resources } from '../../src/resources.ts';
import { featureRoutes } from '../../src/wiring.ts';
import { startJobs } from '../../src/wiring-jobs.ts';
import { startTestApp, testSecrets, type TestApp, type TestAppOptions } from './app.ts';

export const originalSecrets = { originals: { test: Buffer.alloc(32, 3) }, originalsKeyId: 'test' };

export interface WholeApp extends TestApp {
  temporaryFiles: TemporaryFiles;
  /** Where the register of removals would stand. */
  dataDir: string;
  /** Starts the background work, on connections of its own as in production. */
  startJobs: () => Promise<RunningJobs>;
}

export interface WholeAppOptions extends TestAppOptions {
  jobs?: boolean;
  limits?: Resources['limits'];
}

/** The shipped application with every feature; the background work runs too unless `jobs` is false. */
export async function startWholeApp(options: WholeAppOptions = {}): Promise<WholeApp> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'sp-bench-app-'));
  const temporaryFiles = await openTemporaryFiles(dataDir);
  const removals = removalsRegister(dataDir);
  const secrets = { ...testSecrets, ...originalSecrets } as Resources['secrets'];
  const app = await startTestApp({
    ...options,
    routes: ({ database }) =>
      featureRoutes({ database, secrets, temporaryFiles, removals, limits: options.limits }),
  });
  const workers: { jobs: RunningJobs; database: Database }[] = [];
  const startWorker = async (): Promise<RunningJobs> => {
    const database = openDatabase(app.testDatabase.url, { poolSize: 16 });
    const logger = pino({ level: 'silent' });
    const jobs = await startJobs({ database, secrets, temporaryFiles, removals, logger });
    workers.push({ jobs, database });
    return jobs;
  };
  if (options.jobs !== false) await startWorker();
  return {
    ...app,
    temporaryFiles,
    dataDir,
    startJobs: startWorker,
    close: async () => {
      for (const { jobs, database } of workers) {
        await jobs.stop();
        await database.close();
      }
      await app.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
