import { expect } from 'chai';
import { accountPersonalData } from '../../src/accounts/index.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { createTestDatabase } from '../support/database.ts';

// What of these tables says nothing about a person.
const excused = [
  'delays.failures',
  'delays.last_at',
  'invitations.id',
  'password_resets.id',
  'recovery_codes.id',
  'sessions.id',
  // Declared by removals, which alone write it.
  'users.removed_at',
];
const tables = [
  'delays',
  'invitations',
  'password_resets',
  'recovery_codes',
  'second_factors',
  'sessions',
  'users',
];

describe('personal data of accounts', () => {
  it('is declared column by column', async () => {
    const testDatabase = await createTestDatabase();
    const database = openDatabase(testDatabase.url, { poolSize: 1 });
    const { rows } = await database.pool.query<{ column: string }>(
      `select table_name || '.' || column_name as column from information_schema.columns
       where table_schema = 'public' and table_name = any ($1)`,
      [tables],
    );
    await database.close();
    await testDatabase.drop();
    const declared = accountPersonalData
      .filter(({ table }) => tables.includes(table))
      .map(({ table, column }) => `${table}.${column}`);
    expect(new Set(declared).size).to.equal(declared.length);
    expect([...declared, ...excused].sort()).to.deep.equal(rows.map(({ column }) => column).sort());
  });
});
