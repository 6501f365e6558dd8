import { expect } from 'chai';
import { findMeasure, type Measure } from '../../../src/reports/index.ts';
import { trendCsv } from '../../../src/reports/analyses/downloads-analysis.ts';
import { readTrend, type Trend, type TrendPoint } from '../../../src/reports/analyses/trend.ts';
import { reinstateUpload, withdrawUpload } from '../../../src/uploads/withdraw-upload.ts';
import { uploadKinds } from '../../../src/wiring-jobs.ts';
import { startHistory, type TestHistory } from '../figures/figures-history.ts';
import { plainOwn, plainPeers, type PlainQuestion } from '../figures/figures-peers.ts';
import { expectNear, expectRounded, plainMedian, plainQuantile, valuesOf } from '../figures/figures-plain.ts';
import { startReports, type TestReports } from '../figures/figures-reader.ts';
import { randomWorld } from '../figures/figures-world.ts';
import { authoritiesWith, type TestAuthority } from '../world.ts';

const measured = ['cost/weekly-unit-cost', 'quality/provider-overall', 'performance/spi3', 'outcomes/1a'].map(
  (text) => findMeasure(...(text.split('/') as [string, string]))!,
);
const queries: Record<string, string>[] = [
  {},
  { durationType: 'Short term' },
  { peers: 'region' },
  { peers: 'nearest' },
];
const actor = { userId: null, action: 'test.changed' };

