import { expect } from 'chai';
import {
  comparedColumns,
  irregularRules,
  lists,
  usualKey,
  type ComparedColumn,
} from '../../../src/extracts/index.ts';
import { usualRangesReader } from '../../../src/reports/benchmark/store-usual.ts';
import { minimums, MOST_OF_A_SUM } from '../../../src/reports/disclosure/disclosure.ts';
import { startReports, type TestReports } from '../figures/figures-reader.ts';
import { authoritiesWith, makeLive, service, type TestAuthority, type TestService } from '../world.ts';

describe('what is usual among other authorities’ services', () => {
  let reports: TestReports;
  let own: TestAuthority;
  let others: TestAuthority[];
  beforeEach(async () => {
    reports = await startReports();
    [own, ...others] = (await authoritiesWith(reports.database.knex, [
      ...['00AJ', '00AA', '00AB', '00AC', '38'],
    ])) as [TestAuthority, ...TestAuthority[]];
  });
  afterEach(() => reports.close());

  const keyOf = (clientGroup: string) =>
    usualKey(
      lists.serviceType.indexOf('Outreach') + 1,
      (lists.clientGroup as readonly string[]).indexOf(clientGroup) + 1,
    );
  const at = (column: ComparedColumn) => comparedColumns.indexOf(column);
  /** So many services of each of the first others, with 1, 2, 3 … units in all. */
  function spread(each: readonly number[], facts: Parameters<typeof service>[2] = {}): TestService[] {
    const holders = each.flatMap((count, place) => new Array<TestAuthority>(count).fill(others[place]!));
    return holders.map((holder, index) =>
      service(holder, `${facts.clientGroup ?? ''}${index}`, { units: index + 1, ...facts }),
    );
  }
  const live = (services: readonly TestService[], date?: string) =>
    makeLive(reports.database.knex, services, date);
  const usual = (asOf: Date | null = null, reader = own) =>
    usualRangesReader(reports.database.benchmark)(reader.id, asOf);
  const unitsOf = async (clientGroup = 'Generic', asOf: Date | null = null) =>
    (await usual(asOf)).get(keyOf(clientGroup))?.[at('units')] ?? null;

  it('is never what one authority’s services have, or two’s, however many they are', async () => {
    await live([
      ...spread([10]),
      ...spread([10, 10], { clientGroup: 'Refugees' }),
      ...spread([4, 3, 3], { clientGroup: 'Offenders or people at risk of offending' }),
    ]);
    expect(await unitsOf()).to.equal(null);
    expect(await unitsOf('Refugees')).to.equal(null);
  });

  it('is what three have, by service type and client group, from ten services on', async () => {
    await live([...spread([4, 3, 3]), ...spread([3, 3, 3], { clientGroup: 'Refugees' })]);
    expect([...(await usual()).keys()]).to.deep.equal([keyOf('Generic')]);
    expect(await unitsOf()).to.deep.equal({ lower: 3.25, upper: 7.75 });
  });

  it('is not what one has nearly all of: at most 60 % may be one authority’s', async () => {
    await live([...spread([6, 2, 2]), ...spread([7, 2, 1], { clientGroup: 'Refugees' })]);
    expect(await unitsOf()).to.deep.equal({ lower: 3.25, upper: 7.75 });
    expect(await unitsOf('Refugees')).to.equal(null);
  });

  it('is judged number by number', async () => {
    const services = spread([4, 3, 3, 2]);
    await live(
      services.map((one, place) => ({
        ...one,
        given: {
          ...one.given,
          hours: 30 + place,
          managers: place < 3 ? null : 1,
          weekly_unit_cost: one.authority === others[0] || one.authority === others[1] ? 50 : null,
          contract_value_next_year: 1000 + place,
        },
      })),
    );
    const ranges = (await usual()).get(keyOf('Generic'))!;
    expect(ranges[at('managers')], 'nine have one').to.equal(null);
    expect(ranges[at('weekly_unit_cost')], 'two authorities have one').to.equal(null);
    expect(ranges[at('subsidy_value_next_year')], 'nobody has one').to.equal(null);
    expect(ranges[at('frontline_staff')], 'without width, which rules pass over').to.deep.equal({
      lower: 3,
      upper: 3,
    });
    expect(ranges[at('hours')], 'rounded').to.deep.equal({ lower: 32.8, upper: 38.3 });
    expect(ranges[at('contract_value_next_year')], 'rounded').to.deep.equal({ lower: 1000, upper: 1010 });
  });

  it('leaves out what the authority itself has: it moves nothing, and makes up no number', async () => {
    const mine = (clientGroup: string, count: number) =>
      Array.from({ length: count }, (_, index) =>
        service(own, `${clientGroup}${index}`, { clientGroup, units: 1000 }),
      );
    await live([
      ...spread([4, 3, 3]),
      ...mine('Generic', 5),
      ...spread([5, 5], { clientGroup: 'Refugees' }),
      ...mine('Refugees', 5),
      ...spread([3, 3, 3], { clientGroup: 'Traveller' }),
      ...mine('Traveller', 5),
    ]);
    expect(await unitsOf()).to.deep.equal({ lower: 3.25, upper: 7.75 });
    expect([await unitsOf('Refugees'), await unitsOf('Traveller')]).to.deep.equal([null, null]);
  });

  it('is what was live at a moment, where it is asked for: under the same rules', async () => {
    const { knex } = reports.database;
    await live(spread([8, 6, 4]), '2004-06-30');
    await knex('uploads').update({ live_from: '2004-07-01' });
    await live(spread([8, 8, 8]), '2004-09-30');
    expect(await unitsOf('Generic', new Date('2004-08-01'))).to.deep.equal({ lower: 5.25, upper: 13.8 });
    expect(await unitsOf()).to.deep.equal({ lower: 6.75, upper: 18.3 });
    await knex('uploads').where('authority_id', others[2]!.id).update({ live_from: '2004-08-02' });
    expect(await unitsOf('Generic', new Date('2004-08-01')), 'fourteen of two').to.equal(null);
  });

  it('rests on no less than what reports show of peers', () => {
    const { usualServices, usualAuthorities, usualMostOfAll } = irregularRules;
    expect(usualServices).to.be.at.least(minimums.figures.services);
    expect(usualAuthorities).to.be.at.least(minimums.figures.authorities);
    expect(usualMostOfAll).to.be.at.most(MOST_OF_A_SUM);
  });
});
