import { expect } from 'chai';
import { readComparison, type ReportSources } from '../../../src/reports/comparison.ts';
import { findMeasure } from '../../../src/reports/index.ts';
import { readTrend, type TrendSources } from '../../../src/reports/analyses/trend.ts';
import type { HttpClient } from '../../support/http-client.ts';
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts';
import { decide, sendAndSettle } from '../../uploads/officer.ts';
import { apply, runBy, withWorker } from '../../uploads/re-extracting.ts';
import { extractOf, workbookOf } from './figures-files.ts';
import { startHistory, type TestHistory } from './figures-history.ts';
import { checkPeers, plainOwn, plainPeers } from './figures-peers.ts';
import { expectAllNear, expectNear, expectRounded, plainly, plainMedian, valuesOf } from './figures-plain.ts';
import { reportsOn, type TestReports } from './figures-reader.ts';
import { randomWorld } from './figures-world.ts';
import { authoritiesWith, service, type Result, type TestAuthority, type TestService } from '../world.ts';

const measures = [
  ...['cost/weekly-unit-cost', 'cost/cost-per-support-hour', 'quality/provider-overall'],
  ...['quality/validated-c1-1', 'performance/kpi2', 'outcomes/1a'],
].map((text) => findMeasure(...(text.split('/') as [string, string]))!);

const JUNE = { date: '2004-06-30', file: 'SPLSExtract_00AJ_30062004.zip' };
const DECEMBER = { date: '2004-12-31', file: 'SPLSExtract_00AJ_31122004.zip' };
const SEPTEMBER = { date: '2004-09-13', file: 'SPLSExtract_00AJ_13092004.zip' };

/**
 * Ealing's officer changes what is live in each way that the product knows. Another authority's reader, whose sets and
 * trends are long kept by then, and Ealing's own see each change at the next question.
 */