describe('the trend', () => {
  let reports: TestReports;
  let history: TestHistory;
  let authorities: TestAuthority[];
  let own: TestAuthority;

  before(async () => {
    reports = await startReports();
    authorities = await authoritiesWith(reports.database.knex, [
      ...['00AJ', '00BG', '00AC', '00AE', '00AF', '00AH', '00AK', '00AL', '38', '00BN', '00CA', '18'],
    ]);
    own = authorities[0]!;
    history = startHistory(reports.database.knex);
    for (const [at, date] of ['2008-03-31', '2008-05-10', '2008-06-30', '2008-09-30'].entries())
      await history.goLive(worldOf(authorities, at), date);
  });
  after(() => reports.close());

  const worldOf = (these: readonly TestAuthority[], seed: number) => randomWorld(these, { seed, each: 7 });

  async function read(measure: Measure, query: Record<string, string> = {}): Promise<Trend> {
    return readTrend(reports.trend, { ...(await reports.asked(own, query)), measure });
  }

  /** Holds the trend of each measure and choice against the versions that count, by the sources that are warm by now. */
  async function check(): Promise<void> {
    for (const measure of measured) {
      for (const query of queries) {
        let shown = 0;
        const report = await reports.asked(own, query);
        const { points } = await readTrend(reports.trend, { ...report, measure });
        expect(points.map(({ quarter }) => quarter)).to.deep.equal(history.quarters());
        const members = query.peers ? new Set(authorities.filter(isLondon).map(({ id }) => id)) : null;
        const question = { own, filters: report.choices.filters, groupBy: null, members };
        for (const point of points) {
          const where = `${measure.slug} ${JSON.stringify(query)} ${point.quarter}`;
          if (checkPoint(point, measure, question, where)) shown += 1;
        }
        expect(shown, `${measure.slug} ${JSON.stringify(query)}`).to.be.above(0);
      }
    }
  }

  /** Of these authorities the ones in London are Ealing's neighbours and its region alike. */
  const isLondon = ({ region }: TestAuthority): boolean => region === 'London';

  function checkPoint(
    { quarter, own: mine, peers }: TrendPoint,
    { slug }: Measure,
    question: PlainQuestion,
    where: string,
  ): boolean {
    const world = history.countedIn(quarter);
    const values = valuesOf(plainOwn(world, question, ''), slug);
    expect(mine.services, where).to.equal(values.length);
    expectNear(mine.median, plainMedian(values), `${where} own`);
    const others = plainPeers(world, question, '', slug);
    const counts = {
      authorities: new Set(others.map(({ service }) => service.authority.id)).size,
      services: others.length,
    };
    const isEnough = counts.authorities >= 3 && counts.services >= 5;
    if (peers.kind !== 'shown') {
      expect(peers.kind, where).to.equal(isEnough ? 'would-unmask' : 'too-few');
      const isBare = question.members === null && Object.keys(question.filters).length === 0;
      expect(isBare && isEnough, `${where} is withheld`).to.be.false;
      return false;
    }
    expect(isEnough, where).to.be.true;
    expect(peers, where).to.include(counts);
    const all = valuesOf(others, slug);
    expectRounded(peers.lower_quartile, plainQuantile(all, 0.25), where);
    expectRounded(peers.median, plainQuantile(all, 0.5), where);
    expectRounded(peers.upper_quartile, plainQuantile(all, 0.75), where);
    return true;
  }

  it('gives of each quarter what plain arithmetic gives of the versions that count', async () => {
    expect(history.quarters()).to.deep.equal(['2008-03-31', '2008-06-30', '2008-09-30']);
    await check();
  });

  it('tells no more of peers than what it draws', async () => {
    const { points } = await read(measured[0]!);
    expect(points[0]!.peers).to.have.all.keys(
      ...['kind', 'authorities', 'services', 'lower_quartile', 'median', 'upper_quartile'],
    );
  });

  it('takes in what goes live, of oneself and of peers, at the next question', async () => {
    await check();
    await history.goLive(worldOf(authorities.slice(2, 4), 11), '2008-09-30');
    await check();
    await history.goLive(worldOf(authorities.slice(0, 2), 12), '2008-12-31');
    await check();
    // One of an earlier quarter is live, and the later one, which it has superseded, counts in its own.
    await history.goLive(worldOf(authorities.slice(4, 5), 13), '2008-06-01');
    await check();
    expect(history.quarters()).to.have.length(4);
  });

  it('leaves out what is withdrawn, and has it back when it is put back', async () => {
    const { knex } = reports.database;
    const kinds = uploadKinds({ database: reports.database });
    for (const authority of [authorities[5]!, own]) {
      const version = history.live(authority.id)!;
      const command = { authorityId: authority.id, uploadId: version.uploadId };
      await withdrawUpload(knex, kinds, command, actor);
      version.state = 'withdrawn';
      await check();
      await reinstateUpload(knex, kinds, command, actor);
      version.state = 'live';
      await check();
    }
  });

  it('follows a correction of what was live in the past, and of what is live now', async () => {
    const { knex } = reports.database;
    const peer = authorities[6]!;
    for (const version of history.versions().filter(({ authorityId }) => authorityId === peer.id)) {
      const [extract] = await knex('extracts')
        .where('upload_id', version.uploadId)
        .select<{ id: number }[]>('id');
      await knex.transaction(async (trx) => {
        await trx('services').where('extract_id', extract!.id).update({ weekly_unit_cost: 77 });
        // What changes a version's figures gives it another revision.
        await trx('extracts')
          .where('id', extract!.id)
          .update({ revision: trx.raw(`nextval('extract_revision')`) });
      });
      version.services = version.services.map(({ service, values }) => ({
        service,
        values: { ...values, 'weekly-unit-cost': 77 },
      }));
      await check();
    }
  });

  it('forgets an authority whose rows are deleted outright', async () => {
    const { knex } = reports.database;
    const { id } = authorities[1]!;
    await knex('live_extracts').where('authority_id', id).delete();
    await knex('live_quality_scores').where('authority_id', id).delete();
    await knex('outcome_results').where('authority_id', id).delete();
    const extracts = knex('extracts').where('authority_id', id).select('id');
    for (const table of ['services', 'service_measures', 'quality_scores', 'performance_items'])
      await knex(table).whereIn('extract_id', extracts.clone()).delete();
    await knex('extracts').where('authority_id', id).delete();
    await knex('uploads').where('authority_id', id).delete();
    history.forget(id);
    await check();
  });

  it('is downloaded a row a quarter, empty where peers are withheld', async () => {
    const trend: Trend = {
      ...(await read(measured[0]!)),
      points: [
        {
          quarter: '2008-03-31',
          own: { services: 0, median: null, counted: {} },
          peers: { kind: 'too-few' },
        },
        {
          quarter: '2008-06-30',
          own: { services: 3, median: 12.5, counted: {} },
          peers: {
            kind: 'shown',
            ...{ authorities: 4, services: 9, lower_quartile: 1.25, median: 1000, upper_quartile: 123000 },
          },
        },
      ],
    };
    expect(trendCsv(trend)).to.equal(
      '\uFEFFquarter,own_services,own_median,authorities,services,lower_quartile,median,upper_quartile,suppressed\r\n' +
        '2008-03-31,0,,,,,,,yes\r\n' +
        '2008-06-30,3,12.5,4,9,1.25,1000,123000,\r\n',
    );
  });
});
