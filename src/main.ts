import { readFile } from 'node:fs/promises';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import { addressOf, ConfigError, readConfig, type Config } from './platform/config.ts';
import { systemClock } from './platform/clock.ts';
import { openDatabase } from './platform/database.ts';
import { createLogger } from './platform/logger.ts';
import { databaseServer, prepareDatabase } from './database-server.ts';
import { removalsRegister } from './platform/removals-register.ts';
import { readSecrets } from './platform/secrets.ts';
import { openTemporaryFiles } from './platform/temporary-files.ts';
import { benchmarkReader } from './reports/index.ts';
import { openUsageCounter } from './web/usage.ts';
import { startWorkerThread } from './worker-thread.ts';
import { appParts, fileLoader, replayAll } from './wiring.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Serves until it is told to stop: opens everything in order, and closes it in the reverse order. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const logger = createLogger(config.logLevel);
  const closers: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.reverse()) await closer();
  };
  const state = { isClosing: false };
  const end = (): void => {
    if (state.isClosing) return;
    state.isClosing = true;
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.fatal({ error: (error as Error).stack }, 'could not stop cleanly');
        process.exit(1);
      },
    );
  };
  // From now on: a start may take a while, and what it has opened by then is to be closed.
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  try {
    await open(config, logger, closers);
  } catch (error) {
    // What was being opened has lost what it stands on, as it should.
    if (state.isClosing) return;
    await close();
    throw error;
  }
}

async function open(
  config: Config,
  logger: ReturnType<typeof createLogger>,
  closers: (() => Promise<unknown>)[],
): Promise<void> {
  const secrets = await readSecrets(config.secretsFile);
  // Begins to close before it has opened: a server that is still starting is waited for and stopped too.
  const starting = databaseServer(config, (line) => logger.info(line));
  closers.push(() => starting.then((opened) => opened.stop()));
  const { url } = await starting;
  await prepareDatabase(url);

  const database = openDatabase(url);
  closers.push(() => database.close());
  const temporaryFiles = await openTemporaryFiles(config.dataDir);
  closers.push(() => temporaryFiles.remove());
  const removals = removalsRegister(config.dataDir);
  const parts = { pool: database.pool, clock: systemClock, logger };
  const usage = config.usageCounters ? openUsageCounter(parts) : undefined;
  if (usage) closers.push(() => usage.close());
  const benchmarkSet = benchmarkReader(database.benchmark);
  const resources = { config, logger, database, secrets, temporaryFiles, removals, usage, benchmarkSet };

  const replayed = await replayAll(resources);
  if (replayed.people + replayed.uploads + replayed.authorities > 0)
    logger.warn(replayed, 'a restored database held what had been removed: it was removed again');

  const worker = config.worker === 'separate' ? null : await startWorkerThread({ databaseUrl: url }, logger);
  if (worker) closers.push(() => worker.stop());

  if (process.argv.includes('--demo')) await demonstrate(config, resources);
  // Read ahead, so that the first report need not wait for all of the country; a report that comes sooner joins in.
  benchmarkSet().catch((error: unknown) => {
    logger.warn(
      { error: (error as Error).stack },
      'the benchmark was not read ahead: the first report will read it',
    );
  });
  const app = createApp(appParts(resources, () => worker?.isAlive() ?? true));
  const server = await listening(config, app);
  closers.push(() => closed(server));
  say(`SP-Bench is ready at ${addressOf(config, (server.address() as AddressInfo).port)}`);
}

async function demonstrate(config: Config, resources: Parameters<typeof fileLoader>[0]): Promise<void> {
  const { seedDemonstration } = await import('../seeds/demonstration/seed-demonstration.ts');
  const { database, secrets } = resources;
  await seedDemonstration({ db: database.knex, secrets, config, upload: fileLoader(resources), log: say });
}

async function listening(config: Config, app: Parameters<typeof createHttpServer>[1]): Promise<Server> {
  const server = config.tls ? await httpsServer(config.tls, app) : createHttpServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', ({ message }) => {
      reject(
        new ConfigError(`HOST and PORT cannot be used (${message}). Change them, or end what is there.`),
      );
    });
    server.listen(config.port, config.host, resolve);
  });
  return server;
}

async function httpsServer(
  { certFile, keyFile }: NonNullable<Config['tls']>,
  app: Parameters<typeof createHttpServer>[1],
): Promise<Server> {
  try {
    return createHttpsServer({ cert: await readFile(certFile), key: await readFile(keyFile) }, app);
  } catch (error) {
    throw new ConfigError(`TLS_CERT and TLS_KEY cannot be used (${(error as Error).message}).`);
  }
}

/** Requests in hand are answered; connections that only wait for a next request are closed. */
async function closed(server: Server): Promise<void> {
  server.keepAliveTimeout = 1;
  const all = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  await all;
}

main().catch((error: unknown) => {
  // A mistake in the configuration is told in a sentence; anything else with where it happened.
  const text = error instanceof ConfigError ? error.message : (error as Error).stack;
  process.stderr.write(`SP-Bench did not start. ${text ?? ''}\n`);
  process.exit(1);
});
