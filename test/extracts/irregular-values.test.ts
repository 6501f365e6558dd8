import { expect } from 'chai';
import type { ExtractContext } from '../../src/extracts/rules/extract-rules.ts';
import { usualKey } from '../../src/extracts/rules/irregular.ts';
import { comparedColumns, type ComparedColumn } from '../../src/extracts/specification/irregular.ts';
import { lists } from '../../src/extracts/specification/lists.ts';
import { previousNumbers } from '../../src/extracts/store.ts';
import { openDatabase, type Database } from '../../src/platform/database.ts';
import { authorityOf, makeLive, service } from '../reports/world.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { found, fundingRow as F, serviceRow as S } from '../support/extract-files.ts';

describe('irregular values', () => {
  const only = (column: ComparedColumn, value: number) =>
    comparedColumns.map((other) => (other === column ? value : null));
  const key = usualKey(
    lists.serviceType.indexOf('Floating support') + 1,
    lists.clientGroup.indexOf('Generic') + 1,
  );
  const usual: ExtractContext['usual'] = new Map([
    [key, comparedColumns.map((column) => (column === 'units' ? { lower: 10, upper: 20 } : null))],
  ]);

  it('are those of the service’s own type and client group', async () => {
    const many = { HouseholdUnitsAvailable: '51' };
    expect(
      await found([S('S1', many), S('S2', { ...many, ServiceType: 'Outreach' })], [F('S1')], { usual }),
    ).to.deep.equal(['service 2: irregular.high']);
  });

  it('are those of the same service before', async () => {
    const previous = new Map([['S2', only('hours', 100)]]);
    expect(
      await found([S('S1'), S('S2', { StandardHoursPerWeek: '20' })], [F('S1')], { previous }),
    ).to.deep.equal(['service 3: irregular.fall']);
  });

  it('are none on a cell with an error, and stay on the other cells of its row', async () => {
    const previous = new Map([['S1', comparedColumns.map(() => 1)]]);
    const row = S('S1', {
      HouseholdUnitsAvailable: '1.5',
      StandardHoursPerWeek: '-1',
      NumberPaidManagers: '0',
      NumberPaidFrontlineStaff: 'x',
    });
    const funding = F('S1', {
      WeeklyUnitCost: '£0',
      ContractValueNextYear: '',
      ContractValuePreviousYear: '9',
    });
    expect(await found([row, S('S2')], [funding, F('S2')], { previous })).to.deep.equal([
      'funding 2: number.currency',
      'service 2: number.whole',
      'service 2: number.negative',
      'service 2: number.not-a-number',
      'service 2: irregular.fall',
      'funding 2: irregular.rise',
    ]);
  });

  it('are not told of a second row of a service', async () => {
    expect(await found([S('S1'), S('S1', { StandardHoursPerWeek: '0' })], [F('S1')])).to.deep.equal([
      'service 3: id.repeated',
    ]);
  });
});

describe('what the live extract says was before', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  const at = (column: ComparedColumn) => comparedColumns.indexOf(column);

  before(async () => {
    testDatabase = await createTestDatabase();
    database = openDatabase(testDatabase.url);
  });
  after(async () => {
    await database.close();
    await testDatabase.drop();
  });

  it('is what the authority’s own services have, number by number', async () => {
    const { knex } = database;
    const own = await authorityOf(knex, '00AJ');
    const other = await authorityOf(knex, '00AA');
    await makeLive(knex, [
      service(own, 'A', { units: 1000 }),
      service(own, 'C', { units: 1000, hours: 20 }),
      service(other, 'B', {}),
    ]);
    const previous = await previousNumbers(knex, own.id);
    expect([...previous.keys()]).to.have.members(['A', 'C']);
    expect(previous.get('C')![at('hours')]).to.equal(20);
    expect(previous.get('C')![at('contract_value_next_year')]).to.equal(null);
  });
});
