import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { query } from '../support/database.ts';
import type { HttpClient } from '../support/http-client.ts';
import { kill } from '../support/other-process.ts';
import { runCli } from '../support/run-cli.ts';
import { originalSecrets, startWholeApp, type WholeApp } from '../support/whole-app.ts';
import { extractOf, rowsOf, sendAndSettle } from '../uploads/officer.ts';
import { results, startRun, traces } from '../uploads/re-extracting.ts';

const root = path.resolve(import.meta.dirname, '../..');

describe('npm run re-extract', () => {
  let app: WholeApp;
  let officer: HttpClient;
  let dataDir: string;
  let env: NodeJS.ProcessEnv;
  before(async () => {
    app = await startWholeApp({ jobs: false });
    officer = await app.signInAs();
    dataDir = await mkdtemp(path.join(tmpdir(), 'sp-bench-again-'));
    await writeFile(path.join(dataDir, 'secrets.json'), secretsFile(), { mode: 0o600 });
    env = { DATABASE_URL: app.testDatabase.url, DATA_DIR: dataDir, SECRETS_FILE: '', LOG_LEVEL: 'silent' };
    const jobs = await app.startJobs();
    for (const count of [2, 3]) await sendAndSettle(officer, extractOf(count));
    await jobs.stop();
  });
  after(async () => {
    await app.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const reExtract = (...args: string[]) => runCli(['re-extract', ...args], env);
  /** As if the first reading had been by other rules. */
  const readOtherwise = async (cost: number): Promise<void> => {
    await app.database.knex('services').update({ cost_per_support_hour: cost });
  };

  it('says the same where nothing differs, with its progress on standard error, and ends with 0', async () => {
    const before = await traces(app);
    const { exitCode, stdout, stderr } = await reExtract('--authority', '00aj');
    expect(stderr).to.match(/^Run 1: 2 to read\n1 of 2: upload 1 same\n2 of 2: upload 2 same\n$/);
    expect([exitCode, stdout]).to.deep.equal([0, 'Run 1: same 2\n']);
    expect(await traces(app)).to.deep.equal(before);
    expect(await readdir(path.join(dataDir, 'tmp'))).to.be.empty;
  });

  it('prints what differs, upload by upload, and changes nothing; then applies what it has printed', async () => {
    await readOtherwise(1);
    const first = await reExtract();
    expect(first.exitCode).to.equal(0);
    expect(first.stdout).to.equal(
      [
        'Upload 1 (Ealing, SPLSExtract_00AJ_13092004.zip): differs',
        '  - Services, cost per support hour: another value in 2 rows.',
        'Upload 2 (Ealing, SPLSExtract_00AJ_13092004.zip): differs',
        '  - Services, cost per support hour: another value in 3 rows.',
        'Run 2: differs 2\n',
      ].join('\n'),
    );
    expect(await rowsOf(app, 'uploads', { state: 're-extracted' })).to.have.length(2);

    // What was reported and not applied gives way to a new reading, and is not applied in its stead.
    await readOtherwise(2);
    expect((await reExtract()).stdout).to.match(/Run 3: differs 2\n$/);
    expect(await rowsOf(app, 'uploads', { state: 're-extracted' })).to.have.length(2);
    const last = await reExtract('--apply');
    expect([last.exitCode, last.stderr]).to.deep.equal([0, 'Run 3: 0 to read\n']);
    expect(last.stdout).to.match(/Run 3: differs 2\nApplied: 2\n$/);
    expect(await rowsOf(app, 'uploads', { state: 're-extracted' })).to.be.empty;
    const live = await rowsOf(app, 'live_extracts');
    const services = await rowsOf(app, 'services', { extract_id: live[0]!.extract_id });
    const costs = services.map(({ cost_per_support_hour }) => cost_per_support_hour);
    expect(costs).to.have.length(3).and.not.include(2);
  });

  it('that is killed in the middle goes on with the rest of the same run when it is started again', async () => {
    await readOtherwise(3);
    const before = await traces(app);
    const run = await startRun(await app.signInAs({ role: 'admin' }));
    const [first, second] = Object.keys(await results(app, run.id)).map(Number);
    // The first file can be read; the second is stopped as its second reading is begun.
    const blocker = await app.database.pool.connect();
    await blocker.query(`begin; select from uploads where id = ${second} for update`);
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli.ts', 're-extract'], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: 'ignore',
    });
    try {
      while (!(await isHeldUp())) await sleep(20);
      await kill(child);
      expect(await results(app, run.id)).to.deep.equal({ [first!]: 'differs', [second!]: 'pending' });
    } finally {
      await blocker.query('rollback');
      blocker.release();
      await kill(child);
    }
    const again = await reExtract('--apply');
    expect(again.stderr).to.match(
      new RegExp(`^Run ${run.id}: 1 to read\n1 of 1: upload ${second} differs\n$`),
    );
    expect(again.stdout).to.match(/Applied: 2\n$/);
    expect(await traces(app)).to.deep.equal({
      ...before,
      ...{ uploads: before.uploads! + 2, extracts: before.extracts! + 2, services: before.services! + 5 },
    });
  });

  /** Whether somebody waits for the row that the test holds. */
  async function isHeldUp(): Promise<boolean> {
    const [waiting] = await query(
      app.testDatabase.url,
      `select count(*) from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and query like '%uploads%'`,
    );
    return Number(waiting!.count) > 0;
  }

  it('ends with 4 where a file cannot be read, and goes on with the others', async () => {
    const [first] = (await rowsOf(app, 'originals'))
      .map(({ upload_id }) => Number(upload_id))
      .sort((a, b) => a - b);
    await app.database.pool.query(
      'update original_chunks set bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1) where upload_id = $1',
      [first],
    );
    const { exitCode, stdout } = await reExtract();
    expect(exitCode).to.equal(4);
    expect(stdout).to.include(
      `Upload ${first} (Ealing, SPLSExtract_00AJ_13092004.zip): failed; the stored file could not`,
    );
    expect(stdout).to.match(/Run \d+: .*same 1/);
    expect((await reExtract('--authority', '99ZZ')).exitCode).to.equal(2);
  });
});

function secretsFile(): string {
  const { originals, originalsKeyId } = originalSecrets;
  const key = Buffer.alloc(32, 9).toString('base64');
  const keys = Object.fromEntries(
    Object.entries(originals).map(([id, bytes]) => [id, bytes.toString('base64')]),
  );
  return JSON.stringify({ session: [key], formToken: key, pepper: key, originals: keys, originalsKeyId });
}
