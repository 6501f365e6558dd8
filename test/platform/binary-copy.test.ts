import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { PoolClient } from 'pg';
import { BinaryCopy } from '../../src/platform/binary-copy.ts';
import { openDatabase, type Database } from '../../src/platform/database.ts';
import { createTestDatabase, query, type TestDatabase } from '../support/database.ts';
import { errorOf } from '../support/errors.ts';

const columns = ['small', 'whole', 'big', 'number', 'words', 'facts'];

describe('a binary copy', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let client: PoolClient;
  before(async () => {
    testDatabase = await createTestDatabase();
    database = openDatabase(testDatabase.url, { poolSize: 4 });
  });
  beforeEach(async () => {
    await query(
      testDatabase.url,
      `drop table if exists copied; create table copied (small smallint, whole integer unique, big bigint, number double precision, words text, facts jsonb, other double precision)`,
    );
    client = await database.pool.connect();
  });
  afterEach(() => client.release(true));
  after(async () => {
    await database.close();
    await testDatabase.drop();
  });

  const copied = (): Promise<Record<string, unknown>[]> =>
    query(testDatabase.url, 'select * from copied order by whole');
  const addRow = (copy: BinaryCopy, whole: number, words = ''): void => {
    copy.row();
    copy.smallint(0);
    copy.integer(whole);
    copy.bigint(0);
    copy.doubles(Float64Array.of(0));
    copy.text(words);
    copy.jsonb({});
  };

  it('keeps every value as it was given', async () => {
    const copy = new BinaryCopy(client, 'copied', columns);
    const rows = [
      [-32768, -2147483648, -(2 ** 53), -0.1, '', {}],
      [
        32767,
        2147483647,
        2 ** 53,
        1.7976931348623157e308,
        'a "quoted" \\ \t\r\n £ ü 日本 🏠',
        { a: [1, '£', null] },
      ],
    ] as const;
    for (const [small, whole, big, number, words, facts] of rows) {
      copy.row();
      copy.smallint(small);
      copy.integer(whole);
      copy.bigint(big);
      copy.doubles(Float64Array.of(number));
      copy.text(words);
      copy.jsonb(facts);
    }
    await copy.end();
    expect((await copied()).map((row) => Object.values(row).slice(0, -1))).to.deep.equal(rows);
  });

  it('keeps no number as nothing, and a number of nothing as 0', async () => {
    const copy = new BinaryCopy(client, 'copied', ['number', 'other']);
    copy.row();
    copy.doubles(Float64Array.of(NaN, 0));
    await copy.end();
    expect((await copied())[0]).to.include({ number: null, other: 0 });
  });

  it('of no rows is no rows', async () => {
    await new BinaryCopy(client, 'copied', columns).end();
    expect(await copied()).to.be.empty;
  });

  it('takes more rows than fit a chunk, and texts longer than one', async () => {
    const copy = new BinaryCopy(client, 'copied', columns);
    const long = '£🏠'.repeat(150_000);
    for (let whole = 0; whole < 30_000; whole += 1) {
      addRow(copy, whole, whole % 10_000 === 5 ? long : `row ${whole}`);
      await copy.settled();
    }
    await copy.end();
    const rows = await copied();
    expect(rows).to.have.length(30_000);
    expect(rows.every(({ words }, whole) => words === (whole % 10_000 === 5 ? long : `row ${whole}`))).to.be
      .true;
  });

  it('that breaks a rule of the table fails at its end, and keeps nothing', async () => {
    const copy = new BinaryCopy(client, 'copied', columns);
    addRow(copy, 1);
    addRow(copy, 1);
    expect(await errorOf(() => copy.end())).to.match(/duplicate key/);
    expect(await copied()).to.be.empty;
  });

  it('that fails early says so while rows still come', async () => {
    const copy = new BinaryCopy(client, 'copied', columns);
    const message = await errorOf(async () => {
      for (let row = 0; row < 1_000_000; row += 1) {
        addRow(copy, 1, 'x'.repeat(1000));
        await copy.settled();
        if (row % 1000 === 0) await sleep(1);
      }
    });
    expect(message).to.match(/duplicate key/);
  });

  it('that fails while much of it waits says so, and writes nothing more', async () => {
    const copy = new BinaryCopy(client, 'copied', columns);
    const add = (rows: number): void => {
      for (let row = 0; row < rows; row += 1) addRow(copy, 1, 'x'.repeat(1000));
    };
    add(20_000);
    await errorOf(async () => {
      for (;;) {
        await sleep(1);
        await copy.settled();
      }
    });
    add(20_000);
    expect(await errorOf(() => copy.end())).to.match(/duplicate key/);
    await sleep(100);
    expect((await client.query('select 1 as answer')).rows).to.deep.equal([{ answer: 1 }]);
  });

  it('whose connection is cut fails and does not hang', async () => {
    const copy = new BinaryCopy(client, 'copied', columns);
    addRow(copy, 1);
    await query(
      testDatabase.url,
      `select pg_terminate_backend(pid) from pg_stat_activity where query like 'copy copied%'`,
    );
    await sleep(50);
    expect(await errorOf(() => copy.end())).not.to.equal('It did not fail.');
    expect(await copied()).to.be.empty;
  });

  it('after a failure can be asked to end and fails again, rather than hang', async () => {
    const copy = new BinaryCopy(client, 'copied', columns);
    addRow(copy, 1);
    addRow(copy, 1);
    await errorOf(() => copy.end());
    expect(await errorOf(() => copy.end())).to.match(/duplicate key/);
  });
});
