import { Worker } from 'node:worker_threads';
import type { Logger } from './platform/logger.ts';
import type { WorkerStart } from './worker.ts';

export interface WorkerThread {
  isAlive(): boolean;
  /** Ends after the jobs in hand have. */
  stop(): Promise<void>;
}

const RESTART_AFTER_MS = 1000;

/** The cells of a row die with it: a large nursery would only spread them over more memory. */
const resourceLimits = { maxYoungGenerationSizeMb: 12 };

/** A thread does not inherit tsx from `--import` in Node 20: it has to be registered before the first TypeScript. */
const bootstrap = `
  import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))})
    .then(({ register }) => register())
    .then(() => import(${JSON.stringify(new URL('./worker.ts', import.meta.url).href)}))
`;

/** Runs worker.ts in a thread of this process, and again should it fail: its jobs wait in the database. */
export async function startWorkerThread(start: WorkerStart, logger: Logger): Promise<WorkerThread> {
  let isStopping = false;
  let current = await ready(start);
  let isAlive = true;
  const watch = (worker: Worker): void => {
    worker.on('error', (error) => logger.error({ error: error.stack }, 'the worker thread failed'));
    worker.once('exit', () => {
      isAlive = false;
      if (!isStopping) setTimeout(() => void restart(), RESTART_AFTER_MS);
    });
  };
  const restart = async (): Promise<void> => {
    try {
      current = await ready(start);
      isAlive = true;
      watch(current);
    } catch (error) {
      logger.error({ error: (error as Error).stack }, 'the worker thread could not be started again');
      if (!isStopping) setTimeout(() => void restart(), RESTART_AFTER_MS);
    }
  };
  watch(current);
  return {
    isAlive: () => isAlive,
    async stop() {
      isStopping = true;
      if (!isAlive) return;
      const exited = new Promise((resolve) => current.once('exit', resolve));
      current.postMessage('stop');
      await exited;
    },
  };
}

function ready(start: WorkerStart): Promise<Worker> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(bootstrap, { eval: true, workerData: start, resourceLimits });
    worker.once('message', () => {
      worker.off('error', reject);
      resolve(worker);
    });
    worker.once('error', reject);
  });
}