describe('what is live', () => {
  let app: WholeApp;
  let officer: HttpClient;
  let reports: Pick<TestReports, 'asked'> & { sources: ReportSources; trend: TrendSources };
  let history: TestHistory;
  let ealing: TestAuthority;
  let leeds: TestAuthority;
  /** Of the extract that is live when all are read again. */
  let firstReading: NonNullable<ReturnType<TestHistory['live']>>;

  before(async () => {
    app = await startWholeApp({ jobs: false });
    officer = await app.signInAs();
    const { knex } = app.database;
    const others = await authoritiesWith(knex, ['00AB', '00AC', '38', '00BN', '00CA', '18']);
    [ealing, leeds] = (await authoritiesWith(knex, ['00AJ', '00DA'])) as [TestAuthority, TestAuthority];
    history = startHistory(knex);
    await history.goLive(randomWorld([...others, leeds], { seed: 3, each: 6 }), JUNE.date);
    await history.goLive(randomWorld([...others, leeds], { seed: 4, each: 6 }), SEPTEMBER.date);
    reports = reportsOn(app.database);
  });
  after(() => app.close());
  // So that all that is kept has been kept.
  beforeEach(() => check());

  /** Holds what both readers see, now and of each quarter, against the plain figures. */
  async function check(): Promise<void> {
    for (const own of [leeds, ealing]) {
      const report = await reports.asked(own);
      const question = { own, filters: {}, groupBy: null, members: null };
      for (const measure of measures) {
        const { slug } = measure;
        const { groups } = await readComparison(reports.sources, { ...report, measure });
        const live = history.allLive();
        const where = `${own.code} ${slug}`;
        expectAllNear(groups[0]!.own.values, valuesOf(plainOwn(live, question, ''), slug), where);
        const peers = plainPeers(live, question, '', slug);
        expect(checkPeers(groups[0]!.peers, peers, slug, { bare: true, where })).to.be.true;

        const { points } = await readTrend(reports.trend, { ...report, measure });
        expect(points.map(({ quarter }) => quarter)).to.deep.equal(history.quarters());
        for (const { quarter, own: mine, peers: then } of points) {
          const world = history.countedIn(quarter);
          const its = `${where} in the quarter to ${quarter}`;
          expectNear(mine.median, plainMedian(valuesOf(plainOwn(world, question, ''), slug)), its);
          const others = plainPeers(world, question, '', slug);
          const isEnough = new Set(others.map((one) => one.service.authority.id)).size >= 3;
          if (!isEnough) expect(then, its).to.deep.equal({ kind: 'too-few' });
          else expect(then, its).to.include({ kind: 'shown', services: others.length });
          if (then.kind === 'shown') expectRounded(then.median, plainMedian(valuesOf(others, slug)), its);
        }
      }
    }
  }

  /** Services of Ealing's that are valid as a file: sound but for the changes. */
  function services(seed: number, changes: Parameters<typeof service>[2] = {}): TestService[] {
    return [1, 2, 3, 4, 5].map((number) =>
      service(ealing, `S${number}`, {
        name: `Service S${number}`,
        serviceType: 'Floating support',
        weekly_unit_cost: 30 + seed + number,
        units: 4 + number,
        // Each extract has another day and other grades: what was known in the past is not what is known now.
        grades: ['C1.1', 'C1.2'].map((objective, at) => ({
          ...{ objective, on: `2003-0${seed}-01` },
          provider: 'ABCD'.charAt((number + seed + at) % 4),
          validated: at === 0 ? 'ABCD'.charAt(seed % 4) : '',
        })),
        items: [number * 2, 12].map((value, at) => ({
          ...{ indicator: 'KPI2', from: '2004-04-01', to: '2004-06-30' },
          ...{ item: 'AB'.charAt(at), value: value + (at === 1 ? seed : 0) },
        })),
        ...(number === 1 ? changes : {}),
      }),
    );
  }

  /** Sends an extract of Ealing's; what the outcomes came to before, they come to after it. */
  async function send(sent: readonly TestService[], { date, file }: typeof JUNE) {
    const upload = await withWorker(app, () => sendAndSettle(officer, extractOf(sent), file));
    const known = history.live(ealing.id)?.services ?? [];
    const outcomesOf = (id: string) =>
      known.find((one) => one.service.serviceId === id)?.service.outcomes ?? [];
    const recorded = (changed: readonly TestService[] = sent): void => {
      const withOutcomes = changed.map((one) => ({ ...one, outcomes: outcomesOf(one.serviceId) }));
      history.record({ authorityId: ealing.id, uploadId: upload.id, date }, withOutcomes);
    };
    return { ...upload, recorded };
  }

  const change = async (path: string, what: 'withdrawal' | 'reinstatement'): Promise<void> => {
    const answer = await officer.post(`${path}/${what}`, { _csrf: await officer.csrfToken() });
    expect(answer.location).to.equal(path);
  };

  it('comes of an extract that goes live', async () => {
    for (const [seed, quarter] of [JUNE, SEPTEMBER].entries()) {
      const upload = await send(services(seed + 1), quarter);
      expect(upload.state).to.equal('live');
      upload.recorded();
      await check();
    }
  });

  it('comes of decisions, and of others taken later on what is live', async () => {
    const sent = services(3, { weekly_unit_cost: 0 });
    const upload = await send(sent, SEPTEMBER);
    expect(upload.state).to.equal('needs-decisions');
    await check();
    await decide(officer, upload.path, { all: 'exclude' });
    upload.recorded(services(3, { weekly_unit_cost: null }));
    await check();
    await decide(officer, upload.path, { all: 'include' });
    const version = history.live(ealing.id)!;
    version.services = plainly(
      version.services.map(({ service: one }, at) => ({ ...one, given: sent[at]!.given })),
    );
    await check();
    expect(version.services[0]!.values['weekly-unit-cost']).to.equal(0);
  });

  it('comes of outcomes workbooks, of both terms, and goes with the one that is withdrawn', async () => {
    const version = history.live(ealing.id)!;
    const known = version.services.map((one) => one.service);
    const results = (term: Result['term'], day: string, achieved: number) =>
      known.slice(0, 3).map((one) => ({ ...{ service: one, term, day, code: '1a', needed: 5 }, achieved }));
    const short = results('short', '2004-06-30', 4);
    const long = results('long', '2004-09-30', 1);
    const expected = (...books: (typeof short)[]): void => {
      const outcomesOf = (id: string) => books.flat().filter((one) => one.service.serviceId === id);
      version.services = plainly(known.map((one) => ({ ...one, outcomes: outcomesOf(one.serviceId) })));
    };
    const sent = await withWorker(app, () =>
      sendAndSettle(officer, workbookOf(short), 'OutcomesShort_00AJ_30062004.csv'),
    );
    expect(sent.state).to.equal('live');
    expected(short);
    await check();
    const other = await withWorker(app, () =>
      sendAndSettle(officer, workbookOf(long), 'OutcomesLong_00AJ_30092004.csv'),
    );
    expected(short, long);
    await check();
    await change(other.path, 'withdrawal');
    expected(short);
    await check();
    await change(other.path, 'reinstatement');
    expected(short, long);
    await check();
  });

  it('comes of reading stored originals again, of now and of the past', async () => {
    // Another quarter's is live, so that what September's outcomes came to is a thing of the past.
    const upload = await send(services(4), DECEMBER);
    upload.recorded();
    firstReading = { ...history.live(ealing.id)! };
    const admin = await app.signInAs({ role: 'admin' });
    const { path } = await runBy(app, admin, { costPerHour: (weekly) => weekly * 2 }, '00AJ');
    // It has been read, and nothing has been put in its place yet.
    await check();
    expect((await apply(admin, path, { values: 'include-new' })).location).to.equal(path);
    for (const version of history.versions().filter(({ authorityId }) => authorityId === ealing.id))
      version.services = version.services.map(({ service: one, values }) => ({
        service: one,
        values: { ...values, 'cost-per-support-hour': values['weekly-unit-cost']! * 2 },
      }));
    const [live] = await app.database
      .knex('uploads')
      .where({ authority_id: ealing.id, kind: 'extract', state: 'live' })
      .select<{ id: number }[]>('id');
    history.live(ealing.id)!.uploadId = live!.id;
    await check();
  });

  it('goes with an extract that is withdrawn, and comes back with it', async () => {
    const version = history.live(ealing.id)!;
    await change(`/uploads/${version.uploadId}`, 'withdrawal');
    version.state = 'withdrawn';
    await check();
    await change(`/uploads/${version.uploadId}`, 'reinstatement');
    version.state = 'live';
    await check();
    // The first reading of its file counts again where the officer puts that back, and only there.
    expect(version.uploadId).not.to.equal(firstReading.uploadId);
    await change(`/uploads/${firstReading.uploadId}`, 'reinstatement');
    version.services = firstReading.services;
    await check();
  });

  it('goes with an authority whose rows are deleted outright', async () => {
    const { knex } = app.database;
    const { id } = (await authoritiesWith(knex, ['00BN']))[0]!;
    const extracts = await knex('extracts').where('authority_id', id).pluck<number[]>('id');
    await knex.transaction(async (trx) => {
      for (const table of ['live_extracts', 'live_quality_scores', 'outcome_results'])
        await trx(table).where('authority_id', id).delete();
      for (const table of ['services', 'service_measures', 'quality_scores', 'performance_items'])
        await trx(table).whereIn('extract_id', extracts).delete();
      for (const table of ['extracts', 'uploads']) await trx(table).where('authority_id', id).delete();
    });
    history.forget(id);
    await check();
  });
});
