import { expect } from 'chai';
import { readComparison, type Comparison, type Peers } from '../../src/reports/comparison.ts';
import type { Dimension, Filters } from '../../src/reports/dimensions.ts';
import { measures, type Measure } from '../../src/reports/index.ts';
import type { Report } from '../../src/reports/read-report.ts';
import { addGroup } from '../../src/reports/comparison-groups/store-peer-groups.ts';
import { checkPeers, isBare, plainOwn, plainPeers, type PlainQuestion } from './figures/figures-peers.ts';
import {
  expectAllNear,
  expectNear,
  plainly,
  plainMean,
  plainMedian,
  valuesOf,
  type PlainService,
} from './figures/figures-plain.ts';
import { startReports, type TestReports } from './figures/figures-reader.ts';
import { randomWorld } from './figures/figures-world.ts';
import { authoritiesWith, authorityOf, makeLive, service, type TestAuthority } from './world.ts';

const NEWCOMER = '00BC';

/** Everything that an address may ask for, alone and together. */
const questions: Record<string, string | string[]>[] = [
  {},
  ...['region', 'type', 'nearest', 'group'].map((peers) => ({ peers })),
  { serviceType: ['Outreach', 'Resettlement'] },
  { clientGroup: 'Generic' },
  { accommodationType: 'None given' },
  { durationType: ['Short term', 'Direct access'] },
  { region: 'London' },
  { authorityType: ['Metropolitan district', 'County', 'Unitary authority'] },
  ...['serviceType', 'clientGroup', 'accommodationType', 'durationType', 'region', 'authorityType'].map(
    (groupBy) => ({ groupBy }),
  ),
  { accommodationType: 'None given', groupBy: 'durationType' },
  { clientGroup: ['Generic', 'Single homeless with support needs'], groupBy: 'clientGroup' },
  { region: 'London', durationType: 'Short term' },
  { authorityType: ['London borough'], groupBy: 'serviceType', peers: 'type' },
  { serviceType: 'Outreach', peers: 'nearest' },
  { durationType: ['Short term'], peers: 'region' },
  { groupBy: 'clientGroup', peers: 'group' },
  { groupBy: 'durationType', peers: 'nearest' },
];

