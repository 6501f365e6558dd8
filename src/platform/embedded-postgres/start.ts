import { serverAccount } from './account.ts';
import { locateBinaries, type Binaries } from './binaries.ts';
import { ensureCluster } from './cluster.ts';
import { databaseUrl, ensureDatabase, isOurServer } from './database.ts';
import { openHome, type Home } from './home.ts';
import { claim, release, withLock } from './lock.ts';
import { becomeOwner, type Ownership } from './owners.ts';
import { findServer, launchServer, requestShutdown, stopServer, type Server } from './server.ts';

export interface EmbeddedPostgres {
  /** postgres://user:password@127.0.0.1:port/spbench: holds the password, so it belongs in no log. */
  url: string;
  /** PostgreSQL's own folder; not always below DATA_DIR (see `openHome`). */
  dataDirectory: string;
  /** Stops the server, unless another living process uses it too. Harmless when repeated. */
  stop: () => Promise<void>;
}

/**
 * Starts the PostgreSQL that comes with the application on `dataDir`, or joins the one that already runs there:
 * left behind by a process that was killed, or shared with one that lives. `durable: false` gives up safety
 * against a power cut for speed, for tests. Throws an Error whose message says what to do.
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string;
  durable?: boolean;
  log?: (line: string) => void;
}): Promise<EmbeddedPostgres> {
  const { dataDir, durable = true, log = () => undefined } = options;
  const account = serverAccount();
  const home = await openHome({ dataDir, account, log });
  const binaries = await locateBinaries(account, log);
  const parts = { home, binaries, account, durable };

  return withLock(home.lock, async () => {
    const ownership = becomeOwner(home.owners);
    try {
      const password = await ensureCluster(parts);
      const running = await findServer(parts, (found) => isOurServer(found, password));
      if (running) log('PostgreSQL was already running on this data folder and is used as it is.');
      const server = running ?? (await launchServer(parts));
      const handle = handleOf({ place: parts, ownership, server, url: databaseUrl(server, password) });
      await ensureDatabase(server, password);
      return handle;
    } catch (error) {
      ownership.end();
      throw error;
    }
  });
}

interface Held {
  place: { home: Home; binaries: Binaries };
  ownership: Ownership;
  server: Server;
  url: string;
}

function handleOf(held: Held): EmbeddedPostgres {
  const { place, ownership, server, url } = held;
  const { home } = place;
  const onExit = (): void => leaveAtExit(held);
  process.once('exit', onExit);

  const stop = async (): Promise<void> => {
    await withLock(home.lock, async () => {
      ownership.end();
      if (ownership.isLast()) await stopServer(place, server);
    });
    process.off('exit', onExit);
  };
  let stopping: Promise<void> | undefined;
  return { url, dataDirectory: home.dataDirectory, stop: () => (stopping ??= stop()) };
}

/** Nothing can be awaited here. Somebody who starts at this moment holds the lock and needs the server: leave it. */
function leaveAtExit({ place, ownership, server }: Held): void {
  try {
    ownership.end();
    if (!claim(place.home.lock)) return;
    if (ownership.isLast()) requestShutdown(place, server);
    release(place.home.lock);
  } catch {
    // The process ends for a reason of its own, which an error from here would hide. The next start finds the server.
  }
}
