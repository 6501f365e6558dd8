import { expect } from 'chai';
import { overviewCsv } from '../../../src/reports/analyses/downloads-analysis.ts';
import { measures } from '../../../src/reports/index.ts';
import {
  overviewRow,
  readOverview,
  type Overview,
  type OverviewRow,
} from '../../../src/reports/analyses/overview.ts';
import { sorted, type OverviewSort } from '../../../src/reports/analyses/presenters-overview.ts';
import { startHistory, type TestHistory } from '../figures/figures-history.ts';
import { ownService, shownPeers } from '../figures/figures-memory.ts';
import { checkPeers, plainOwn, plainPeers } from '../figures/figures-peers.ts';
import { expectNear, plainMedian, valuesOf, type PlainService } from '../figures/figures-plain.ts';
import { startReports, type TestReports } from '../figures/figures-reader.ts';
import { randomWorld } from '../figures/figures-world.ts';
import { authoritiesWith, type TestAuthority } from '../world.ts';

const measure = measures[0]!;
const costs = (...values: (number | null)[]) =>
  values.map((value, at) => ownService(`S${at + 1}`, { weekly_unit_cost: value }));
const drivers = ({ drivers: found }: OverviewRow) =>
  found.map(({ serviceId, value }) => `${serviceId} ${value}`);

describe('a row of the overview', () => {
  it('has the own median now and before, of the services that have a value', () => {
    const row = overviewRow(measure, costs(1, null, 4, 2, 9), costs(null, 7), { kind: 'too-few' });
    expect(row).to.deep.include({ services: 4, own: 3, earlier: 7, drivers: [] });
    const nothing = overviewRow(measure, costs(null), [], shownPeers([1, 2, 3]));
    expect(nothing).to.deep.include({ services: 0, own: null, earlier: null, drivers: [] });
  });

  it('is driven by the three services furthest on the side on which the own median lies', () => {
    const high = overviewRow(measure, costs(1, 12, 30, 11, null, 20, 25), [], shownPeers([9, 10, 11]));
    expect(high.own).to.equal(16);
    expect(drivers(high)).to.deep.equal(['S3 30', 'S7 25', 'S6 20']);
    const low = overviewRow(measure, costs(100, 9, 3, 8), [], shownPeers([9, 10, 11]));
    expect(drivers(low)).to.deep.equal(['S3 3', 'S4 8', 'S2 9']);
  });

  it('is driven by nobody at the peers’ median, nor where that is withheld', () => {
    const services = costs(5, 10, 100);
    expect(drivers(overviewRow(measure, services, [], shownPeers([9, 10, 11])))).to.be.empty;
    expect(drivers(overviewRow(measure, services, [], { kind: 'would-unmask' }))).to.be.empty;
    // A service at the median itself drives nothing.
    expect(drivers(overviewRow(measure, costs(10, 12, 12), [], shownPeers([9, 10, 11])))).to.deep.equal([
      'S2 12',
      'S3 12',
    ]);
  });
});

describe('the order of the overview', () => {
  const row = (own: number | null, earlier: number | null, peers: OverviewRow['peers']): OverviewRow => ({
    ...{ measure, services: 1, own, counted: {}, earlier, peers, drivers: [] },
  });
  const rows = [
    row(5, 1, shownPeers([1, 2, 3])),
    row(null, 1, shownPeers([7, 8, 9])),
    row(4, null, { kind: 'too-few' }),
    row(6, 9, shownPeers([5, 6, 9])),
    row(3, 2, shownPeers([4, 5, 6])),
  ];
  const order = (by: OverviewSort, descending: boolean): string =>
    sorted(rows, { by, descending })
      .map((one) => rows.indexOf(one))
      .join('');

  it('is the catalogue’s, or by a column, either way, rows without the figure last', () => {
    expect([order('measure', false), order('measure', true)]).to.deep.equal(['01234', '43210']);
    expect([order('own', false), order('own', true)]).to.deep.equal(['42031', '30241']);
    expect([order('peers', false), order('peers', true)]).to.deep.equal(['04312', '13402']);
    expect([order('change', false), order('change', true)]).to.deep.equal(['34012', '04312']);
  });

  it('by position is from the lowest quarter of peers to the highest', () => {
    expect([order('position', false), order('position', true)]).to.deep.equal(['43012', '03412']);
  });

  it('leaves rows with the same figure in the order of the catalogue', () => {
    const same = [
      row(1, 1, { kind: 'too-few' }),
      row(1, 1, { kind: 'too-few' }),
      row(0, 1, { kind: 'too-few' }),
    ];
    for (const descending of [true, false]) {
      const found = sorted(same, { by: 'own', descending }).map((one) => same.indexOf(one));
      expect(found).to.deep.equal(descending ? [0, 1, 2] : [2, 0, 1]);
    }
  });
});

