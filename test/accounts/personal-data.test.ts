import { expect } from 'chai';
import { accountPersonalData } from '../../src/accounts/index.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { createTestDatabase } from '../support/database.ts';

// What of these tables says nothing about a person.
const excused = ['invitations.id', 'rate_limits.points', 'rate_limits.expire'];

describe('personal data of accounts', () => {
  it('is declared column by column', async () => {
    const testDatabase = await createTestDatabase();
    const database = openDatabase(testDatabase.url, { poolSize: 1 });
    const { rows } = await database.pool.query<{ column: string }>(
      `select table_name || '.' || column_name as column from information_schema.columns
       where table_schema = 'public' and table_name in ('users', 'invitations', 'sessions', 'rate_limits')`,
    );
    await database.close();
    await testDatabase.drop();
    const declared = accountPersonalData.map(({ table, column }) => `${table}.${column}`);
    expect(new Set(declared).size).to.equal(declared.length);
    expect([...declared, ...excused].sort()).to.deep.equal(rows.map(({ column }) => column).sort());
  });
});
