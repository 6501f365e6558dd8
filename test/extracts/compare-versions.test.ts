import { expect } from 'chai';
import { compareVersions, type VersionChanges } from '../../src/extracts/compare-versions.ts';
import { MOST_NAMED } from '../../src/extracts/specification/changes.ts';
import { openDatabase, type Database } from '../../src/platform/database.ts';
import { authorityOf, makeLive, randomNumbers, service, type TestAuthority } from '../reports/world.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

type Facts = Parameters<typeof service>[2];

describe('two versions of an authority’s services', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let authority: TestAuthority;
  before(async () => {
    testDatabase = await createTestDatabase();
    database = openDatabase(testDatabase.url, { poolSize: 4 });
    authority = await authorityOf(database.knex, '00AJ');
  });
  after(async () => {
    await database.close();
    await testDatabase.drop();
  });

  /** The number of an upload whose version has these services. */
  const version = async (services: Record<string, Facts>, of = authority): Promise<number> => {
    await makeLive(
      database.knex,
      Object.entries(services).map(([id, facts]) => service(of, id, facts)),
    );
    const newest = await database.knex('extracts').max<{ id: number }[]>('upload_id as id').first();
    return newest!.id;
  };
  const compared = async (
    before: Record<string, Facts>,
    after: Record<string, Facts>,
  ): Promise<VersionChanges> => {
    const [from, to] = [await version(before), await version(after)];
    return (await compareVersions(database.knex, authority.id, from, to))!;
  };
  const countsOf = ({ services }: VersionChanges): Record<string, number> =>
    Object.fromEntries(Object.entries(services).map(([list, { count }]) => [list, count]));
  const nothing = { added: 0, gone: 0, renamed: 0, otherClientGroup: 0, otherServiceType: 0 };

  it('that are alike have no differences and the same totals', async () => {
    const changes = await compared({ A: {}, B: { units: 3 } }, { B: { units: 3 }, A: {} });
    expect(countsOf(changes)).to.deep.equal(nothing);
    expect(Object.values(changes.services).flatMap(({ services }) => services)).to.be.empty;
    expect(changes.before).to.deep.equal(changes.after);
  });

  it('differ in what was added and what is gone', async () => {
    const changes = await compared(
      { A: {}, B: { name: 'The old house', serviceType: 'Outreach', clientGroup: 'Refugees' } },
      { A: {}, C: { name: 'The new house', serviceType: 'Resettlement', clientGroup: 'Traveller' } },
    );
    expect(countsOf(changes)).to.deep.equal({ ...nothing, added: 1, gone: 1 });
    expect(changes.services.added.services).to.deep.equal([
      { id: 'C', before: null, after: { name: 'The new house', clientGroup: 20, serviceType: 7 } },
    ]);
    expect(changes.services.gone.services).to.deep.equal([
      { id: 'B', before: { name: 'The old house', clientGroup: 17, serviceType: 6 }, after: null },
    ]);
  });

  it('differ in names, client groups and service types, each for itself and together', async () => {
    const changes = await compared(
      { A: { name: 'One' }, B: {}, C: {}, D: { name: 'Four' } },
      {
        A: { name: 'one' },
        B: { clientGroup: 'Refugees' },
        C: { serviceType: 'Resettlement' },
        D: { name: 'Fore', clientGroup: 'Refugees', serviceType: 'Resettlement' },
      },
    );
    expect(countsOf(changes)).to.deep.equal({
      ...nothing,
      ...{ renamed: 2, otherClientGroup: 2, otherServiceType: 2 },
    });
    const { renamed, otherClientGroup, otherServiceType } = changes.services;
    expect(renamed.services.map(({ id, before, after }) => [id, before?.name, after?.name])).to.deep.equal([
      ['A', 'One', 'one'],
      ['D', 'Four', 'Fore'],
    ]);
    expect(
      otherClientGroup.services.map(({ id, before, after }) => [id, before?.clientGroup, after?.clientGroup]),
    ).to.deep.equal([
      ['B', 21, 17],
      ['D', 21, 17],
    ]);
    expect(
      otherServiceType.services.map(({ id, before, after }) => [id, before?.serviceType, after?.serviceType]),
    ).to.deep.equal([
      ['C', 6, 7],
      ['D', 6, 7],
    ]);
  });

  it('are the same whatever else of a service differs', async () => {
    const changes = await compared({ A: { durationType: 'Long term' } }, { A: { units: 99, hours: 1 } });
    expect(countsOf(changes)).to.deep.equal(nothing);
  });

  it('have totals, which leave out and count the values that are not there', async () => {
    const changes = await compared(
      {
        A: { units: 10, weekly_unit_cost: 35.5, contract_value_next_year: 1000.25 },
        B: { units: 5, weekly_unit_cost: 100, contract_value_next_year: 500 },
      },
      {
        A: { units: null, weekly_unit_cost: 35.5, contract_value_next_year: null },
        B: { units: 5, weekly_unit_cost: null, contract_value_next_year: 500 },
        C: { units: 2, weekly_unit_cost: 7, contract_value_next_year: null },
      },
    );
    expect(changes.before).to.deep.equal({
      services: 2,
      units: 15,
      contractValueNextYear: 1500.25,
      weeklyCost: 855,
      leftOut: { units: 0, contractValueNextYear: 0, weeklyCost: 0 },
    });
    expect(changes.after).to.deep.equal({
      services: 3,
      units: 7,
      contractValueNextYear: 500,
      weeklyCost: 14,
      leftOut: { units: 1, contractValueNextYear: 2, weeklyCost: 2 },
    });
  });

  it('that have no value at all have totals of nothing', async () => {
    const none = { units: null, weekly_unit_cost: null, contract_value_next_year: null };
    const { after } = await compared({ A: {} }, { A: none });
    expect(after).to.include({ services: 1, units: 0, contractValueNextYear: 0, weeklyCost: 0 });
  });

  it('count every service of a long list, and name the first by id', async () => {
    const ids = Array.from({ length: 137 }, (_, at) => `S${String(at).padStart(3, '0')}`);
    const all = Object.fromEntries(ids.toReversed().map((id) => [id, {}]));
    const renamed = Object.fromEntries(ids.map((id) => [id, { name: `Not ${id}` }]));
    const gone = await compared({ ...all, Z: {} }, { Z: {} });
    expect(gone.services.gone.count).to.equal(137);
    expect(gone.services.gone.services.map(({ id }) => id)).to.deep.equal(ids.slice(0, MOST_NAMED));
    const named = await compared(all, renamed);
    expect(countsOf(named)).to.deep.equal({ ...nothing, renamed: 137 });
    expect(named.services.renamed.services.map(({ id }) => id)).to.deep.equal(ids.slice(0, MOST_NAMED));
  });

  it('are compared as one would compare them by hand, whatever they hold', async () => {
    const random = randomNumbers(11);
    const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)]!;
    const some = (): Record<string, { name: string; clientGroup: string; serviceType: string }> =>
      Object.fromEntries(
        Array.from({ length: 300 }, (_, at) => `${pick(['s', 'S', 'é'])}${at}`)
          .filter(() => random() < 0.7)
          .map((id) => [
            id,
            {
              name: pick(['House', 'Home']),
              clientGroup: pick(['Generic', 'Refugees']),
              serviceType: pick(['Outreach', 'Resettlement']),
            },
          ]),
      );
    const [before, after] = [some(), some()];
    const changes = await compared(before, after);
    const both = Object.keys(before).filter((id) => id in after);
    const differing = (key: 'name' | 'clientGroup' | 'serviceType'): number =>
      both.filter((id) => before[id]![key] !== after[id]![key]).length;
    expect(both.length).to.be.above(20);
    expect(countsOf(changes)).to.deep.equal({
      added: Object.keys(after).filter((id) => !(id in before)).length,
      gone: Object.keys(before).filter((id) => !(id in after)).length,
      renamed: differing('name'),
      otherClientGroup: differing('clientGroup'),
      otherServiceType: differing('serviceType'),
    });
  });

  it('are shown to their own authority alone, and only where both have a version', async () => {
    const other = await authorityOf(database.knex, '38');
    const [own, foreign] = [await version({ A: {} }), await version({ A: {} }, other)];
    const compare = (authorityId: number, from: number, to: number) =>
      compareVersions(database.knex, authorityId, from, to);
    expect(await compare(authority.id, own, foreign)).to.equal(null);
    expect(await compare(authority.id, foreign, own)).to.equal(null);
    expect(await compare(other.id, own, own)).to.equal(null);
    expect(await compare(authority.id, own, 999_999)).to.equal(null);
    expect(await compare(authority.id, own, own)).not.to.equal(null);
  });
});
