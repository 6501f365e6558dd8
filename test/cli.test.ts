import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { knownAuthorities } from '../src/authorities/index.ts';
import { makeExtract } from '../src/extracts/index.ts';
import { type Database, openDatabase } from '../src/platform/database.ts';
import { createTestDatabase, query, type TestDatabase } from './support/database.ts';
import { runCli } from './support/run-cli.ts';

describe('the commands', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sp-bench-cli-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('say how they are used, and end with 2, where they are not understood', async () => {
    const cases: [string[], string][] = [
      [[], 'Say which command.'],
      [['make-coffee'], 'There is no command make-coffee.'],
      [['check-extract', 'a.zip', '--jason'], "Unknown option '--jason'"],
      [['check-extract', 'a.zip'], '--authority is missing.'],
      [
        ['check-extract', 'a.zip', '--authority', '99ZZ'],
        '--authority 99ZZ is no administering authority’s code.',
      ],
      [['make-extract', ...options({ services: '1e3' })], '--services must be a whole number'],
      [['make-extract', ...options({ date: '31062009' })], '--date must be a day'],
      [
        ['create-user', '--email', 'a', '--name', 'A', '--role', 'king'],
        '--role must be one of officer, lead,',
      ],
    ];
    const results = await inTurn(cases, ([args]) => runCli(args));
    for (const [index, [args, sentence]] of cases.entries()) {
      const { exitCode, stdout, stderr } = results[index]!;
      expect(exitCode, args.join(' ')).to.equal(2);
      expect(stderr).to.contain(sentence);
      expect(stderr).to.contain('Usage: npm run ');
      expect(stdout).to.equal('');
    }
  });

  it('make the same extract in another process and another time zone', async () => {
    const out = path.join(folder, 'SPLSExtract_38_30062009.zip');
    const args = options({ authority: '38', services: '30', date: '30062009', seed: '4', out });
    const { exitCode, stdout } = await runCli(['make-extract', ...args], { TZ: 'Asia/Tokyo' });
    expect(exitCode).to.equal(0);
    expect(stdout).to.contain('30 services of Oxfordshire (38), 2009-06-30');
    const authority = (await knownAuthorities()).find(({ code }) => code === '38')!;
    const here = path.join(folder, 'here.zip');
    await makeExtract({ authority, services: 30, date: '2009-06-30', seed: 4 }, here);
    expect(await readFile(out)).to.deep.equal(await readFile(here));
  });

  describe('with a database', () => {
    let testDatabase: TestDatabase;
    let database: Database;
    before(async () => {
      testDatabase = await createTestDatabase();
      database = openDatabase(testDatabase.url, { poolSize: 4 });
    });
    after(async () => {
      await database.close();
      await testDatabase.drop();
    });

    const createUser = (user: Record<string, string>) => {
      const env = { DATABASE_URL: testDatabase.url, DATA_DIR: folder, BASE_URL: 'https://bench.example/' };
      return runCli(['create-user', ...asArguments(user)], env);
    };

    it('create a user, and print the link of the invitation', async () => {
      const user = { email: 'new@ealing.example', name: 'New Officer', role: 'officer', authority: '00aj' };
      const { exitCode, stdout } = await createUser(user);
      expect(exitCode).to.equal(0);
      expect(stdout).to.match(/^https:\/\/bench\.example\/invitations\/[\w-]{43}$/m);
      const row = await database
        .knex('users')
        .join('authorities', 'authorities.id', 'users.authority_id')
        .where({ email: user.email })
        .first<Record<string, unknown>>('users.*', 'authorities.code');
      expect(row).to.include({ name: 'New Officer', role: 'officer', code: '00AJ', password_hash: null });

      const again = await createUser({ ...user, email: 'NEW@ealing.example' });
      expect(again.exitCode).to.equal(1);
      expect(again.stderr).to.contain('Somebody has the address NEW@ealing.example already.');
      const without = await createUser({ email: 'other@ealing.example', name: 'Other', role: 'lead' });
      expect(without.exitCode).to.equal(2);
      expect(without.stderr).to.contain('--authority is missing');
      const [count] = await database.knex('users').whereILike('email', '%@ealing.example').count();
      expect(count).to.deep.equal({ count: 1 });
    });

    it('verify the audit trail, and name the first link that does not hold [P133]', async () => {
      const env = { DATABASE_URL: testDatabase.url, DATA_DIR: folder };
      const whole = await runCli(['audit:verify'], env);
      expect(whole.stdout).to.match(/^The audit trail is whole: \d+ events?, held against 0 kept heads\.\n$/);
      expect(whole.exitCode).to.equal(0);
      await query(
        testDatabase.url,
        `alter table audit_events disable trigger user; update audit_events set action = 'user.other' where id = 1`,
      );
      const broken = await runCli(['audit:verify'], env);
      expect(broken.stderr).to.contain('broken at position 1: the event there is not what it was');
      expect([broken.exitCode, broken.stdout]).to.deep.equal([3, '']);
    });
  });
});

function options(changed: Record<string, string>): string[] {
  return asArguments({
    authority: '00AJ',
    services: '5',
    date: '30062009',
    seed: '1',
    out: 'a.zip',
    ...changed,
  });
}

function asArguments(values: Record<string, string>): string[] {
  return Object.entries(values).flatMap(([name, value]) => [`--${name}`, value]);
}

/** A few processes at once: each takes a second to start. */
async function inTurn<T, Result>(many: readonly T[], work: (one: T) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  const rest = many.entries();
  const takeTurns = async (): Promise<void> => {
    for (const [index, one] of rest) results[index] = await work(one);
  };
  await Promise.all([takeTurns(), takeTurns(), takeTurns()]);
  return results;
}
