import { expect } from 'chai';
import { valueForMoneyCsv } from '../../../src/reports/analyses/downloads-analysis.ts';
import { findMeasure } from '../../../src/reports/index.ts';
import {
  quadrantOf,
  readValueForMoney,
  type ValueForMoney,
} from '../../../src/reports/analyses/value-for-money.ts';
import { ownService, shownPeers } from '../figures/figures-memory.ts';
import { checkPeers, plainOwn, plainPeers } from '../figures/figures-peers.ts';
import { expectNear, plainly, type PlainService } from '../figures/figures-plain.ts';
import { startReports, type TestReports } from '../figures/figures-reader.ts';
import { randomWorld } from '../figures/figures-world.ts';
import { authoritiesWith, makeLive, type TestAuthority } from '../world.ts';

const cost = findMeasure('cost', 'cost-per-support-hour')!;
const worth = findMeasure('quality', 'provider-overall')!;

describe('the quadrants of value for money', () => {
  const peers = { cost: shownPeers([5, 10, 15]), worth: shownPeers([1, 2, 3]) };

  it('are parted by the peers’ medians', () => {
    expect([9, 11].map((x) => [1.5, 2.5].map((y) => quadrantOf(x, y, peers)))).to.deep.equal([
      ['cheaper-worse', 'cheaper-better'],
      ['dearer-worse', 'dearer-better'],
    ]);
  });

  it('give a service at a median the better side of it', () => {
    expect(quadrantOf(10, 2, peers)).to.equal('cheaper-better');
    expect(quadrantOf(10.1, 2, peers)).to.equal('dearer-better');
    // By three figures, which is all that is shown of peers, it is the median.
    expect(quadrantOf(10.04, 1.996, peers)).to.equal('cheaper-better');
    expect(quadrantOf(10, 1.99, peers)).to.equal('cheaper-worse');
  });

  it('are not known where either median is withheld', () => {
    expect(quadrantOf(9, 3, { ...peers, cost: { kind: 'too-few' } })).to.be.null;
    expect(quadrantOf(9, 3, { ...peers, worth: { kind: 'would-unmask' } })).to.be.null;
  });
});

describe('value for money, on PostgreSQL', () => {
  let reports: TestReports;
  let own: TestAuthority;
  let world: PlainService[];
  before(async () => {
    reports = await startReports();
    const { knex } = reports.database;
    const authorities = await authoritiesWith(knex, ['00AJ', '00AB', '00AC', '38', '00BN', '00CA', '18']);
    own = authorities[0]!;
    const services = randomWorld(authorities, { seed: 41, each: 15 });
    await makeLive(knex, services);
    world = plainly(services);
  });
  after(() => reports.close());

  const read = async (query: Record<string, string>, reader = own): Promise<ValueForMoney> =>
    readValueForMoney(reports.sources, { ...(await reports.asked(reader, query)), cost, worth });

  const queries: Record<string, string>[] = [{}, { durationType: 'Short term' }, { groupBy: 'serviceType' }];
  for (const query of queries)
    it(`places each service that has both figures, for ${JSON.stringify(query)}`, async () => {
      const view = await read(query);
      const { choices } = await reports.asked(own, query);
      const question = { own, filters: choices.filters, groupBy: null, members: null };
      const bare = Object.keys(choices.filters).length === 0;
      for (const measure of [cost, worth]) {
        const answer = measure === cost ? view.peers.cost : view.peers.worth;
        const peers = plainPeers(world, question, '', measure.slug);
        expect(checkPeers(answer, peers, measure.slug, { bare, where: measure.slug })).to.be.true;
      }
      const mine = plainOwn(world, question, '');
      const both = mine.filter(({ values }) => values[cost.slug] !== null && values[worth.slug] !== null);
      expect(both.length).to.be.within(1, mine.length - 1);
      expect(view.leftOut).to.equal(mine.length - both.length);
      expect(view.services.map(({ service: { serviceId } }) => serviceId)).to.deep.equal(
        both.map((one) => one.service.serviceId),
      );
      view.services.forEach(({ cost: x, worth: y, quadrant }, at) => {
        expectNear(x, both[at]!.values[cost.slug]!, 'cost');
        expectNear(y, both[at]!.values[worth.slug]!, 'worth');
        expect(quadrant).to.equal(quadrantOf(x, y, view.peers)).and.not.be.null;
      });
    });

  it('places nothing where nothing is live', async () => {
    const [newcomer] = await authoritiesWith(reports.database.knex, ['00DA']);
    const { services, leftOut, extractDate, peers } = await read({}, newcomer);
    expect([services, leftOut, extractDate]).to.deep.equal([[], 0, null]);
    expect(peers.cost.kind).to.equal('shown');
  });

  it('is downloaded a row a service, its quadrant in words', async () => {
    const view = await read({});
    const one = ownService('S1', {}, { name: '+44' });
    const services = [
      { service: one, cost: 12.5, worth: 3, quadrant: 'dearer-better' as const },
      { service: one, cost: 12.5, worth: 3, quadrant: null },
    ];
    const peers = { cost: shownPeers([5, 10, 15]), worth: { kind: 'too-few' as const } };
    expect(valueForMoneyCsv({ ...view, services, peers })).to.equal(
      '\uFEFFservice_id,service_name,cost-per-support-hour,provider-overall,peer_median_cost,peer_median_worth,quadrant\r\n' +
        'S1,\'+44,12.5,3,10,,"Costs more, does better"\r\n' +
        "S1,'+44,12.5,3,10,,\r\n",
    );
  });
});