describe('the overview, on PostgreSQL', () => {
  let reports: TestReports;
  let history: TestHistory;
  let own: TestAuthority;
  before(async () => {
    reports = await startReports();
    const codes = ['00AJ', '00AB', '00AC', '00AE', '00AF', '38', '00BN', '00CA', '18'];
    const authorities = await authoritiesWith(reports.database.knex, codes);
    own = authorities[0]!;
    history = startHistory(reports.database.knex);
    await history.goLive(randomWorld(authorities, { seed: 21, each: 8 }), '2008-03-31');
    // Superseded within its quarter, and so neither what is live nor what was before it.
    await history.goLive(randomWorld(authorities, { seed: 22, each: 8 }), '2009-04-30');
    await history.goLive(randomWorld(authorities, { seed: 23, each: 8 }), '2009-06-30');
  });
  after(() => reports.close());

  const read = async (query: Record<string, string> = {}, reader = own): Promise<Overview> =>
    readOverview(reports.sources, await reports.asked(reader, query));

  const queries: Record<string, string>[] = [
    {},
    { durationType: 'Short term' },
    // An overview is of all services, whatever they were grouped by on the page before.
    { peers: 'region', groupBy: 'clientGroup' },
  ];
  for (const query of queries)
    it(`has of every measure what plain arithmetic gives, for ${JSON.stringify(query)}`, async () => {
      const { rows, choices, extractDate, earlierDate } = await read(query);
      expect([extractDate, earlierDate]).to.deep.equal(['2009-06-30', '2008-03-31']);
      expect(rows.map((row) => row.measure)).to.deep.equal(measures);
      const isBare = Object.keys(query).length === 0;
      const members = query.peers ? await londoners() : null;
      const question = { own, filters: choices.filters, groupBy: null, members };
      let shown = 0;
      const medianOf = (world: readonly PlainService[], slug: string) =>
        plainMedian(valuesOf(plainOwn(world, question, ''), slug));
      for (const {
        measure: { slug },
        ...row
      } of rows) {
        expectNear(row.own, medianOf(history.allLive(), slug), `${slug} now`);
        expectNear(row.earlier, medianOf(history.countedIn('2008-03-31'), slug), `${slug} before`);
        const mine = valuesOf(plainOwn(history.allLive(), question, ''), slug);
        expect(row.services, slug).to.equal(mine.length);
        const peers = plainPeers(history.allLive(), question, '', slug);
        if (checkPeers(row.peers, peers, slug, { bare: isBare, where: slug })) shown += 1;
        checkDrivers(row, mine);
      }
      expect(shown).to.be.above(20);
    });

  const londoners = async () =>
    new Set(await reports.database.knex('authorities').where('region', 'London').pluck<number[]>('id'));

  function checkDrivers(
    { own: mine, peers, drivers: found }: Omit<OverviewRow, 'measure'>,
    values: number[],
  ): void {
    if (mine === null || peers.kind !== 'shown') {
      expect(found).to.be.empty;
      return;
    }
    const above = values.filter((value) => value > peers.median).sort((a, b) => b - a);
    const below = values.filter((value) => value < peers.median).sort((a, b) => a - b);
    const expected = mine > peers.median ? above : mine < peers.median ? below : [];
    const firsts = expected.slice(0, 3);
    expect(found).to.have.length(firsts.length);
    found.forEach(({ value }, at) => expectNear(value, firsts[at]!, 'driver'));
  }

  it('shows peers to an authority that has nothing live', async () => {
    const [newcomer] = await authoritiesWith(reports.database.knex, ['00DA']);
    const { extractDate, earlierDate, rows } = await read({}, newcomer);
    expect([extractDate, earlierDate]).to.deep.equal([null, null]);
    expect(rows[0]).to.deep.include({ services: 0, own: null, earlier: null, drivers: [] });
    expect(rows[0]!.peers.kind).to.equal('shown');
  });

  it('is downloaded a row a measure, empty where there is nothing', async () => {
    const overview = await read();
    const kpi2 = measures.find(({ slug }) => slug === 'kpi2')!;
    const percentage = { measure: kpi2, counted: { kpi2_part: 3, kpi2_whole: 8 } };
    const rows: OverviewRow[] = [
      {
        measure,
        services: 2,
        own: 1.5,
        counted: {},
        earlier: null,
        peers: shownPeers([1, 2.5, 1000]),
        drivers: [],
      },
      {
        measure: measures[7]!,
        services: 0,
        own: null,
        counted: {},
        earlier: 2,
        peers: { kind: 'too-few' },
        drivers: [],
      },
      { ...percentage, services: 2, own: 50, earlier: null, peers: { kind: 'too-few' }, drivers: [] },
    ];
    expect(overviewCsv({ ...overview, rows })).to.equal(
      '\uFEFFfamily,measure,name,unit,own_services,own_median,own_part,own_whole,earlier_own_median,authorities,services,' +
        'lower_quartile,median,upper_quartile,suppressed\r\n' +
        'cost,weekly-unit-cost,Weekly unit cost,pounds a week,2,1.5,,,,5,10,1,2.5,1000,\r\n' +
        'quality,provider-overall,"Provider QAF, overall",grade points,0,,,,2,,,,,,yes\r\n' +
        'performance,kpi2,KPI2 Planned moves,percent,2,50,3,8,,,,,,,yes\r\n',
    );
    expect(overviewCsv(overview).split('\r\n')).to.have.length(measures.length + 2);
  });
});
