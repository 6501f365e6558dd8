import { expect } from 'chai';
import { readComparison } from '../../../src/reports/comparison.ts';
import { measures } from '../../../src/reports/index.ts';
import { nationalSet } from './figures-national.ts';
import { checkPeers, plainOwn, plainPeers } from './figures-peers.ts';
import {
  expectAllNear,
  expectNear,
  plainly,
  plainMean,
  plainMedian,
  valuesOf,
  type PlainService,
} from './figures-plain.ts';
import { startReports, type TestReports } from './figures-reader.ts';
import { authorityOf, makeLive, type TestAuthority } from '../world.ts';

describe('the figures of a national set', () => {
  let reports: TestReports;
  let own: TestAuthority;
  let world: PlainService[];

  before(async () => {
    reports = await startReports();
    const services = await nationalSet(reports.database.knex, 12);
    await makeLive(reports.database.knex, services, '2009-06-30');
    own = await authorityOf(reports.database.knex, '00AJ');
    world = plainly(services);
  });
  after(() => reports.close());

  it('are of all 152 authorities, twelve services each', async () => {
    const { authorities, services } = await reports.sources.benchmarkSet();
    expect([authorities.length, services]).to.deep.equal([152, 152 * 12]);
  });

  for (const measure of measures) {
    it(`for ${measure.family}/${measure.slug} are what plain arithmetic gives`, async () => {
      const report = await reports.asked(own);
      const { groups, services } = await readComparison(reports.sources, { ...report, measure });
      const question = { own, filters: {}, groupBy: null, members: null };
      const [group] = groups;
      expect(groups).to.have.length(1);

      const mine = plainOwn(world, question, group!.label);
      const values = valuesOf(mine, measure.slug);
      expectAllNear(group!.own.values, values, measure.slug);
      expectNear(group!.own.mean, plainMean(values), 'own mean');
      expectNear(group!.own.median, plainMedian(values), 'own median');

      const others = plainPeers(world, question, group!.label, measure.slug);
      const where = { bare: true, where: measure.slug };
      // The generator has made enough of every measure for it to be shown to everybody.
      expect(checkPeers(group!.peers, others, measure.slug, where)).to.be.true;
      expect(services).to.have.length(12);
      for (const { serviceId, values: stored, percentile } of services) {
        const plain =
          mine.find(({ service }) => service.serviceId === serviceId)!.values[measure.slug] ?? null;
        expectNear(stored[measure.column], plain, serviceId);
        const lower = valuesOf(others, measure.slug).filter((value) => value < plain!).length;
        expectNear(percentile, plain === null ? null : (100 * lower) / others.length, serviceId);
      }
    });
  }

  it('change for others when an authority is removed, and come back with it', async () => {
    const { knex } = reports.database;
    const leeds = await authorityOf(knex, '00DA');
    const measured = await Promise.all(
      measures.map(async (measure) => ({ measure, report: await reports.asked(own) })),
    );
    const check = async (without: TestAuthority | null): Promise<void> => {
      const left = world.filter(({ service }) => service.authority.id !== without?.id);
      for (const { measure, report } of measured) {
        const { groups } = await readComparison(reports.sources, { ...report, measure });
        const others = plainPeers(left, { own, filters: {}, groupBy: null, members: null }, '', measure.slug);
        checkPeers(groups[0]!.peers, others, measure.slug, { bare: true, where: measure.slug });
      }
    };
    const [row] = await knex('live_extracts')
      .where('authority_id', leeds.id)
      .delete()
      .returning<object[]>('*');
    await check(leeds);
    await knex('live_extracts').insert(row!);
    await check(null);
  });
});
