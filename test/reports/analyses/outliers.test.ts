import { expect } from 'chai';
import { outliersCsv } from '../../../src/reports/analyses/downloads-analysis.ts';
import { findMeasure, measures } from '../../../src/reports/index.ts';
import type { ServiceDimension } from '../../../src/reports/dimensions.ts';
import {
  distanceFrom,
  poundsAYear,
  readOutliers,
  type Outliers,
} from '../../../src/reports/analyses/outliers.ts';
import { ownService, shownPeers } from '../figures/figures-memory.ts';
import { plainOwn, plainPeers } from '../figures/figures-peers.ts';
import { expectNear, plainly, plainQuantile, valuesOf, type PlainService } from '../figures/figures-plain.ts';
import { startReports, type TestReports } from '../figures/figures-reader.ts';
import { randomWorld } from '../figures/figures-world.ts';
import { authoritiesWith, makeLive, service, type TestAuthority } from '../world.ts';

const costs = measures.filter(({ family }) => family === 'cost');

describe('how far a service is from its like', () => {
  it('is counted in ranges between the peers’ quartiles, from their median', () => {
    const peers = shownPeers([10, 14, 20]);
    expect([24, 14, 4, 9].map((value) => distanceFrom(value, peers))).to.deep.equal([1, 0, -1, -0.5]);
  });

  it('is counted in hundredths of the median where all peers are alike, or in ones where that is nothing', () => {
    expect(distanceFrom(51, shownPeers([50, 50, 50]))).to.equal(2);
    expect(distanceFrom(50, shownPeers([50, 50, 50]))).to.equal(0);
    expect(distanceFrom(3, shownPeers([0, 0, 0]))).to.equal(3);
  });

  it('comes to pounds a year by the service’s size, where the measure is money', () => {
    const given = { units: 10, hours: 35, managers: 1, frontline_staff: 3 };
    const pounds = (slug: string, sizes = given) => poundsAYear(findMeasure('cost', slug)!, sizes, 2);
    expect(pounds('weekly-unit-cost')).to.equal(2 * 10 * 52);
    expect(pounds('cost-per-support-hour')).to.equal(2 * 35 * 4 * 52);
    expect(pounds('contract-value-next-year')).to.equal(2);
    expect(pounds('subsidy-value-previous-year')).to.equal(2);
    expect(pounds('support-hours-per-unit')).to.be.null;
    for (const [family, slug] of [
      ['quality', 'provider-overall'],
      ['performance', 'kpi1'],
      ['outcomes', '5a'],
    ])
      expect(poundsAYear(findMeasure(family, slug)!, given, 2), slug).to.be.null;
    expect(poundsAYear(costs[0]!, given, -3)).to.equal(-1560);
  });

  it('comes to nothing that can be said where a size is not given', () => {
    const given = { units: 10, hours: 35, managers: 1, frontline_staff: 3 };
    expect(poundsAYear(costs[0]!, { ...given, units: null }, 2)).to.be.null;
    for (const size of ['hours', 'managers', 'frontline_staff'])
      expect(poundsAYear(costs[1]!, { ...given, [size]: null }, 2), size).to.be.null;
    expect(poundsAYear(costs[0]!, {}, 2)).to.be.null;
  });
});

