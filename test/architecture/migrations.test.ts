import { once } from 'node:events';
import path from 'node:path';
import { expect } from 'chai';
import { lists } from '../../src/extracts/index.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { isMigrated, undoMigrations } from '../../src/platform/migrate.ts';
import { prepareDatabase } from '../../src/database-server.ts';
import { createTestDatabase, query, testServer, type TestDatabase } from '../support/database.ts';
import { runScript } from '../support/other-process.ts';

const door = path.resolve(import.meta.dirname, '../../src/database-server.ts');

/** All that a migration could change, as text: columns, constraints, indexes, views, functions, triggers, rights. */
const SCHEMA = `
  select 'column' as kind, format('%s.%s.%s %s %s %s %s', table_schema, table_name, column_name, data_type, is_nullable, column_default, is_identity) as what
    from information_schema.columns where table_schema in ('public', 'benchmark') and table_name not like 'knex%'
  union all select 'constraint', format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint where connamespace::regnamespace::text in ('public', 'benchmark')
  union all select 'index', indexdef from pg_indexes where schemaname in ('public', 'benchmark') and tablename not like 'knex%'
  union all select 'view', format('%s %s', viewname, definition) from pg_views where schemaname = 'benchmark'
  union all select 'function', pg_get_functiondef(oid) from pg_proc where pronamespace::regnamespace::text in ('public', 'benchmark')
  union all select 'trigger', pg_get_triggerdef(oid) from pg_trigger where not tgisinternal and tgrelid::regclass::text not like 'graphile%'
  union all select 'right', format('%s %s %s', grantee, table_name, privilege_type) from information_schema.role_table_grants where table_schema = 'benchmark'
  order by 1, 2`;

describe('the migrations', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());
  const rows = (sql: string): Promise<Record<string, unknown>[]> => query(database.url, sql);

  it('go up, down and up again to the same schema', async () => {
    const first = await rows(SCHEMA);
    expect(first).to.have.length.above(100);
    await undoMigrations(database.url);
    const left = await rows(
      `select table_name as name from information_schema.tables where table_schema in ('public', 'benchmark') order by 1`,
    );
    expect(left.map(({ name }) => name)).to.deep.equal(['knex_migrations', 'knex_migrations_lock']);
    await prepareDatabase(database.url);
    expect(await rows(SCHEMA)).to.deep.equal(first);
  });

  it('are all there, or the application is not ready', async () => {
    const opened = openDatabase(database.url, { poolSize: 1 });
    const ready = await isMigrated(opened.knex);
    await undoMigrations(database.url);
    const undone = await isMigrated(opened.knex);
    await opened.close();
    expect([ready, undone]).to.deep.equal([true, false]);
  });

  it('and the reference data run again change nothing that is there', async () => {
    await rows(
      `insert into users (email, name, role, authority_id) select 'jo@example.org', 'Jo', 'officer', id from authorities where code = '00AJ'`,
    );
    const everything = `select (select jsonb_agg(u order by u.id) from users u) as users, (select jsonb_agg(a order by a.id) from authorities a) as authorities,
      (select jsonb_agg(l order by l.list, l.position) from list_entries l) as lists`;
    const before = await rows(everything);
    await prepareDatabase(database.url);
    await prepareDatabase(database.url);
    expect(await rows(everything)).to.deep.equal(before);
  });

  it('put right what was changed in the reference data', async () => {
    await rows(`update authorities set name = 'Elsewhere' where code = '00AJ'`);
    await prepareDatabase(database.url);
    expect(await rows(`select name from authorities where code = '00AJ'`)).to.deep.equal([
      { name: 'Ealing' },
    ]);
  });

  it('are not stopped by one that was killed in the middle', async () => {
    await rows('update knex_migrations_lock set is_locked = 1');
    await prepareDatabase(database.url);
    expect(await rows('select is_locked from knex_migrations_lock')).to.deep.equal([{ is_locked: 0 }]);
  });

  it('are done once by several processes that start at once on an empty database', async () => {
    const empty = await emptyDatabase();
    try {
      const script = `import { prepareDatabase } from ${JSON.stringify(door)}; await prepareDatabase(process.argv[1]);`;
      const starts = [1, 2, 3].map(() => runScript(script, [empty.url]));
      await Promise.all(starts.map((start) => once(start, 'exit')));
      expect(starts.map(({ exitCode }) => exitCode)).to.deep.equal([0, 0, 0]);
      const [{ times } = {}] = await query(
        empty.url,
        'select max(times) as times from (select count(*)::int as times from knex_migrations group by name) done',
      );
      expect(times).to.equal(1);
    } finally {
      await empty.drop();
    }
  });
});

describe('the reference data', () => {
  let database: TestDatabase;
  before(async () => {
    database = await createTestDatabase();
  });
  after(() => database.drop());

  it('are the 152 authorities, by their types', async () => {
    const types = await query(
      database.url,
      'select authority_type as type, count(*)::int as count from authorities group by 1 order by 2',
    );
    expect(types.map(({ count }) => count)).to.deep.equal([27, 33, 36, 56]);
    expect(types.map(({ type }) => String(type).toLowerCase())).to.satisfy((names: string[]) =>
      ['count', 'london', 'metropolitan', 'unitary'].every((word, at) => names[at]!.includes(word)),
    );
    const [facts] = await query(
      database.url,
      `select count(distinct code)::int as codes, count(distinct name)::int as names, count(distinct region)::int as regions from authorities`,
    );
    expect(facts).to.deep.equal({ codes: 152, names: 152, regions: 9 });
  });

  it('are every list of the specification, in its order', async () => {
    const kept = await query(
      database.url,
      'select list, jsonb_agg(label order by position) as labels from list_entries group by list',
    );
    expect(Object.fromEntries(kept.map(({ list, labels }) => [list, labels]))).to.deep.equal(lists);
    expect(Object.values(lists).map(({ length }) => length)).to.deep.equal([7, 21, 14, 3, 4, 4]);
  });
});

async function emptyDatabase(): Promise<TestDatabase> {
  const { url } = await testServer();
  const name = `spbench_empty_${process.pid}`;
  await query(url, `create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return {
    url: own.href,
    drop: async () => {
      await query(url, `drop database ${name} with (force)`);
    },
  };
}
