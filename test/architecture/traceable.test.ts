import { expect } from 'chai';
import { openDatabase } from '../../src/platform/database.ts';
import { declaredGroups, isTraceable } from '../../src/platform/held-data.ts';
import { referencesIn, theirRows } from '../../src/platform/whose-rows.ts';
import { personalData } from '../../src/wiring.ts';
import { createTestDatabase } from '../support/database.ts';

describe('what is declared as personal', () => {
  it('can be traced to whose it is, by itself or by what its row hangs on, or says why not [P60]', async () => {
    const testDatabase = await createTestDatabase();
    const database = openDatabase(testDatabase.url, { poolSize: 1 });
    const { knex } = database;
    try {
      const groups = await declaredGroups(knex, personalData);
      const references = await referencesIn(knex);
      for (const group of groups) {
        const { table, columns, through } = group;
        for (const { column, declared } of columns)
          expect(declared.untraceable === undefined, `${table}.${column}`).to.equal(isTraceable(group));
        // Every step of a path leads somewhere.
        const condition = theirRows(references, table, {
          paths: through,
          people: `cast('{}' as bigint[])`,
        });
        expect(await knex(table).whereRaw(condition), table).to.deep.equal([]);
        for (const path of through) {
          const last = path
            .split('.')
            .reduce((at, step) => references.get(`${at.split('.')[0]}.${step}`) ?? '', `${table}.`);
          expect(last, `${table} ${path}`).to.equal('users.id');
        }
      }
      expect(groups.filter(({ through }) => through.length > 0)).to.have.length.above(10);
    } finally {
      await database.close();
      await testDatabase.drop();
    }
  });
});