describe('services furthest from peers, on PostgreSQL', () => {
  let reports: TestReports;
  let own: TestAuthority;
  let world: PlainService[];
  before(async () => {
    reports = await startReports();
    const { knex } = reports.database;
    const authorities = await authoritiesWith(knex, ['00AJ', '00AB', '00AC', '38', '00BN', '00CA', '18']);
    own = authorities[0]!;
    const services = [
      ...randomWorld(authorities, { seed: 31, each: 12 }),
      // One that is far from all, one of a kind that nobody else has.
      service(own, 'FAR', { weekly_unit_cost: 5000, clientGroup: 'Generic', units: 4 }),
      service(own, 'ALONE', { weekly_unit_cost: 5000, clientGroup: 'Traveller' }),
    ];
    await makeLive(knex, services);
    world = plainly(services);
  });
  after(() => reports.close());

  const read = async (like: ServiceDimension | null, query: Record<string, string> = {}): Promise<Outliers> =>
    readOutliers(reports.sources, { ...(await reports.asked(own, query)), measures: costs, like });

  const cases: [ServiceDimension | null, Record<string, string>][] = [
    [null, {}],
    ['clientGroup', {}],
    ['serviceType', {}],
    ['durationType', { clientGroup: 'Generic' }],
  ];
  for (const [like, query] of cases)
    it(`are those further away than plain arithmetic allows, by ${like ?? 'all peers'}`, async () => {
      const { outliers, withheld, extractDate } = await read(like, query);
      expect(extractDate).to.equal('2004-09-13');
      const { choices } = await reports.asked(own, query);
      const question = { own, filters: choices.filters, groupBy: like, members: null };
      const mine = plainOwn(world, { ...question, groupBy: null }, '');
      let listed = 0;
      let unlisted = 0;
      for (const { slug } of costs) {
        for (const { service: one, values } of mine) {
          const value = values[slug] ?? null;
          const found = outliers.find(
            ({ service: { serviceId }, measure }) => serviceId === one.serviceId && measure.slug === slug,
          );
          if (value === null) {
            expect(found).to.be.undefined;
            continue;
          }
          const group = like === null ? 'All services' : one.at[like];
          const isFar = isFarFrom(valuesOf(plainPeers(world, question, group, slug), slug), value);
          if (found) {
            listed += 1;
            expect([isFar, found.group, found.value]).to.deep.equal([true, group, value]);
            checkFar(found, value, slug, one.given);
          } else if (isFar) unlisted += 1;
        }
      }
      expect(listed).to.equal(outliers.length);
      expect(listed).to.be.above(3);
      // What is far and not listed has peers who are withheld; all services taken together never are here.
      expect(unlisted).to.be.at.most(withheld);
      if (like === null) expect(withheld).to.equal(0);
      const distances = outliers.map(({ distance }) => Math.abs(distance));
      expect(distances).to.deep.equal([...distances].sort((a, b) => b - a));
    });

  /** By the peers' figures as they are shown, to three significant figures. */
  function isFarFrom(peers: readonly number[], value: number): boolean {
    const at = (fraction: number) => Number((plainQuantile(peers, fraction) ?? NaN).toPrecision(3));
    return Math.abs(value - at(0.5)) > at(0.75) - at(0.25);
  }

  function checkFar(
    { peers, distance, poundsAYear: pounds }: Outliers['outliers'][number],
    value: number,
    slug: string,
    given: PlainService['service']['given'],
  ): void {
    expectNear(distance, (value - peers.median) / (peers.upper_quartile - peers.lower_quartile), slug);
    expect(Math.abs(distance)).to.be.above(1);
    const { units, hours, managers, frontline_staff: frontline } = given;
    const times: Record<string, number | null> = {
      'weekly-unit-cost': units === null ? null : units * 52,
      'cost-per-support-hour':
        hours === null || managers === null ? null : hours * (managers + frontline!) * 52,
      'support-hours-per-unit': null,
    };
    const factor = slug in times ? (times[slug] ?? null) : 1;
    expectNear(pounds, factor === null ? null : (value - peers.median) * factor, slug);
  }

  it('count what cannot be compared for want of peers, and do not list it', async () => {
    const { outliers, withheld } = await read('clientGroup');
    const ids = outliers.map(({ service: { serviceId } }) => serviceId);
    expect(ids).to.include('FAR').and.not.include('ALONE');
    expect(withheld).to.be.at.least(3);
    const all = await read(null);
    expect(all.withheld).to.equal(0);
    expect(all.outliers.map(({ service: { serviceId } }) => serviceId)).to.include.members(['FAR', 'ALONE']);
  });

  it('are none where the authority has nothing live', async () => {
    const [newcomer] = await authoritiesWith(reports.database.knex, ['00DA']);
    const report = await reports.asked(newcomer!);
    expect(await readOutliers(reports.sources, { ...report, measures: costs, like: null })).to.deep.equal({
      ...{ extractDate: null, like: null, outliers: [], withheld: 0 },
    });
  });

  it('are downloaded a row a figure, formulas disarmed and negative numbers numbers', () => {
    const peers = shownPeers([10, 14, 20]);
    const one = ownService('-S1', { weekly_unit_cost: 1 }, { name: '=1+1' });
    const outlier = { service: one, measure: costs[0]!, group: 'Generic', value: 1, peers, distance: -1.3 };
    const outliers = [
      { ...outlier, poundsAYear: -6760 },
      { ...outlier, poundsAYear: null },
    ];
    expect(outliersCsv({ extractDate: null, like: null, withheld: 0, outliers })).to.equal(
      '\uFEFFservice_id,service_name,measure,group,value,peer_median,distance,pounds_a_year\r\n' +
        "'-S1,'=1+1,weekly-unit-cost,Generic,1,14,-1.3,-6760\r\n" +
        "'-S1,'=1+1,weekly-unit-cost,Generic,1,14,-1.3,\r\n",
    );
  });
});
