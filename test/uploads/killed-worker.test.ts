import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { HttpClient } from '../support/http-client.ts';
import { firstLine, kill } from '../support/other-process.ts';
import { originalSecrets, startWholeApp, type WholeApp } from '../support/whole-app.ts';
import {
  extractOf,
  reported,
  rowsOf,
  send,
  settledPage,
  stateOn,
  withoutCost,
  type Sent,
} from './officer.ts';

const root = path.resolve(import.meta.dirname, '../..');
const MANY = 60_000;
/** The space of the advisory locks that jobs hold. */
const JOB_LOCKS = 0x75706c64;

describe('a worker that is killed', () => {
  let app: WholeApp;
  let officer: HttpClient;
  let dataDir: string;
  let large: Buffer;
  const workers: ChildProcess[] = [];
  before(() => {
    large = extractOf(MANY, withoutCost(1));
  });
  beforeEach(async () => {
    app = await startWholeApp({ jobs: false });
    officer = await app.signInAs();
    dataDir = await mkdtemp(path.join(tmpdir(), 'sp-bench-worker-'));
    await writeFile(path.join(dataDir, 'secrets.json'), secretsFile(), { mode: 0o600 });
  });
  afterEach(async () => {
    for (const worker of workers.splice(0)) await kill(worker);
    await app.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  /** `npm run worker` on the database of the test. */
  const startWorker = async (): Promise<ChildProcess> => {
    const worker = spawn(process.execPath, ['--import', 'tsx', 'src/worker.ts'], {
      cwd: root,
      env: {
        ...process.env,
        DATABASE_URL: app.testDatabase.url,
        DATA_DIR: dataDir,
        SECRETS_FILE: '',
        LOG_LEVEL: 'silent',
        NODE_ENV: '',
      },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    workers.push(worker);
    expect(await firstLine(worker)).to.equal('SP-Bench works in the background');
    return worker;
  };

  const liveFirst = async (): Promise<void> => {
    const worker = await startWorker();
    const first = await send(officer, extractOf(2), 'SPLSExtract_00AJ_13062004.zip');
    expect(stateOn(await settledPage(officer, first.path))).to.equal('live');
    worker.kill('SIGTERM');
    await until(() => Promise.resolve(worker.exitCode !== null));
    expect(worker.exitCode).to.equal(0);
  };

  const isUnderWay: Record<string, (sent: Sent) => Promise<boolean>> = {
    'as it begins': async () => (await jobLocks(app)) > 0,
    'in the middle of the rows': async ({ id }) =>
      Number((await rowsOf(app, 'uploads', { id }))[0]!.progress) > 0,
    'as the rows are stored': async () => (await rowsOf(app, 'extracts')).length > 1,
  };
  for (const [moment, isReached] of Object.entries(isUnderWay)) {
    it(`${moment} changes nothing on the reports, and the next one finishes the work`, async () => {
      await liveFirst();
      const sent = await send(officer, large);
      const worker = await startWorker();
      await until(() => isReached(sent));
      await kill(worker);

      if (stateOn(await officer.get(sent.path)) === 'processing') {
        expect((await reported(officer)).size).to.equal(2);
        expect(await rowsOf(app, 'findings', { upload_id: sent.id })).to.have.length.below(2);
      }

      await startWorker();
      expect(stateOn(await settledPage(officer, sent.path))).to.equal('needs-decisions');
      expect((await reported(officer)).size).to.equal(2);
      await until(async () => (await jobLocks(app)) === 0);
      expect(await leftovers(app)).to.deep.equal({
        strays: 0,
        extracts: 2,
        jobs: 0,
        services: MANY + 2,
        findings: 1,
      });
      expect(await readdir(path.join(dataDir, 'tmp'))).to.have.length(1);
    });
  }
});

function secretsFile(): string {
  const { originals, originalsKeyId } = originalSecrets;
  const key = Buffer.alloc(32, 9).toString('base64');
  const keys = Object.fromEntries(
    Object.entries(originals).map(([id, bytes]) => [id, bytes.toString('base64')]),
  );
  return JSON.stringify({ session: [key], formToken: key, pepper: key, originals: keys, originalsKeyId });
}

/** Jobs that a worker has in hand in this database. */
async function jobLocks({ database }: WholeApp): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    `select count(*) from pg_locks where locktype = 'advisory' and classid = $1
     and database = (select oid from pg_database where datname = current_database())`,
    [JOB_LOCKS],
  );
  return rows[0]!.count;
}

async function leftovers({ database }: WholeApp): Promise<Record<string, number> | undefined> {
  const { rows } = await database.pool.query<Record<string, number>>(
    `select (select count(*) from services where extract_id not in (select id from extracts)) as strays,
            (select count(*) from extracts) as extracts, (select count(*) from services) as services,
            (select count(*) from findings) as findings, (select count(*) from graphile_worker._private_jobs) as jobs`,
  );
  return rows[0];
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(5);
}
