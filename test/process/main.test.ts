import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { createTestDatabase, query } from '../support/database.ts';
import { httpClient } from '../support/http-client.ts';
import {
  end,
  newDataDir,
  removeDataDir,
  runToEnd,
  serverOf,
  spawnMain,
  startMain,
  type Running,
} from './running.ts';

describe('the process', function () {
  this.timeout(120_000);

  let dataDir: string;
  const started: Running[] = [];
  beforeEach(async () => {
    dataDir = await newDataDir();
  });
  afterEach(async () => {
    for (const { child } of started.splice(0)) await end(child);
    await removeDataDir(dataDir);
  });

  const start = async (env: NodeJS.ProcessEnv = {}): Promise<Running> => {
    const running = await startMain({ DATA_DIR: dataDir, ...env });
    started.push(running);
    return running;
  };

  it('starts on an empty folder, answers, and leaves nothing running when it is told to stop', async () => {
    const { child, url } = await start();
    expect(url).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
    const { get } = httpClient(url);
    expect([(await get('/healthz')).text, (await get('/readyz')).text]).to.deep.equal(['ok\n', 'ready\n']);
    expect((await get('/')).status).to.equal(200);
    expect((await get('/metrics')).text)
      .to.contain('spbench_worker_up 1\n')
      .and.to.contain('spbench_database_up 1\n');
    expect((await stat(path.join(dataDir, 'secrets.json'))).mode & 0o777).to.equal(0o600);
    expect(serverOf(dataDir)).to.be.a('number');

    const before = Date.now();
    expect(await end(child)).to.equal(0);
    expect(Date.now() - before).to.be.below(10_000);
    expect(serverOf(dataDir)).to.be.undefined;
    expect(await readdir(path.join(dataDir, 'tmp'))).to.be.empty;
  });

  it('finds its data and its secrets again, also after it was killed', async () => {
    const first = await start();
    const secrets = await readFile(path.join(dataDir, 'secrets.json'));
    await addPerson(dataDir);
    await end(first.child);

    const second = await start();
    expect(await people(dataDir)).to.equal(1);
    await end(second.child, 'SIGKILL');

    const third = await start();
    expect((await httpClient(third.url).get('/readyz')).text).to.equal('ready\n');
    expect(await people(dataDir)).to.equal(1);
    expect((await readFile(path.join(dataDir, 'secrets.json'))).equals(secrets)).to.be.true;
    expect(await end(third.child)).to.equal(0);
    expect(serverOf(dataDir)).to.be.undefined;
  });

  it('told to stop while it starts, at whatever moment, leaves nothing running', async () => {
    for (const moment of [700, 1500, 2500]) {
      const child = spawnMain({ DATA_DIR: dataDir });
      await sleep(moment);
      await end(child);
      await until(() => serverOf(dataDir) === undefined, 15_000);
    }
    expect((await httpClient((await start()).url).get('/readyz')).status).to.equal(200);
  });

  it('answers a request in hand before it stops', async () => {
    const { child, url } = await start();
    const form = request(`${url}/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': 20 },
    });
    form.write('email=jo@');
    await sleep(300);
    const ended = end(child);
    await sleep(300);
    form.end('example.org');
    const [answer] = (await once(form, 'response')) as [IncomingMessage];
    // The form lacks its token: it is shown again.
    expect(answer.statusCode).to.be.within(200, 499);
    answer.resume();
    expect(await ended).to.equal(0);
  });

  it('works on a database of somebody else, and two at once share one', async () => {
    const database = await createTestDatabase();
    try {
      const env = { DATABASE_URL: database.url };
      const [one, other] = await Promise.all([start(env), start(env)]);
      for (const { url } of [one, other])
        expect((await httpClient(url).get('/readyz')).text).to.equal('ready\n');
      expect(serverOf(dataDir)).to.be.undefined;
      for (const { child } of [one, other]) expect(await end(child)).to.equal(0);
    } finally {
      await database.drop();
    }
  });
});

describe('a process that cannot start', function () {
  this.timeout(120_000);

  let dataDir: string;
  beforeEach(async () => {
    dataDir = await newDataDir();
  });
  afterEach(() => removeDataDir(dataDir));

  const wrong: [what: string, env: NodeJS.ProcessEnv, sentence: RegExp][] = [
    ['a port that is none', { PORT: 'http' }, /The configuration is wrong\. PORT: /],
    [
      'production without https',
      { NODE_ENV: 'production' },
      /In production SP-Bench answers over https only/,
    ],
    ['a certificate without its key', { TLS_CERT: 'cert.pem' }, /set both, or neither/],
    [
      'a certificate that is not there',
      { TLS_CERT: '/none/cert.pem', TLS_KEY: '/none/key.pem' },
      /TLS_CERT and TLS_KEY cannot be used/,
    ],
  ];
  for (const [what, env, sentence] of wrong) {
    it(`because of ${what} says so in a sentence and ends with 1`, async () => {
      const { code, stdout, stderr } = await runToEnd({ DATA_DIR: dataDir, ...env });
      expect([code, stdout]).to.deep.equal([1, '']);
      expect(stderr)
        .to.match(/^SP-Bench did not start\. .*\n$/)
        .and.to.match(sentence);
      expect(serverOf(dataDir)).to.be.undefined;
    });
  }

  it('because its port is taken says so, and takes its database down again', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await runToEnd({ DATA_DIR: dataDir, PORT: String(port) });
    other.close();
    expect(code).to.equal(1);
    expect(stderr).to.match(/^SP-Bench did not start\. HOST and PORT cannot be used .*EADDRINUSE.*\n$/);
    expect(serverOf(dataDir)).to.be.undefined;
  });

  it('because its secrets are damaged says so and leaves them as they are', async () => {
    const file = path.join(dataDir, 'secrets.json');
    await writeFile(file, '{');
    const { code, stderr } = await runToEnd({ DATA_DIR: dataDir });
    expect([code, await readFile(file, 'utf8')]).to.deep.equal([1, '{']);
    expect(stderr).to.include(`The secrets file ${file} cannot be used. Restore it from a backup.`);
  });

  it('because its database does not answer never says its password', async () => {
    const { code, stderr } = await runToEnd({
      DATA_DIR: dataDir,
      DATABASE_URL: 'postgres://sp:hunter2@127.0.0.1:1/sp',
    });
    expect(code).to.equal(1);
    expect(stderr)
      .to.match(/ECONNREFUSED/)
      .and.not.to.include('hunter2');
  });
});

async function databaseUrl(dataDir: string): Promise<string> {
  const { startEmbeddedPostgres } = await import('../../src/platform/embedded-postgres/index.ts');
  // Joins the server of the process under test, which goes on using it.
  const joined = await startEmbeddedPostgres({ dataDir });
  await joined.stop();
  return joined.url;
}

async function addPerson(dataDir: string): Promise<void> {
  await query(
    await databaseUrl(dataDir),
    `insert into users (email, name, role) values ('jo@example.org', 'Jo', 'admin')`,
  );
}

async function people(dataDir: string): Promise<number> {
  const [row] = await query(await databaseUrl(dataDir), 'select count(*)::int as count from users');
  return row!.count as number;
}

async function until(isSo: () => boolean, patience: number): Promise<void> {
  const deadline = Date.now() + patience;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error('It did not come to that.');
    await sleep(50);
  }
}
