import { expect } from 'chai';
import { openDatabase, type Database } from '../../src/platform/database.ts';
import { readComparison, type Comparison } from '../../src/reports/comparison.ts';
import type { Choices, Dimension } from '../../src/reports/dimensions.ts';
import { measures, type Measure } from '../../src/reports/index.ts';
import { places } from '../../src/reports/store.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import {
  authorityOf,
  makeLive,
  randomNumbers,
  service,
  type TestAuthority,
  type TestService,
} from './world.ts';

const codes = ['00AJ', '00AB', '00AC', '00AD', '38', '00DA', '00CJ', '00CA', '00BN', '00BL', '18', '00HB'];

describe('comparison with peers, on PostgreSQL', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let own: TestAuthority;
  let world: TestService[];

  before(async () => {
    testDatabase = await createTestDatabase();
    database = openDatabase(testDatabase.url, { poolSize: 2 });
    const authorities = await Promise.all(codes.map((code) => authorityOf(database.knex, code)));
    own = authorities[0]!;
    world = randomWorld(authorities);
    // An earlier extract of everybody, which no figure may come from.
    await makeLive(
      database.knex,
      world.map((one) => service(one.authority, one.serviceId, { weekly_unit_cost: 9999 })),
    );
    await makeLive(database.knex, world);
  });

  after(async () => {
    await database.close();
    await testDatabase.drop();
  });

  async function read(measure: Measure, choices: Choices, reader = own): Promise<Comparison> {
    return readComparison(database, { reader, measure, choices, places: await places(database.knex) });
  }

  const someChoices: Choices[] = [
    { filters: {}, groupBy: null },
    { filters: { serviceType: ['Outreach', 'Resettlement'] }, groupBy: null },
    { filters: { region: ['London'], durationType: ['Short term'] }, groupBy: null },
    { filters: { accommodationType: ['None given'] }, groupBy: 'durationType' },
    { filters: { authorityType: ['Metropolitan district', 'County'] }, groupBy: 'serviceType' },
    { filters: { clientGroup: ['Generic', 'Refugees'] }, groupBy: 'clientGroup' },
    ...(
      ['serviceType', 'clientGroup', 'accommodationType', 'durationType', 'region', 'authorityType'] as const
    ).map((groupBy): Choices => ({ filters: {}, groupBy })),
  ];

  for (const measure of measures) {
    it(`gives for ${measure.slug} what plain arithmetic gives`, async () => {
      let compared = 0;
      for (const choices of someChoices) {
        const { groups } = await read(measure, choices);
        for (const group of groups) compared += checkGroup(group, measure, choices);
      }
      expect(compared).to.be.above(15);
    });
  }

  function checkGroup(
    { label, own: mine, peers }: Comparison['groups'][number],
    measure: Measure,
    choices: Choices,
  ) {
    const where = `${measure.slug} ${JSON.stringify(choices)} ${label}`;
    const inGroup = world.filter(
      (one) => choices.groupBy === null || attribute(one, choices.groupBy) === label,
    );
    const ownValues = valuesOf(
      inGroup.filter((one) => one.authority.id === own.id && passes(one, choices, 'own')),
      measure,
    );
    expect([...mine.values].sort(), where).to.deep.equal([...ownValues].sort());
    expectNear(mine.mean, plainMean(ownValues), where);
    expectNear(mine.median, plainQuantile(ownValues, 0.5), where);

    const others = inGroup.filter(
      (one) =>
        one.authority.id !== own.id && passes(one, choices, 'peers') && one.measures[measure.column] !== null,
    );
    const authorities = new Set(others.map((one) => one.authority.id)).size;
    const isLarge = authorities >= 3 && others.length >= 5;
    if (peers.kind !== 'shown') {
      expect(peers.kind === 'would-unmask', where).to.equal(isLarge);
      return 0;
    }
    expect(isLarge, where).to.be.true;
    const values = valuesOf(others, measure);
    const weighed = others.filter((one) => one.units !== null);
    expect(peers, where).to.include({ authorities, services: others.length });
    expectNear(peers.minimum, Math.min(...values), where);
    expectNear(peers.lower_quartile, plainQuantile(values, 0.25), where);
    expectNear(peers.median, plainQuantile(values, 0.5), where);
    expectNear(peers.upper_quartile, plainQuantile(values, 0.75), where);
    expectNear(peers.maximum, Math.max(...values), where);
    expectNear(peers.mean, plainMean(values), where);
    const weights = weighed.reduce((sum, one) => sum + one.units!, 0);
    const weightedSum = weighed.reduce((sum, one) => sum + one.measures[measure.column]! * one.units!, 0);
    expectNear(peers.unit_weighted_mean, weights === 0 ? null : weightedSum / weights, where);
    return 1;
  }

  it('ranks each own service among the peers of its group', async () => {
    const measure = measures[0]!;
    let ranked = 0;
    for (const choices of someChoices) {
      const { groups, services } = await read(measure, choices);
      const expected = world.filter((one) => one.authority.id === own.id && passes(one, choices, 'own'));
      expect(services.map((one) => one.serviceId)).to.have.members(expected.map((one) => one.serviceId));
      for (const one of services) {
        const isShown = groups.find(({ label }) => label === one.group)!.peers.kind === 'shown';
        if (one.value === null || !isShown) {
          expect(one.percentile).to.be.null;
          continue;
        }
        const peers = world.filter(
          (peer) =>
            peer.authority.id !== own.id &&
            passes(peer, choices, 'peers') &&
            peer.measures.weekly_unit_cost !== null &&
            (choices.groupBy === null || attribute(peer, choices.groupBy) === one.group),
        );
        const lower = peers.filter((peer) => peer.measures.weekly_unit_cost! < one.value!).length;
        expectNear(one.percentile, (100 * lower) / peers.length, one.serviceId);
        ranked += 1;
      }
    }
    expect(ranked).to.be.above(50);
  });

  it('narrows the peers by region and type of authority, never own services', async () => {
    const all = await read(measures[0]!, { filters: {}, groupBy: null });
    const northern = await read(measures[0]!, { filters: { region: ['North West'] }, groupBy: null });
    expect(northern.services.map((one) => one.serviceId)).to.deep.equal(
      all.services.map((one) => one.serviceId),
    );
    const grouped = await read(measures[0]!, { filters: { region: ['North West'] }, groupBy: 'region' });
    expect(grouped.groups.map(({ label, own: mine }) => [label, mine.values.length > 0])).to.deep.equal([
      ['London', true],
      ['North West', false],
    ]);
    expect(grouped.groups[0]!.peers).to.deep.equal({ kind: 'not-chosen' });
  });

  it('says nothing of the own authority where it has no live extract, and still shows peers', async () => {
    const newcomer = await authorityOf(database.knex, '00AE');
    const { extractDate, services, groups } = await read(
      measures[0]!,
      { filters: {}, groupBy: null },
      newcomer,
    );
    expect(extractDate).to.be.null;
    expect(services).to.be.empty;
    expect(groups).to.have.length(1);
    expect(groups[0]!.own).to.deep.equal({ values: [], mean: null, median: null });
    expect(groups[0]!.peers.kind).to.equal('shown');
  });

  it('may read nothing else as the role that reads peers', async () => {
    for (const table of [
      'services',
      'live_extracts',
      'extracts',
      'authorities',
      'users',
      'uploads',
      'findings',
    ]) {
      await refused(`select * from public.${table}`);
    }
    await refused('create table benchmark.note (id integer)');
    const { fields } = await database.benchmark.raw<{ fields: { name: string }[] }>(
      'select * from services limit 0',
    );
    expect(fields.map(({ name }) => name)).to.include.members(['authority', 'region', 'weekly_unit_cost']);
    for (const { name } of fields) expect(name).not.to.match(/name|service_id|code|upload|extract/);
  });

  async function refused(sql: string): Promise<void> {
    let code = 'none';
    try {
      await database.benchmark.raw(sql);
    } catch (error) {
      code = (error as { code: string }).code;
    }
    expect(code, sql).to.equal('42501');
  }
});

