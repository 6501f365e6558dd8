import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { serverProcess } from './account.ts';
import type { ClusterParts } from './cluster.ts';
import { forgetDeadPostmaster, runningPostmaster } from './postmaster.ts';
import { isAlive } from '../processes.ts';
import { openServerLog } from './server-log.ts';
import { serverArguments } from './settings.ts';

/** A server that takes connections. */
export interface Server {
  pid: number;
  port: number;
}

type Place = Pick<ClusterParts, 'home' | 'binaries'>;

/** Recovery after a crash reads up to max_wal_size of its log. */
const START_MS = 120_000;
const FAST_STOP_MS = 10_000;
const IMMEDIATE_STOP_MS = 10_000;

/** Gone in a moment: a port lost to another program, or the last breaths of a server that was killed. */
const PASSING = /already in use|pre-existing shared memory block|"postmaster\.pid" already exists/;

/**
 * Finds the server that runs on this data folder, waiting while it starts up or shuts down. Undefined when
 * there is none, or when what answers there is not ours. Hold the lock.
 */
export async function findServer(
  { home }: Place,
  isOurs: (server: Server) => Promise<boolean>,
): Promise<Server | undefined> {
  const deadline = Date.now() + START_MS;
  for (;;) {
    const found = runningPostmaster(home.dataDirectory);
    if (!found) return undefined;
    if (found.isReady) return (await isOurs(found)) ? found : undefined;
    if (Date.now() > deadline) {
      throw new Error(
        `The PostgreSQL server on ${home.dataDirectory} (process ${found.pid}) neither starts nor ends. Read ${home.log}.`,
      );
    }
    await sleep(20);
  }
}

/** Starts a server on the data folder, where none runs. Throws its last words when it does not start. Hold the lock. */
export async function launchServer(parts: ClusterParts): Promise<Server> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await launchOnce(parts);
    if (typeof outcome !== 'string') return outcome;
    if (attempt === 5 || !PASSING.test(outcome)) {
      throw new Error(
        `The embedded PostgreSQL did not start. Put right what it says, or set DATABASE_URL to a PostgreSQL server ` +
          `of your own. Its log is ${parts.home.log} and ends:\n${outcome}`,
      );
    }
    await sleep(200);
  }
}

/** Asks the server to end without waiting for its clients (a "fast" shutdown). Does nothing when it has ended. */
export function requestShutdown(place: Place, server: Server): void {
  signal(place, server, 'INT');
}

/** Ends the server and waits until it has ended. Hold the lock. */
export async function stopServer(place: Place, server: Server): Promise<void> {
  signal(place, server, 'INT');
  if (await endsWithin(FAST_STOP_MS, server)) return;
  signal(place, server, 'QUIT'); // "immediate": the next start recovers
  if (await endsWithin(IMMEDIATE_STOP_MS, server)) return;
  throw new Error(`The embedded PostgreSQL (process ${server.pid}) does not end. Read ${place.home.log}.`);
}

/** One try: the server, or its last words. */
async function launchOnce({ home, binaries, account, durable }: ClusterParts): Promise<Server | string> {
  const log = await openServerLog(home.log);
  try {
    forgetDeadPostmaster(home.dataDirectory);
    const port = await freePort();
    const child = spawn(
      binaries.postgres,
      serverArguments({ dataDirectory: home.dataDirectory, port, durable }),
      {
        cwd: home.dataDirectory,
        // In a process group of its own: Ctrl-C in a terminal is for the application, which then stops the server.
        detached: true,
        windowsHide: true,
        stdio: ['ignore', log.file.fd, log.file.fd],
        ...serverProcess(account),
      },
    );
    await once(child, 'spawn');
    child.unref();
    return (await whenReady(child, home.dataDirectory)) ?? (await log.lastLines());
  } catch (error) {
    return (error as Error).message;
  } finally {
    await log.file.close();
  }
}

async function whenReady(child: ChildProcess, dataDirectory: string): Promise<Server | undefined> {
  const deadline = Date.now() + START_MS;
  while (child.exitCode === null && child.signalCode === null) {
    const found = runningPostmaster(dataDirectory);
    if (found?.isReady && found.pid === child.pid) return found;
    if (Date.now() > deadline) child.kill('SIGQUIT');
    await sleep(10);
  }
  return undefined;
}

/** PostgreSQL cannot take port 0, so a port is found for it; another program may be quicker to take it. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

function signal({ home, binaries }: Place, { pid }: Server, name: 'INT' | 'QUIT'): void {
  if (runningPostmaster(home.dataDirectory)?.pid !== pid) return;
  if (process.platform === 'win32') execFileSync(binaries.pgCtl, ['kill', name, String(pid)]);
  else process.kill(pid, `SIG${name}`);
}

async function endsWithin(milliseconds: number, { pid }: Server): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await sleep(10);
  }
  return true;
}
