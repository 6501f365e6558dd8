import { appendFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { errorOf } from '../support/errors.ts';
import type { HttpClient } from '../support/http-client.ts';
import type { WholeApp } from '../support/whole-app.ts';
import { extractOf, reported, rowsOf, sendAndSettle } from './officer.ts';
import {
  apply,
  cancel,
  readerOf,
  readPending,
  results,
  runBy,
  runPage,
  startRun,
  threeUploads,
  traces,
} from './re-extracting.ts';

const doubled = { costPerHour: (weeklyCost: number): number => weeklyCost * 2 };

describe('a run that reads stored originals', () => {
  let app: WholeApp;
  let other: HttpClient;
  let admin: HttpClient;
  let ids: number[];
  before(async () => {
    ({ app, other, admin, ids } = await threeUploads());
  });
  after(() => app.close());
  let clean: Record<string, number>;
  beforeEach(async () => {
    clean = await traces(app);
  });
  /** Whatever a test has left open. */
  afterEach(async () => {
    await rm(path.join(app.dataDir, 'removals.jsonl'), { force: true });
    for (const { id, state } of await rowsOf(app, 're_extractions'))
      if (state === 'running' || state === 'ready') await cancel(admin, `/occ/re-extractions/${String(id)}`);
    expect(await traces(app)).to.deep.equal(clean);
  });

  it('takes the files of one authority, or of all', async () => {
    const one = await startRun(admin, '38');
    expect(await results(app, one.id)).to.deep.equal({ [ids[2]!]: 'pending' });
    const all = await startRun(admin);
    expect(Object.keys(await results(app, all.id)).map(Number)).to.deep.equal(ids);
    expect((await runPage(admin, '/occ/re-extractions')).words).to.match(
      /Run \d+ All authorities .* Run \d+ Oxfordshire/,
    );
    const unknown = await admin.post('/occ/re-extractions', {
      authority: 'XX',
      _csrf: await admin.csrfToken(),
    });
    expect(unknown.status).to.equal(404);
  });

  it('takes none that is not on reports, or whose file is not kept', async () => {
    const jobs = await app.startJobs();
    const left = [
      await sendAndSettle(
        other,
        extractOf(1, { authority: '38', services: { 1: { ServiceName: '' } } }),
        'SPLSExtract_38_14092004.zip',
      ),
      await sendAndSettle(
        other,
        extractOf(1, { authority: '38' }),
        'SPLSExtract_38_15092004.zip',
        'check-only',
      ),
    ];
    await jobs.stop();
    expect(left.map(({ state }) => state)).to.deep.equal(['rejected', 'checked']);
    const { id } = await startRun(admin, '38');
    expect(Object.keys(await results(app, id))).to.deep.equal([String(ids[2])]);
    clean = await traces(app);
  });

  it('says how far it is, and goes on where it was cut off when it is started again', async () => {
    const { id, path: page } = await startRun(admin);
    const leftBehind: Record<string, number>[] = [];
    const dies = {
      ...doubled,
      after: async () => {
        leftBehind.push(await traces(app));
        throw new Error('cut off');
      },
    };
    expect(await errorOf(() => readPending(readerOf(app, dies), id))).to.equal('cut off');
    expect(leftBehind[0]).to.deep.include({ hidden: 1, extracts: clean.extracts! + 1 });
    await readPending(readerOf(app, doubled), id).catch(() => undefined);
    expect(Object.values(await results(app, id))).to.deep.equal(['differs', 'differs', 'differs']);
    expect(await traces(app)).to.deep.include({
      hidden: 3,
      extracts: clean.extracts! + 3,
      services: clean.services! * 2,
    });
    expect((await runPage(admin, page)).state).to.equal('ready');
  });

  it('started again takes up the same run, with no job twice', async () => {
    const first = await startRun(admin);
    const running = await runPage(admin, first.path);
    expect(running.state).to.equal('running');
    expect(running.words).to.include('Reload this page').and.include('0%');
    expect((await startRun(admin)).id).to.equal(first.id);
    const { rows } = await app.database.pool.query<{ count: number }>(
      `select count(*) from graphile_worker.jobs where task_identifier = 're-extract-upload' and key like $1`,
      [`%${first.id}%`],
    );
    expect(rows[0]!.count).to.equal(3);
  });

  it('goes on after an original that was tampered with', async () => {
    const flip = () =>
      app.database.pool.query(
        'update original_chunks set bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1) where upload_id = $1',
        [ids[0]],
      );
    await flip();
    const { id, path: page } = await runBy(app, admin, doubled);
    await flip();
    const found = await results(app, id);
    expect(found[ids[0]!]).to.match(/^failed: the stored file could not be opened/);
    expect([found[ids[1]!], found[ids[2]!]]).to.deep.equal(['differs', 'differs']);
    expect((await runPage(admin, page)).words)
      .to.include('failed 1')
      .and.include('The stored file could not be opened');
  });

  it('gives a file up that cannot be checked after the last attempt, and says so', async () => {
    const { id } = await startRun(admin, '38');
    const breaks = { before: () => Promise.reject(new Error('a mistake of ours')) };
    await readPending(readerOf(app, breaks), id, 5);
    expect((await results(app, id))[ids[2]!]).to.match(/^failed: .* fault of ours/);
  });

  it('that is cancelled keeps nothing, nor does what is being read at that moment', async () => {
    const { id, path: page } = await runBy(app, admin, doubled);
    expect(await traces(app)).to.deep.include({ hidden: 3 });
    expect((await cancel(admin, page)).location).to.equal(page);
    expect((await runPage(admin, page)).state).to.equal('cancelled');
    expect(await traces(app)).to.deep.equal(clean);
    expect(
      (await rowsOf(app, 'audit_events', { action: 're-extraction.cancelled', subject_id: String(id) }))
        .length,
    ).to.equal(1);

    const second = await startRun(admin, '38');
    const cancels = { ...doubled, after: () => cancel(admin, second.path).then(() => undefined) };
    await readPending(readerOf(app, cancels), second.id);
    expect((await runPage(admin, second.path)).state).to.equal('cancelled');
    expect(await traces(app)).to.deep.equal(clean);
    for (const what of ['application', 'cancellation']) {
      const answer = await admin.post(`${second.path}/${what}`, { _csrf: await admin.csrfToken() });
      expect(answer.status).to.equal(409);
    }
  });

  it('that was cut off and is cancelled loses what it left to the job that finds it', async () => {
    const { id, path: page } = await startRun(admin, '38');
    const dies = { ...doubled, after: () => Promise.reject(new Error('cut off')) };
    await readPending(readerOf(app, dies), id).catch(() => undefined);
    expect(await traces(app)).to.deep.include({ hidden: 1 });
    await app.database.pool.query('delete from graphile_worker._private_jobs');
    await cancel(admin, page);
    const jobs = await app.startJobs();
    while ((await traces(app)).hidden !== 0) await sleep(20);
    await jobs.stop();
    expect(await traces(app)).to.deep.equal(clean);
  });

  describe('and the register of removals', () => {
    const remove = (subject: string, id: number) =>
      appendFile(
        path.join(app.dataDir, 'removals.jsonl'),
        `${JSON.stringify({ subject, id, at: '2026-11-22' })}\n`,
      );
    const uploadOf = async (id: number) => (await rowsOf(app, 'uploads', { id }))[0]!;

    it('leaves out what it names when the run is made: an upload, an authority, a person', async () => {
      await remove('upload', ids[0]!);
      expect(await results(app, (await startRun(admin)).id)).to.deep.equal({
        [ids[0]!]: 'skipped: removed',
        [ids[1]!]: 'pending',
        [ids[2]!]: 'pending',
      });
      await remove('authority', Number((await uploadOf(ids[2]!)).authority_id));
      const { id, path: page } = await startRun(admin, '38');
      expect(await results(app, id)).to.deep.equal({ [ids[2]!]: 'skipped: removed' });
      expect((await runPage(admin, page)).words)
        .to.include('Removed')
        .and.include('There was nothing to apply');
      await remove('person', Number((await uploadOf(ids[1]!)).uploaded_by));
      const own = await results(app, (await startRun(admin, '00AJ')).id);
      expect(own).to.deep.equal({ [ids[0]!]: 'skipped: removed', [ids[1]!]: 'skipped: removed' });
    });

    it('leaves out what it names by the time that the file is read', async () => {
      const { id } = await startRun(admin);
      await remove('upload', ids[1]!);
      await readPending(readerOf(app, doubled), id);
      expect(await results(app, id)).to.deep.equal({
        [ids[0]!]: 'differs',
        [ids[1]!]: 'skipped: removed',
        [ids[2]!]: 'differs',
      });
    });

    it('leaves out what it names by the time that the run is applied', async () => {
      const { id, path: page } = await runBy(app, admin, doubled, '38');
      await remove('upload', ids[2]!);
      const before = await reported(other, 'cost-per-support-hour');
      await apply(admin, page);
      expect(await results(app, id)).to.deep.equal({ [ids[2]!]: 'skipped: removed' });
      expect(await reported(other, 'cost-per-support-hour')).to.deep.equal(before);
      expect((await runPage(admin, page)).state).to.equal('applied');
    });

    it('stops everything where it cannot be read', async () => {
      await appendFile(path.join(app.dataDir, 'removals.jsonl'), '{"subject":"upl\n');
      const answer = await admin.post('/occ/re-extractions', {
        authority: '',
        _csrf: await admin.csrfToken(),
      });
      expect(answer.status).to.equal(500);
      expect(await rowsOf(app, 're_extractions', { state: 'running' })).to.be.empty;
    });
  });
});
