import { expect } from 'chai';
import type { Knex } from 'knex';
import { asOwner } from '../support/database.ts';
import { extractZip, gradedZip, tableFiles } from '../support/extract-files.ts';
import type { HttpClient } from '../support/http-client.ts';
import { bytesOf, formRow, sheetOf } from '../support/outcome-files.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import {
  decide,
  extractOf,
  plain,
  reported,
  rowsOf,
  send,
  sendAndSettle,
  stateOn,
  withoutCost,
} from './officer.ts';
import {
  apply,
  readerOf,
  readPending,
  results,
  runBy,
  runPage,
  startRun,
  withWorker,
} from './re-extracting.ts';

const doubled = { costPerHour: (weeklyCost: number): number => weeklyCost * 2 };

describe('where a second reading stands once it is applied', () => {
  let app: WholeApp;
  let officer: HttpClient;
  let admin: HttpClient;
  beforeEach(async () => {
    app = await startWholeApp({ jobs: false });
    [officer, admin] = [await app.signInAs(), await app.signInAs({ role: 'admin' })];
  });
  afterEach(() => app.close());

  const states = async (): Promise<Record<number, unknown>> =>
    Object.fromEntries((await rowsOf(app, 'uploads')).map(({ id, state }) => [Number(id), state]));
  const costs = async (): Promise<string[]> => [
    ...(await reported(officer, 'cost-per-support-hour')).values(),
  ];

  it('is where the first stood: live, or in the history, each right after it', async () => {
    await withWorker(app, async () => {
      for (const count of [1, 2, 3]) await sendAndSettle(officer, extractOf(count));
    });
    const { path } = await runBy(app, admin, doubled);
    await apply(admin, path);
    expect(await states()).to.deep.equal({
      ...{ 1: 'superseded', 2: 'superseded', 3: 'superseded' },
      ...{ 4: 'superseded', 5: 'superseded', 6: 'live' },
    });
    const { rows } = await app.database.pool.query<{ id: number; apart: boolean | null }>(
      `select id, live_from - lag(live_from) over (order by live_from) = interval '1 microsecond' as apart
       from uploads order by live_from`,
    );
    expect(rows.map(({ id }) => id)).to.deep.equal([1, 4, 2, 5, 3, 6]);
    expect(rows.map(({ apart }) => apart)).to.deep.equal([null, true, false, true, false, true]);
    expect(await costs()).to.deep.equal(['71', '71', '71']);
  });

  it('is in the history where another upload has gone live meanwhile', async () => {
    await withWorker(app, () => sendAndSettle(officer, extractOf(1)));
    const { path } = await runBy(app, admin, doubled);
    await withWorker(app, () => sendAndSettle(officer, extractOf(3)));
    await apply(admin, path);
    expect(await states()).to.deep.equal({ 1: 'superseded', 2: 'superseded', 3: 'live' });
    expect(await costs())
      .to.have.length(3)
      .and.not.include('71');
  });

  it('is nowhere where the officer has withdrawn the upload meanwhile', async () => {
    const sent = await withWorker(app, () => sendAndSettle(officer, extractOf(1)));
    const { id, path } = await runBy(app, admin, doubled);
    await officer.post(`${sent.path}/withdrawal`, { _csrf: await officer.csrfToken() });
    await apply(admin, path);
    expect(await states()).to.deep.equal({ [sent.id]: 'withdrawn' });
    expect((await results(app, id))[sent.id]).to.match(/^skipped: .*withdrawn/);
  });

  it('is applied once where two runs have read the same file', async () => {
    const sent = await withWorker(app, () => sendAndSettle(officer, extractOf(1)));
    const [all, own] = [await runBy(app, admin, doubled), await runBy(app, admin, doubled, '00AJ')];
    await apply(admin, own.path);
    await apply(admin, all.path);
    expect(await results(app, own.id)).to.deep.equal({ [sent.id]: 'applied' });
    expect((await results(app, all.id))[sent.id]).to.match(/^skipped: its file is not there/);
    expect(await rowsOf(app, 'uploads', { state: 're-extracted' })).to.be.empty;
  });

  it('leaves an officer’s file alone that was sent before and still waits for decisions', async () => {
    const waiting = await withWorker(app, async () => {
      await sendAndSettle(officer, extractOf(1));
      return sendAndSettle(officer, extractOf(2, withoutCost(1)));
    });
    expect(waiting.state).to.equal('needs-decisions');
    const { path } = await runBy(app, admin, doubled);
    await apply(admin, path);
    expect(stateOn(await officer.get(waiting.path))).to.equal('needs-decisions');
    await decide(officer, waiting.path, { all: 'include' });
    expect(stateOn(await officer.get(waiting.path))).to.equal('live');
    expect((await reported(officer)).size).to.equal(2);
  });

  it('does not overtake an officer’s file that was sent before and is checked after', async () => {
    await withWorker(app, () => sendAndSettle(officer, extractOf(1)));
    const sent = await send(officer, extractOf(2));
    const { path } = await runBy(app, admin, doubled);
    await apply(admin, path);
    await withWorker(app, async () => {
      while (stateOn(await officer.get(sent.path)) === 'processing') continue;
    });
    expect(stateOn(await officer.get(sent.path))).to.equal('live');
  });

  it('stands in the officer’s list where the file was received, and can be put back or withdrawn', async () => {
    await withWorker(app, async () => {
      await sendAndSettle(officer, extractOf(1));
      await sendAndSettle(officer, extractOf(2));
    });
    await apply(admin, (await runBy(app, admin, doubled)).path);
    const list = (await officer.get('/uploads')).text;
    const order = [...list.matchAll(/href="\/uploads\/(\d+)"/g)].map(([, id]) => Number(id));
    expect(order).to.deep.equal([4, 2, 3, 1]);
    expect(plain((await officer.get('/uploads/4')).text)).to.include('What changed');
    await officer.post('/uploads/2/reinstatement', { _csrf: await officer.csrfToken() });
    expect(await costs())
      .to.have.length(2)
      .and.not.include('71');
    await officer.post('/uploads/4/reinstatement', { _csrf: await officer.csrfToken() });
    expect(await costs()).to.deep.equal(['71', '71']);
    await officer.post('/uploads/4/withdrawal', { _csrf: await officer.csrfToken() });
    expect(await costs()).to.be.empty;
  });

  it('stays when the schema goes back, and a reading that was not applied goes', async () => {
    await withWorker(app, () => sendAndSettle(officer, extractOf(2, withoutCost(1))));
    await decide(officer, '/uploads/1', { all: 'include' });
    await apply(admin, (await runBy(app, admin, doubled)).path);
    await runBy(app, admin);
    expect((await states())[3]).to.equal('re-extracted');
    const migration = '20261122100500_create_re_extractions.ts';
    const { down, up } = (await import(`../../migrations/${migration}`)) as Record<
      'down' | 'up',
      (knex: Knex) => Promise<void>
    >;
    await asOwner(app.database.url, down);
    expect(await states()).to.deep.equal({ 1: 'superseded', 2: 'live' });
    expect([(await rowsOf(app, 'extracts')).length, (await rowsOf(app, 'services')).length]).to.deep.equal([
      2, 4,
    ]);
    await asOwner(app.database.url, up);
    expect(await costs()).to.include('71');
  });

  describe('of grades', () => {
    const live = async (): Promise<string[]> =>
      (await rowsOf(app, 'live_quality_scores'))
        .map((row) => `${String(row.service_id)} ${String(row.provider_score)} ${String(row.extract_id)}`)
        .sort();
    /** Every grade of S2 is read as another; S3's is read no more. */
    const newer = {
      after: async (uploadId: number) => {
        const own = 'extract_id = (select id from extracts where upload_id = $1)';
        await app.database.pool.query(
          `update quality_scores set provider_score = 4 where ${own} and service_id <> 'S3'`,
          [uploadId],
        );
        await app.database.pool.query(`delete from quality_scores where ${own} and service_id = 'S3'`, [
          uploadId,
        ]);
      },
    };

    it('lets later extracts have the last word on what they grade too', async () => {
      await withWorker(app, async () => {
        await sendAndSettle(
          officer,
          gradedZip(['S1', 'A', '31/03/2004'], ['S2', 'A', '31/03/2004'], ['S3', 'A', '31/03/2004']),
        );
        await sendAndSettle(officer, gradedZip(['S1', 'B', '31/03/2004']));
      });
      const [first, second] = (await rowsOf(app, 'extracts')).map(({ id }) => Number(id)).sort();
      expect(await live()).to.deep.equal([`S1 2 ${second}`, `S2 1 ${first}`, `S3 1 ${first}`]);
      const run = await startRun(admin);
      await readPending(readerOf(app, newer), run.id);
      const [item] = await rowsOf(app, 're_extraction_items', { source_upload_id: 1 });
      expect(item!.state).to.equal('differs');
      const page = await runPage(admin, run.path);
      expect(page.words).to.include('Quality scores, provider score: another value in 2 rows.');
      expect(page.words).to.include('Quality scores: 1 row in one of the two readings only.');

      // The second alone: as if the first had been withdrawn from the run.
      await app.database.knex('re_extraction_items').where({ source_upload_id: 2 }).update({ state: 'same' });
      await apply(admin, run.path);
      const shadow = (await rowsOf(app, 'extracts', { upload_id: 3 }))[0]!;
      expect(await live()).to.deep.equal([`S1 2 ${second}`, `S2 4 ${String(shadow.id)}`]);
    });
  });

  describe('of outcomes workbooks', () => {
    const number = (at: number): string => String(10_000_000_000 + at);
    const book = (...forms: number[]): Buffer =>
      bytesOf(sheetOf(forms.map((at) => formRow(number(at)))), 'csv');
    const outcomes = async (): Promise<string[]> =>
      (await rowsOf(app, 'outcome_results'))
        .map((row) => [row.data_date, row.service_id, row.indicator, row.needed, row.achieved].join(' '))
        .sort();

    it('is read by the services of its day, and found the same', async () => {
      await withWorker(app, async () => {
        await sendAndSettle(officer, extractOf(2));
        await sendAndSettle(officer, book(1, 2), 'OutcomesShort_00AJ_30062009.csv');
        await sendAndSettle(
          officer,
          extractZip(
            tableFiles({
              services: tableFiles().services.toString().replaceAll('S1', 'T1'),
              fundings: tableFiles().fundings.toString().replaceAll('S1', 'T1'),
            }),
          ),
        );
        const form = formRow(number(2), { SPServiceID: 'S2', Service_Name: 'Service S2' });
        await sendAndSettle(officer, bytesOf(sheetOf([form]), 'csv'), 'OutcomesShort_00AJ_30092009.csv');
      });
      const { id } = await runBy(app, admin);
      expect(Object.values(await results(app, id))).to.deep.equal(['same', 'same', 'same', 'same']);
    });

    it('says how many forms it takes now, and takes the place of the first without overriding a later workbook', async () => {
      await withWorker(app, async () => {
        await sendAndSettle(officer, extractOf(2));
        await sendAndSettle(officer, book(1, 2), 'OutcomesShort_00AJ_30062009.csv');
        await sendAndSettle(officer, book(2, 3), 'OutcomesShort_00AJ_30092009.csv');
      });
      const before = await outcomes();
      const parts = readerOf(app);
      const kinds = parts.kinds.map((kind) => ({
        ...kind,
        async process(job: Parameters<typeof kind.process>[0]) {
          const result = await kind.process(job);
          if (job.dataDate !== '2009-06-30') return result;
          const taken = result.tables.map((table) => ({ ...table, taken: 1 }));
          await parts.pool.query('delete from outcome_forms where upload_id = $1 and row = 2', [
            job.uploadId,
          ]);
          return { ...result, tables: taken };
        },
      }));
      const run = await startRun(admin);
      await readPending({ ...parts, kinds }, run.id);
      const page = await runPage(admin, run.path);
      expect(page.words).to.include('Outcome forms: 1 row in one of the two readings only.');
      expect(page.words).to.include('OutcomesShort_00AJ_30062009.csv: 2 before, 1 now rows taken.');
      expect(await outcomes()).to.deep.equal(before);
      await apply(admin, run.path);
      // Form 1 is gone with the row; form 2 is still the later workbook's.
      expect(await outcomes()).to.deep.equal(before.filter((result) => result.startsWith('2009-09-30')));
      expect(await states()).to.deep.equal({ 1: 'live', 2: 'superseded', 3: 'live', 5: 'live' });
    });
  });
});
