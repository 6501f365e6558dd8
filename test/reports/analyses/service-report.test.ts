import { expect } from 'chai';
import { measures } from '../../../src/reports/index.ts';
import { readServiceReport, type ServiceReport } from '../../../src/reports/analyses/service-report.ts';
import { startHistory, type TestHistory } from '../figures/figures-history.ts';
import { checkPeers, plainPeers } from '../figures/figures-peers.ts';
import { expectNear, valuesOf } from '../figures/figures-plain.ts';
import { startReports, type TestReports } from '../figures/figures-reader.ts';
import { randomWorld } from '../figures/figures-world.ts';
import { authoritiesWith, service, type TestAuthority } from '../world.ts';

describe('the report of a service', () => {
  let reports: TestReports;
  let history: TestHistory;
  let authorities: TestAuthority[];
  let own: TestAuthority;

  before(async () => {
    reports = await startReports();
    const codes = ['00AJ', '00AB', '00AC', '00AE', '38', '00BN', '00CA', '18'];
    authorities = await authoritiesWith(reports.database.knex, codes);
    own = authorities[0]!;
    history = startHistory(reports.database.knex);
    const foreign = (cost: number) => service(authorities[1]!, 'SHARED', { weekly_unit_cost: cost });
    const shared = (cost: number) => service(own, 'SHARED', { weekly_unit_cost: cost });
    await history.goLive([...randomWorld(authorities, { seed: 51, each: 14 }), foreign(1)], '2008-02-29');
    await history.goLive(
      [...randomWorld(authorities, { seed: 52, each: 14 }), shared(2), foreign(3)],
      '2008-05-31',
    );
    // Within the quarter of the one before: what was superseded there is not part of the service's history.
    await history.goLive(
      [...randomWorld(authorities, { seed: 53, each: 12 }), shared(4), foreign(5)],
      '2008-06-30',
    );
    await history.goLive(
      [...randomWorld(authorities, { seed: 54, each: 14 }), shared(6), foreign(7)],
      '2008-09-30',
    );
  });
  after(() => reports.close());

  const read = async (
    id: string,
    query: Record<string, string> = {},
    reader = own,
  ): Promise<ServiceReport | null> =>
    readServiceReport(reports.sources, await reports.asked(reader, query), id);

  it('holds every measure of it beside services of the same type and client group', async () => {
    let shown = 0;
    for (const mine of history.live(own.id)!.services) {
      const { serviceId, at } = mine.service;
      const { service: found, like, rows, extractDate } = (await read(serviceId))!;
      expect([found.serviceId, extractDate]).to.deep.equal([serviceId, '2008-09-30']);
      expect(like).to.deep.equal({ serviceType: [at.serviceType], clientGroup: [at.clientGroup] });
      expect(rows.map(({ measure }) => measure)).to.deep.equal(measures);
      const question = { own, filters: like, groupBy: null, members: null };
      for (const {
        measure: { slug },
        value,
        peers,
        percentile,
      } of rows) {
        expectNear(value, mine.values[slug] ?? null, `${slug} of ${serviceId}`);
        const others = plainPeers(history.allLive(), question, '', slug);
        if (checkPeers(peers, others, slug, { bare: false, where: `${slug} of ${serviceId}` })) shown += 1;
        const isRanked = value !== null && peers.kind === 'shown' && peers.minimum !== null;
        const lower = valuesOf(others, slug).filter((other) => other < value!).length;
        expectNear(percentile, isRanked ? (100 * lower) / others.length : null, serviceId);
      }
    }
    expect(shown).to.be.above(20);
  });

  it('tells what it gave in each quarter in which it was there, the latest first', async () => {
    const costs = async (id: string) =>
      (await read(id))!.history.map(({ quarter, values }) => [quarter, values.weekly_unit_cost]);
    expect(await costs('SHARED')).to.deep.equal([
      ['2008-09-30', 6],
      ['2008-06-30', 4],
    ]);
    // It was left out of the version that counts for the second quarter.
    const quarters = (await costs('00AJ-13')).map(([quarter]) => quarter);
    expect(quarters).to.deep.equal(['2008-09-30', '2008-03-31']);
    for (const { quarter, values } of (await read('00AJ-3'))!.history) {
      const then = history.countedIn(quarter).find((one) => one.service.serviceId === '00AJ-3')!;
      for (const { column, slug } of measures)
        expectNear(values[column], then.values[slug] ?? null, `${slug} in ${quarter}`);
    }
  });

  it('is of one’s own, where another authority has a service of the same id', async () => {
    const costOf = async (reader: TestAuthority) =>
      (await read('SHARED', {}, reader))?.service.values.weekly_unit_cost;
    expect(await costOf(own)).to.equal(6);
    expect(await costOf(authorities[1]!)).to.equal(7);
    expect(await costOf(authorities[2]!)).to.be.undefined;
  });

  it('is none for a foreign id, one that is not there, or one that is there no more', async () => {
    for (const id of ['00AB-1', 'nobody', '', '%', "S1' or true --", 'shared'])
      expect(await read(id), id).to.be.null;
    const [, , , , , , , last] = authorities;
    await history.goLive([service(last!, 'ONLY')], '2008-12-31');
    expect(await read(`${last!.code}-1`, {}, last)).to.be.null;
    expect(await read('ONLY', {}, last)).to.not.be.null;
  });

  it('is none where nothing is live, though there were versions', async () => {
    const [, , one] = authorities;
    await reports.database.knex('live_extracts').where('authority_id', one!.id).delete();
    await reports.database
      .knex('uploads')
      .where({ authority_id: one!.id, state: 'live' })
      .update({ state: 'withdrawn' });
    expect(await read(`${one!.code}-1`, {}, one)).to.be.null;
  });
});