describe('comparison with peers, on PostgreSQL', () => {
  let reports: TestReports;
  let own: TestAuthority;
  let world: PlainService[];
  let groups: Record<string, ReadonlySet<number> | null>;
  let savedId: number;
  const asked = new Map<(typeof questions)[number], Report>();

  before(async () => {
    reports = await startReports();
    const { knex } = reports.database;
    own = await authorityOf(knex, '00AJ');
    const authorities = await someAuthorities();
    const services = randomWorld(authorities, { seed: 7, each: 14 });
    // An earlier extract of everybody, which no figure may come from.
    await makeLive(
      knex,
      services.map((one) => service(one.authority, one.serviceId, { weekly_unit_cost: 9999 })),
      '2004-06-30',
    );
    await makeLive(knex, services);
    world = plainly(services);
    const chosen = authorities.filter((_, at) => at % 3 === 1);
    const [user] = await knex('users').select<{ id: number }[]>('id');
    savedId = await knex.transaction((trx) =>
      addGroup(trx, {
        authorityId: own.id,
        userId: user!.id,
        name: 'Every third',
        members: chosen.map(({ id }) => id),
      }),
    );
    groups = await groupsOf(chosen);
  });

  after(() => reports.close());

  /** All of London, of which most of Ealing's nearest neighbours are, and every third of the others. */
  async function someAuthorities(): Promise<TestAuthority[]> {
    const { knex } = reports.database;
    const all = await knex('authorities').orderBy('code').select<TestAuthority[]>('code', 'region');
    const codes = all.filter(({ region }, at) => region === 'London' || at % 3 === 0).map(({ code }) => code);
    // But for one, which is to have nothing live.
    return authoritiesWith(
      knex,
      codes.filter((code) => code !== NEWCOMER),
    );
  }

  async function read(measure: Measure, query: (typeof questions)[number], reader = own) {
    return readComparison(reports.sources, { ...(await reportOf(query, reader)), measure });
  }

  /** What an address asks for is the same for every measure, and read once. */
  async function reportOf(query: (typeof questions)[number], reader: TestAuthority): Promise<Report> {
    const known = reader === own ? asked.get(query) : undefined;
    if (known) return known;
    const text = { ...query, ...(query.peers === 'group' ? { peers: `group-${savedId}` } : {}) };
    const report = await reports.asked(reader, { ...text, show: query.peers ? text.peers : 'all' });
    expect(report.parsed.notices).to.be.empty;
    if (reader === own) asked.set(query, report);
    return report;
  }

  function plainQuestion({ choices: { filters, groupBy } }: Comparison, peers = 'all'): PlainQuestion {
    return { own, filters, groupBy, members: groups[peers] ?? null };
  }

  /** The ready-made groups, from the published facts of authorities alone. */
  async function groupsOf(chosen: readonly TestAuthority[]): Promise<typeof groups> {
    const all = await reports.database
      .knex('authorities')
      .select<(TestAuthority & { population: number })[]>('*', 'authority_type as type');
    const others = all.filter(({ id }) => id !== own.id);
    const size = all.find(({ id }) => id === own.id)!.population;
    const away = ({ population }: (typeof all)[number]): number => Math.abs(Math.log(population / size));
    // Ealing's are all of London: another region and type weigh more than these populations differ.
    const nearest = others
      .filter(({ region }) => region === own.region)
      .sort((a, b) => away(a) - away(b))
      .slice(0, 15);
    const ids = (these: readonly TestAuthority[]) => new Set(these.map(({ id }) => id));
    return {
      all: null,
      region: ids(others.filter(({ region }) => region === own.region)),
      type: ids(others.filter(({ type }) => type === own.type)),
      nearest: ids(nearest),
      group: ids(chosen),
    };
  }

  for (const measure of measures) {
    it(`gives for ${measure.family}/${measure.slug} what plain arithmetic gives`, async () => {
      let shown = 0;
      for (const query of questions) {
        const comparison = await read(measure, query);
        const question = plainQuestion(comparison, query.peers as string | undefined);
        for (const group of comparison.groups) {
          const where = `${measure.slug} ${JSON.stringify(query)} ${group.label}`;
          if (checkGroup(group, measure, question, where)) shown += 1;
        }
        checkServices(comparison, question);
      }
      // Of some seventy groups; what is withheld is judged by the tests of disclosure control.
      expect(shown).to.be.above(30);
    });
  }

  function checkGroup(
    { label, own: mine, peers, displayed }: Comparison['groups'][number],
    { slug }: Measure,
    question: PlainQuestion,
    where: string,
  ): boolean {
    const values = valuesOf(plainOwn(world, question, label), slug);
    expectAllNear(mine.values, values, `${where} own`);
    expectNear(mine.mean, plainMean(values), `${where} own mean`);
    expectNear(mine.median, plainMedian(values), `${where} own median`);
    const chosen = question.groupBy === null ? undefined : question.filters[question.groupBy];
    if (chosen && !chosen.includes(label)) {
      expect(peers, where).to.deep.equal({ kind: 'not-chosen' });
      return false;
    }
    // The display group is the comparison group here: single services of it, where they may be shown.
    expect(figuresOf(displayed!), where).to.deep.equal(figuresOf(peers));
    return checkPeers(peers, plainPeers(world, question, label, slug), slug, {
      bare: isBare(question),
      where,
    });
  }

  /** Own services: all that pass the filters, the highest first in each group, with their rank among its peers. */
  function checkServices(comparison: Comparison, question: PlainQuestion): void {
    const { services, measure, groups: compared } = comparison;
    const { column, slug } = measure;
    for (const { label, peers } of compared) {
      const listed = services.filter(({ group }) => group === label);
      const expected = plainOwn(world, question, label);
      expect(listed.map(({ serviceId }) => serviceId)).to.have.members(
        expected.map((one) => one.service.serviceId),
      );
      const order = listed.map(({ values }) => values[column] ?? -Infinity);
      expect(order).to.deep.equal([...order].sort((a, b) => b - a));
      const others = valuesOf(plainPeers(world, question, label, slug), slug);
      for (const { serviceId, values, percentile } of listed) {
        const { values: plain } = expected.find((one) => one.service.serviceId === serviceId)!;
        const value = values[column] ?? null;
        expectNear(value, plain[slug] ?? null, `${slug} of ${serviceId}`);
        const isRanked = value !== null && peers.kind === 'shown' && peers.minimum !== null;
        const lower = others.filter((other) => other < value!).length;
        expectNear(percentile, isRanked ? (100 * lower) / others.length : null, `rank of ${serviceId}`);
      }
    }
  }

  it('shows something of each comparison group', async () => {
    for (const peers of ['region', 'type', 'nearest', 'group']) {
      const { groups: compared } = await read(measures[0]!, { peers });
      expect(compared[0]!.peers.kind, peers).to.equal('shown');
    }
  });

  it('narrows the peers by region and type of authority, never own services', async () => {
    const all = await read(measures[0]!, {});
    const northern = await read(measures[0]!, { region: 'North West' });
    expect(northern.services.map((one) => one.serviceId)).to.deep.equal(
      all.services.map((one) => one.serviceId),
    );
    const grouped = await read(measures[0]!, { region: 'North West', groupBy: 'region' });
    expect(grouped.groups.map(({ label, own: mine }) => [label, mine.values.length > 0])).to.deep.equal([
      ['London', true],
      ['North West', false],
    ]);
    expect(grouped.groups[0]!.peers).to.deep.equal({ kind: 'not-chosen' });
  });

  it('says of places that the comparison group leaves out that they were not chosen, not that they are too few', async () => {
    const kinds = async (query: Record<string, string>): Promise<Map<string, string>> =>
      new Map((await read(measures[0]!, query)).groups.map(({ label, peers }) => [label, peers.kind]));
    const regions = await kinds({ groupBy: 'region', peers: 'region' });
    expect(regions.get('London')).to.equal('shown');
    for (const [label, kind] of regions) if (label !== 'London') expect(kind, label).to.equal('not-chosen');
    const types = await kinds({ groupBy: 'authorityType', peers: 'type' });
    for (const [label, kind] of types)
      if (label !== own.type) expect(kind, label).to.equal('not-chosen');
      else expect(kind).to.equal('shown');
    // A region without an authority of the own type, and the types that the own region does not have.
    expect((await kinds({ groupBy: 'region', peers: 'type' })).get('North West')).to.equal('not-chosen');
    expect((await kinds({ groupBy: 'authorityType', peers: 'region' })).get('County')).to.equal('not-chosen');
    const away = await kinds({ groupBy: 'region', peers: 'region', region: 'North West' });
    expect([...away.values()]).to.deep.equal(['not-chosen', 'not-chosen']);
    // Without a comparison group all of them are among the peers, and judged.
    expect([...(await kinds({ groupBy: 'region' })).values()]).not.to.include('not-chosen');
  });

  it('lists every label that the filters let in, whether or not anybody has a service of it', async () => {
    const filters: Filters = { serviceType: ['Community or social alarm', 'Outreach'] };
    const labels = async (groupBy: Dimension) =>
      (await read(measures[0]!, { ...(filters as Record<string, string[]>), groupBy })).groups.map(
        ({ label }) => label,
      );
    expect(await labels('serviceType')).to.deep.equal(['Community or social alarm', 'Outreach']);
    expect(await labels('clientGroup')).to.have.length(21);
    expect(await labels('region')).to.have.length(9);
  });

  it('says nothing of the own authority where it has no live extract, and still shows peers', async () => {
    const newcomer = await authorityOf(reports.database.knex, NEWCOMER);
    const { extractDate, services, groups: compared } = await read(measures[0]!, {}, newcomer);
    expect(extractDate).to.be.null;
    expect(services).to.be.empty;
    expect(compared).to.have.length(1);
    expect(compared[0]!.own).to.deep.equal({ values: [], mean: null, median: null, counted: {} });
    expect(compared[0]!.peers.kind).to.equal('shown');
  });
});

/** All of an answer that can be held against another's: without its function. */
function figuresOf(peers: Peers): unknown {
  return JSON.parse(JSON.stringify(peers));
}
