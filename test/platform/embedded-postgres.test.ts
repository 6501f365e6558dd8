import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/platform/embedded-postgres/index.ts';
import { isAlive } from '../../src/platform/processes.ts';
import { query } from '../support/database.ts';
import { errorOf } from '../support/errors.ts';
import { firstLine, kill, runScript, tell } from '../support/other-process.ts';

const asRoot = process.getuid?.() === 0;
const door = path.resolve(import.meta.dirname, '../../src/platform/embedded-postgres/index.ts');

describe('embedded PostgreSQL', function () {
  this.timeout(60_000);

  let dataDir: string;
  const folders: string[] = [];
  const lines: string[] = [];
  const servers: EmbeddedPostgres[] = [];
  const children: ChildProcess[] = [];

  const start = async (folder = dataDir): Promise<EmbeddedPostgres> => {
    const log = (line: string): number => lines.push(line);
    const server = await startEmbeddedPostgres({ dataDir: folder, durable: false, log });
    servers.push(server);
    folders.push(path.dirname(server.dataDirectory));
    return server;
  };

  /** Another process that owns the server, durable as in earnest; it stops or throws as it is told. */
  const startElsewhere = async (folder = dataDir): Promise<{ child: ChildProcess; url: string }> => {
    const child = runScript(
      `import { startEmbeddedPostgres } from ${JSON.stringify(door)};
       const server = await startEmbeddedPostgres({ dataDir: process.argv[1] });
       console.log(server.url);
       process.stdin.once('data', async (order) => {
         if (String(order) === 'throw') throw new Error('as ordered');
         await server.stop();
         process.exit(0);
       });`,
      [folder],
    );
    children.push(child);
    return { child, url: await firstLine(child) };
  };

  const newFolder = async (): Promise<string> => {
    const folder = await mkdtemp(path.join(tmpdir(), 'sp-bench-embedded-'));
    await chmod(folder, 0o711);
    folders.push(folder);
    return folder;
  };

  before('one data folder for the tests that do no harm to it', async () => {
    dataDir = await newFolder();
  });

  beforeEach(() => {
    lines.length = 0;
  });

  afterEach(async () => {
    for (const child of children.splice(0)) await kill(child);
    for (const server of servers.splice(0)) await server.stop();
  });

  after(async () => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });

  it('keeps data from one start to the next', async () => {
    const first = await start();
    await write(first.url, 'kept');
    await first.stop();

    const second = await start();
    expect(await read(second.url)).to.deep.equal(['kept']);
  });

  it('makes a UTF-8 database with the collation of code points, reached by password on the loopback only', async () => {
    const { url, dataDirectory } = await start();

    const [database] = await query(
      url,
      `SELECT current_database() AS name, pg_encoding_to_char(encoding) AS encoding, datlocprovider AS provider, datlocale AS locale
       FROM pg_database WHERE datname = current_database()`,
    );
    expect(database).to.deep.equal({ name: 'spbench', encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8' });

    const settings = await query(
      url,
      `SELECT name, setting FROM pg_settings
       WHERE name IN ('listen_addresses', 'unix_socket_directories', 'jit', 'password_encryption') ORDER BY name`,
    );
    expect(settings.map(({ setting }) => setting)).to.deep.equal(['off', '127.0.0.1', 'scram-sha-256', '']);

    const stranger = new URL(url);
    stranger.password = 'wrong';
    expect(await errorOf(() => query(stranger.href, 'SELECT 1'))).to.match(/password authentication failed/);

    const password = await stat(path.join(dataDir, 'postgres.password'));
    expect([password.mode & 0o777, password.uid]).to.deep.equal([0o600, process.getuid?.()]);
    expect((await stat(dataDirectory)).mode & 0o777).to.equal(0o700);
  });

  it('runs under an account that is not root', async () => {
    const { dataDirectory } = await start();
    const { uid } = await stat(path.join(dataDirectory, 'postmaster.pid'));
    expect(uid).to.equal(asRoot ? 65534 : process.getuid?.());
  });

  it('leaves no process behind when it stops, and may be stopped twice', async () => {
    const server = await start();
    const pid = await postmasterPid(server.dataDirectory);
    expect(isAlive(pid)).to.be.true;

    await server.stop();
    await server.stop();
    expect(isAlive(pid)).to.be.false;
    expect(await readdir(dataDir)).to.have.members([
      'postgres',
      'postgres-owners',
      'postgres.log',
      'postgres.password',
    ]);
  });

  it('takes over the server of a process that was killed', async () => {
    const owner = await startElsewhere();
    await write(owner.url, 'survived');
    await kill(owner.child);

    const next = await start();
    expect(next.url).to.equal(owner.url);
    expect(await read(next.url)).to.deep.equal(['survived']);

    const pid = await postmasterPid(next.dataDirectory);
    await next.stop();
    expect(isAlive(pid)).to.be.false;
  });

  it('shares the server of a process that lives, and the last to leave stops it', async () => {
    const owner = await startElsewhere();
    const second = await start();
    expect(second.url).to.equal(owner.url);
    const pid = await postmasterPid(second.dataDirectory);

    await second.stop();
    expect(isAlive(pid)).to.be.true;
    expect(await query(owner.url, 'SELECT 1 AS one')).to.deep.equal([{ one: 1 }]);

    await tell(owner.child, 'stop');
    expect(isAlive(pid)).to.be.false;
  });

  it('leaves the server to the others when the process that started it stops first', async () => {
    const owner = await startElsewhere();
    const second = await start();

    await tell(owner.child, 'stop');
    expect(await query(second.url, 'SELECT 1 AS one')).to.deep.equal([{ one: 1 }]);
  });

  it('stops the server when the process ends by an uncaught error', async () => {
    const owner = await startElsewhere();
    const pid = Number(
      (await readFile(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0],
    );

    await tell(owner.child, 'throw');
    expect(owner.child.exitCode).to.equal(1);
    await until(() => !isAlive(pid));
  });

  it('is not blocked by the lock of a process that died', async () => {
    const dead = runScript('');
    await once(dead, 'exit');
    await writeFile(path.join(dataDir, 'postgres.lock'), `${dead.pid} long ago`);
    await writeFile(
      path.join(dataDir, 'postgres.lock.breaking'),
      `${process.pid} of an earlier computer start`,
    );

    const server = await start();
    expect(await query(server.url, 'SELECT 1 AS one')).to.deep.equal([{ one: 1 }]);
    expect(existsSync(path.join(dataDir, 'postgres.lock'))).to.be.false;
  });

  it('recovers when server and owner were both killed', async () => {
    const owner = await startElsewhere();
    await write(owner.url, 'recovered');
    await kill(owner.child);
    process.kill(await postmasterPid(path.join(dataDir, 'postgres')), 'SIGKILL');

    const next = await start();
    expect(await read(next.url)).to.deep.equal(['recovered']);
  });

  it('is not misled by a stale postmaster.pid whose number now belongs to another program', async () => {
    const first = await start();
    await first.stop();
    const stranger = runScript('setInterval(() => {}, 1000)');
    children.push(stranger);
    const note = [stranger.pid, first.dataDirectory, 0, 1, '', '127.0.0.1', '', 'ready'].join('\n');
    await writeFile(path.join(first.dataDirectory, 'postmaster.pid'), note);

    const second = await start();
    expect(await query(second.url, 'SELECT 1 AS one')).to.deep.equal([{ one: 1 }]);
    expect(isAlive(stranger.pid!)).to.be.true;
  });

  it('gives two starts at once, in one process and in another, the same working server', async () => {
    const folder = await newFolder();
    const [here, hereToo, elsewhere] = await Promise.all([
      start(folder),
      start(folder),
      startElsewhere(folder),
    ]);
    expect(new Set([here.url, hereToo.url, elsewhere.url]).size).to.equal(1);
    await write(here.url, 'shared');
    expect(await read(elsewhere.url)).to.deep.equal(['shared']);

    await here.stop();
    expect(await read(hereToo.url)).to.deep.equal(['shared']);
  });

  it('works below a folder that only its owner may enter', async () => {
    const closed = await newFolder();
    await chmod(closed, 0o700);
    const below = path.join(closed, 'project', 'data');

    const first = await start(below);
    await write(first.url, 'reached');
    await first.stop();
    if (asRoot) {
      const home = path.dirname(first.dataDirectory);
      expect(home).to.match(/^\/var\/tmp\/sp-bench-data-[0-9a-f]{16}$/);
      expect(await readFile(path.join(below, 'postgres-location.txt'), 'utf8')).to.match(
        new RegExp(`^${home}\n`),
      );
      expect(lines.join()).to.include(`kept in ${home}`);
      const { uid, mode } = await stat(first.dataDirectory);
      expect([uid, mode & 0o777]).to.deep.equal([65534, 0o700]);
    } else {
      expect(first.dataDirectory).to.equal(path.join(below, 'postgres'));
      expect(existsSync(path.join(below, 'postgres-location.txt'))).to.be.false;
    }

    const second = await start(below);
    expect(second.dataDirectory).to.equal(first.dataDirectory);
    expect(await read(second.url)).to.deep.equal(['reached']);
  });

  it('says what to do when the server does not start, with the last lines of its log', async () => {
    const folder = await newFolder();
    const { dataDirectory, stop } = await start(folder);
    await stop();
    await writeFile(path.join(dataDirectory, 'PG_VERSION'), '9.6\n');

    const message = await errorOf(() => start(folder));
    expect(message).to.include('DATABASE_URL').and.include('postgres.log').and.include('9.6');
  });

  it('never replaces a lost password, since the data would be lost with it', async () => {
    const folder = await newFolder();
    await (await start(folder)).stop();
    await rm(path.join(folder, 'postgres.password'));
    expect(await errorOf(() => start(folder))).to.match(/Restore that file from a backup/);
  });

  it('empties a log that has grown large, at the next start', async () => {
    await writeFile(path.join(dataDir, 'postgres.log'), Buffer.alloc(11 * 1024 * 1024, 'x\n'));
    await start();
    expect((await stat(path.join(dataDir, 'postgres.log'))).size).to.be.lessThan(100_000);
  });
});

async function postmasterPid(dataDirectory: string): Promise<number> {
  return Number((await readFile(path.join(dataDirectory, 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; !isTrue(); tries += 1) {
    if (tries > 500) throw new Error('It did not come true within five seconds.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function write(url: string, text: string): Promise<void> {
  await query(url, `DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT '${text}' AS text`);
}

async function read(url: string): Promise<unknown[]> {
  return (await query(url, 'SELECT text FROM kept')).map(({ text }) => text);
}