function passes(one: TestService, { filters }: Choices, as: 'own' | 'peers'): boolean {
  return (Object.entries(filters) as [Dimension, string[]][]).every(
    ([name, labels]) =>
      (as === 'own' && (name === 'region' || name === 'authorityType')) ||
      labels.includes(attribute(one, name)),
  );
}

function attribute(one: TestService, name: Dimension): string {
  if (name === 'region') return one.authority.region;
  return name === 'authorityType' ? one.authority.type : one.at[name];
}

function valuesOf(services: readonly TestService[], measure: Measure): number[] {
  return services.map((one) => one.measures[measure.column] ?? null).filter((value) => value !== null);
}

function plainMean(values: readonly number[]): number | null {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? null : sum / values.length;
}

/** R's type 7, written from its definition: h = (n - 1)p + 1. */
function plainQuantile(values: readonly number[], p: number): number | null {
  if (values.length === 0) return null;
  const x = [...values].sort((a, b) => a - b);
  const h = (x.length - 1) * p + 1;
  const lower = x[Math.floor(h) - 1]!;
  return lower + (h - Math.floor(h)) * ((x[Math.floor(h)] ?? lower) - lower);
}

function expectNear(actual: number | null | undefined, expected: number | null, where: string): void {
  if (expected === null || actual === null || actual === undefined)
    return void expect(actual, where).to.equal(expected);
  expect(Math.abs(actual - expected), where).to.be.at.most(1e-9 * Math.max(1, Math.abs(expected)));
}

/** About twenty services an authority, with ties, gaps, noughts and an excluded number of units here and there. */
function randomWorld(authorities: readonly TestAuthority[]): TestService[] {
  const random = randomNumbers(7);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const money = () => (random() < 0.15 ? null : Math.round(random() * 1e7) / 100);
  return authorities.flatMap((authority) =>
    Array.from({ length: 12 + Math.floor(random() * 16) }, (_, index) => {
      const one = service(authority, `${authority.code}-${index}`, {
        serviceType: pick([
          'Outreach',
          'Outreach',
          'Resettlement',
          'Floating support',
          'Accommodation based',
        ]),
        clientGroup: pick(['Generic', 'Generic', 'Generic', 'Refugees', 'Frail elderly', 'Rough sleeper']),
        accommodationType: pick(['None given', 'None given', 'Hostel', 'Foyer for young people']),
        durationType: pick(['Short term', 'Long term']),
        units: 1 + Math.floor(random() * 40),
        hours: random() < 0.1 ? 0 : 35,
        managers: Math.round(random() * 200) / 100,
        frontline_staff: Math.round(random() * 1000) / 100,
        weekly_unit_cost: random() < 0.1 ? null : Math.floor(random() * 60),
        contract_value_next_year: money(),
        contract_value_previous_year: money(),
        subsidy_value_next_year: money(),
        subsidy_value_previous_year: money(),
      });
      return random() < 0.1 ? { ...one, units: null } : one;
    }),
  );
}
