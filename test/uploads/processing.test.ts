import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { systemClock } from '../../src/platform/clock.ts';
import { lockSwap } from '../../src/uploads/store.ts';
import { receiveUpload } from '../../src/uploads/index.ts';
import { uploadKinds } from '../../src/wiring-jobs.ts';
import { errorOf } from '../support/errors.ts';
import { EXTRACT_NAME, withFile } from '../support/extract-files.ts';
import type { HttpClient } from '../support/http-client.ts';
import { originalSecrets, startWholeApp, type WholeApp } from '../support/whole-app.ts';
import {
  counts,
  extractOf,
  plain,
  reported,
  rowsOf,
  send,
  settledPage,
  stateOn,
  withoutCost,
  type Sent,
} from './officer.ts';

const LATER = 'SPLSExtract_00AJ_13122004.zip';

describe('the check of an upload', () => {
  let app: WholeApp;
  let officer: HttpClient;
  beforeEach(async () => {
    app = await startWholeApp({ jobs: false });
    officer = await app.signInAs();
  });
  afterEach(() => app.close());

  const stateOf = async ({ id }: Sent): Promise<unknown> => (await rowsOf(app, 'uploads', { id }))[0]!.state;
  const settle = async (...sent: Sent[]): Promise<string[]> => {
    for (const { path } of sent) await settledPage(officer, path);
    return Promise.all(sent.map(async ({ path }) => stateOn(await officer.get(path))));
  };
  const change = (sql: string): Promise<unknown> => app.database.pool.query(sql);

  it('can be watched by reloading the page, meanwhile the earlier extract stays', async () => {
    const { path } = await send(officer, extractOf(1));
    await change('update uploads set progress = 40');
    const page = await officer.get(path);
    expect(stateOn(page)).to.equal('processing');
    expect(page.text)
      .to.match(new RegExp(`<a [^>]*href="${path}"[^>]*>Reload this page</a>`))
      .and.to.match(/<progress[^>]* value="40"/);
    expect(plain(page.text)).to.include('Your authority has no extract on the reports until then');
    expect((await officer.get(`${path}/findings.csv`)).text).to.match(/how_to_fix\r\n$/);
  });

  it('is asked for in the transaction that keeps the upload: a step that throws leaves nothing', async () => {
    const { database } = app;
    const [authority] = await rowsOf(app, 'authorities', { code: '00AJ' });
    const user = await app.createUser();
    const parts = {
      db: database.knex,
      clock: systemClock,
      secrets: originalSecrets,
      kinds: uploadKinds({ database }),
    };
    const receive = (actorId: number): Promise<unknown> =>
      withFile(extractOf(1), (path) => {
        const file = { path, name: EXTRACT_NAME, size: 1 };
        const command = { file, userId: user.id, authority: { id: Number(authority!.id), code: '00AJ' } };
        return receiveUpload(parts, command, { userId: actorId, action: 'upload.received' });
      });
    // The audit row is written last, and nobody has this number.
    expect(await errorOf(() => receive(999_999))).to.match(/audit_events_actor_id_fkey/);
    expect(new Set(Object.values(await counts(app)))).to.deep.equal(new Set([0]));
    await receive(user.id);
    expect(await counts(app)).to.include({ uploads: 1, originals: 1, chunks: 1, jobs: 1, events: 1 });
  });

  it('keeps the order in which an authority sent its uploads, also when both wait', async () => {
    const [first, second] = [await send(officer, extractOf(3)), await send(officer, extractOf(2), LATER)];
    await app.startJobs();
    expect(await settle(first, second)).to.deep.equal(['superseded', 'live']);
    expect([...(await reported(officer)).keys()]).to.deep.equal(['S1', 'S2']);
  });

  it('of one authority does not wait for another’s, whereas the same authority’s next does', async () => {
    const other = await app.signInAs({ authorityCode: '38' });
    const [authority] = await rowsOf(app, 'authorities', { code: '00AJ' });
    const held = await app.database.knex.transaction();
    await lockSwap(held, Number(authority!.id));
    await app.startJobs();
    const [first, second] = [await send(officer, extractOf(2)), await send(officer, extractOf(1), LATER)];
    const foreign = await send(other, extractOf(1, { authority: '38' }), 'SPLSExtract_38_13092004.zip');
    expect(stateOn(await settledPage(other, foreign.path))).to.equal('live');
    expect([await stateOf(first), await stateOf(second)]).to.deep.equal(['processing', 'processing']);
    expect(await rowsOf(app, 'extracts', { upload_id: second.id })).to.be.empty;
    await held.commit();
    expect(await settle(first, second)).to.deep.equal(['superseded', 'live']);
  });

  for (const [what, changes] of [
    ['a sound', {}],
    ['an irregular', withoutCost(1)],
  ] as const) {
    it(`of ${what} upload that ends after a newer one's does not push that from the reports`, async () => {
      const older = await send(officer, extractOf(3, changes));
      await change(`update graphile_worker._private_jobs set run_at = now() + interval '1 hour'`);
      const newer = await send(officer, extractOf(2), LATER);
      await app.startJobs();
      expect(await settle(newer)).to.deep.equal(['live']);
      await change(`update graphile_worker._private_jobs set run_at = now()`);
      expect(await settle(older)).to.deep.equal(['superseded']);
      expect(await stateOf(newer)).to.equal('live');
      expect((await reported(officer)).size).to.equal(2);
    });
  }

  it('that another worker has in hand is tried again later', async () => {
    const sent = await send(officer, extractOf(1));
    const other = await app.database.pool.connect();
    await other.query('select pg_advisory_lock($1, $2)', [0x75706c64, sent.id]);
    await app.startJobs();
    await until(async () =>
      (await jobsOf(app)).some(({ last_error }) => String(last_error).includes('in hand')),
    );
    expect(await stateOf(sent)).to.equal('processing');
    other.release(true);
    expect(await settle(sent)).to.deep.equal(['live']);
  });

  it('that was cut off in its last attempt is given up, not forgotten', async () => {
    const live = await send(officer, extractOf(1));
    await (await app.startJobs()).stop();
    const sent = await send(officer, extractOf(2), LATER);
    await change(
      `update graphile_worker._private_jobs set attempts = 6, locked_by = 'killed', locked_at = now()`,
    );
    await change(`update graphile_worker._private_job_queues set locked_by = 'killed', locked_at = now()`);
    await app.startJobs();
    expect(await settle(sent)).to.deep.equal(['rejected']);
    const words = plain((await officer.get(sent.path)).text);
    expect(words)
      .to.match(/could not check this file\. This is a fault of ours/)
      .and.to.include('Upload the file again');
    expect(words).not.to.include('in your own system').and.not.to.include('row 0');
    expect(await stateOf(live)).to.equal('live');
    expect((await reported(officer)).size).to.equal(1);
    expect(await counts(app)).to.include({ jobs: 0, extracts: 1 });
  });

  it('in hand is finished before the work stops', async () => {
    const sent = await send(officer, extractOf(20_000));
    const jobs = await app.startJobs();
    await until(async () => (await jobsOf(app)).some(({ locked_at }) => locked_at !== null));
    await jobs.stop();
    expect(await stateOf(sent)).to.equal('live');
  });

  it('run again leaves things as they are', async () => {
    const sent = await send(officer, extractOf(2, withoutCost(1)));
    await app.startJobs();
    await settle(sent);
    const before = await counts(app);
    await change(
      `select graphile_worker.add_job('process-upload', json_build_object('uploadId', ${sent.id}))`,
    );
    await until(async () => (await jobsOf(app)).length === 0);
    expect(await counts(app)).to.deep.equal(before);
    expect(await stateOf(sent)).to.equal('needs-decisions');
  });
});

async function jobsOf(app: WholeApp): Promise<Record<string, unknown>[]> {
  return (
    await app.database.pool.query<Record<string, unknown>>('select * from graphile_worker._private_jobs')
  ).rows;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(20);
}
