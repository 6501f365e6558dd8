import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { openDatabase, type Database } from '../../src/platform/database.ts';
import type { RunningJobs } from '../../src/platform/jobs.ts';
import { removalsRegister } from '../../src/platform/removals-register.ts';
import { openTemporaryFiles, type TemporaryFiles } from '../../src/platform/temporary-files.ts';
import type { Resources } from '../../src/resources.ts';
import { noticeToShow } from '../../src/policies/index.ts';
import { featureRoutes, policyTexts, type RouteResources } from '../../src/wiring.ts';
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
  /** Off unless told otherwise, as in production. */
  usageCounters?: boolean;
  /** Whether people are led to a changed privacy notice when they sign in. */
  showsNotice?: boolean;
}

/** The shipped application with every feature; the background work runs too unless `jobs` is false. */
export async function startWholeApp(options: WholeAppOptions = {}): Promise<WholeApp> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'sp-bench-app-'));
  const temporaryFiles = await openTemporaryFiles(dataDir);
  const removals = removalsRegister(dataDir);
  const secrets = { ...testSecrets, ...originalSecrets } as Resources['secrets'];
  const resourcesOf = (parts: Pick<RouteResources, 'database' | 'clock' | 'logger'>): RouteResources => ({
    ...{ ...parts, secrets, temporaryFiles, removals, limits: options.limits },
    config: { dataDir, https: false, usageCounters: options.usageCounters ?? false },
  });
  const app = await startTestApp({
    ...options,
    routes: (parts) => featureRoutes(resourcesOf(parts)),
    afterSignIn: (parts) => {
      if (!options.showsNotice) return undefined;
      const notice = { db: parts.database.knex, clock: parts.clock, texts: policyTexts(resourcesOf(parts)) };
      return (user) => noticeToShow(notice, user);
    },
  });
  const workers: { jobs: RunningJobs; database: Database }[] = [];
  const startWorker = async (): Promise<RunningJobs> => {
    const database = openDatabase(app.testDatabase.url, { poolSize: 16 });
    const logger = pino({ level: 'silent' });
    // Without a mailer, letters stay in the outbox, where a test can read them.
    const jobs = await startJobs({ database, secrets, temporaryFiles, removals, logger }, {});
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
