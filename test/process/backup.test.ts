import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { writeBackup } from '../../src/platform/backup/write-backup.ts';
import { readSecrets } from '../../src/platform/secrets.ts';
import { createTestDatabase, query, type TestDatabase } from '../support/database.ts';
import { errorOf } from '../support/errors.ts';
import { runCli, type CliResult } from '../support/run-cli.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import { extractOf, send, sendAndSettle } from '../uploads/officer.ts';

describe('a backup', function () {
  this.timeout(120_000);
  let app: WholeApp;
  let empty: TestDatabase;
  let folder: string;
  let file: string;
  let made: CliResult;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sp-bench-backup-'));
    await chmod(folder, 0o711);
    file = path.join(folder, 'monday.backup');
    app = await startWholeApp({ jobs: false });
    const officer = await app.signInAs({ name: 'Priya Backup' });
    const jobs = await app.startJobs();
    await sendAndSettle(officer, extractOf(40));
    await jobs.stop();
    await send(officer, extractOf(50));
    await addExport(app.testDatabase.url);
    empty = await createTestDatabase();
    made = await command(app.testDatabase.url, 'backup', file);
  });
  after(async () => {
    await app.close();
    await empty.drop();
    await rm(folder, { recursive: true });
  });

  /** A copy for somebody who asked, and its package: two tables that refer to each other. */
  const addExport = (url: string): Promise<unknown> =>
    query(
      url,
      `with person as (select id from users limit 1),
         request as (insert into rights_requests (reference, received_at, name, email, message, wanted_right)
           values ('R-22222222', now(), 'Ann', 'ann@example.org', 'All', 'access') returning id),
         export as (insert into access_exports (rights_request_id, user_id, asked_by, asked_at, state, made_at, letter)
           select request.id, person.id, person.id, now(), 'review', now(), '\\x01' from request, person returning id)
       insert into export_files (export_id, key_id, iv, tag, bytes, sha256)
         select id, 'test', '\\x01', '\\x01', 1, sha256('\\x01') from export;
       update access_exports set package_file = (select id from export_files)`,
    );
  const deferrable = (url: string): Promise<unknown> =>
    query(url, 'select conname from pg_constraint where condeferrable order by 1');
  const command = (url: string, ...args: string[]): Promise<CliResult> =>
    runCli(args, { DATABASE_URL: url, DATA_DIR: folder });
  /** Every table as a hash of its rows, but for those that are left out. */
  const hashes = async (url: string): Promise<Record<string, unknown>> => {
    const tables = await query(
      url,
      `select table_name as name from information_schema.tables
       where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in ('sessions', 'delays', 'knex_migrations_lock')`,
    );
    const found: Record<string, unknown> = {};
    for (const { name } of tables) {
      const [row] = await query(
        url,
        `select count(*)::int as rows, md5(string_agg(t::text, ',' order by t::text)) as hash from "${String(name)}" as t`,
      );
      found[String(name)] = row;
    }
    return found;
  };

  it('says what it holds, and is for its owner’s eyes alone', async () => {
    expect(made.stderr).to.equal('');
    expect(made.stdout).to.match(/monday\.backup: \d\d tables\. It opens with .*secrets\.json only/);
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
  });

  it('shows nothing of what is in it [P128]', async () => {
    const bytes = await readFile(file);
    for (const secret of ['Priya', 'tables/', 'manifest', 'PK\u0003\u0004'])
      expect(bytes.includes(secret), secret).to.be.false;
  });

  it('that was changed, cut off or made under other secrets is not taken in, nor is another file', async () => {
    const bytes = await readFile(file);
    const changed = Buffer.from(bytes);
    changed[1000] = (changed[1000] ?? 0) ^ 1;
    const other = path.join(folder, 'other.backup');
    for (const [content, sentence] of [
      [changed, 'it was changed, or these are not the secrets'],
      [bytes.subarray(0, bytes.length - 100), 'is no backup of SP-Bench'],
      [Buffer.from('hello'), 'is no backup of SP-Bench'],
      [Buffer.alloc(0), 'is no backup of SP-Bench'],
    ] as const) {
      await writeFile(other, content);
      const refused = await command(empty.url, 'restore', other);
      expect(refused.stderr).to.contain(sentence).and.not.to.contain('    at ');
      expect(refused.exitCode).to.equal(1);
    }
    const missing = await command(empty.url, 'restore', path.join(folder, 'none'));
    expect([missing.exitCode, missing.stdout]).to.deep.equal([1, '']);
    expect(await query(empty.url, 'select * from users')).to.deep.equal([]);
  });

  it('is not taken in over anybody’s work', async () => {
    const refused = await command(app.testDatabase.url, 'restore', file);
    expect(refused.stderr).to.contain('There are accounts in this database already.');
    expect(refused.exitCode).to.equal(1);
  });

  it('makes everything as it was, row by row, and what was in hand is taken up again [P131]', async () => {
    const before = await hashes(app.testDatabase.url);
    const restored = await command(empty.url, 'restore', file);
    expect(restored.stderr).to.equal('');
    expect(restored.stdout).to.match(
      /^Everything is as it was at 20\d\d-.*\. Uploads that are checked again: 1\.\n$/,
    );
    expect(await hashes(empty.url)).to.deep.equal(before);
    expect(before.access_exports).to.deep.include({ rows: 1 });
    expect(await deferrable(empty.url)).to.deep.equal(await deferrable(app.testDatabase.url));
    expect(before.services).to.deep.include({ rows: 40 });
    expect(await query(empty.url, 'select count(*)::int as jobs from graphile_worker.jobs')).to.deep.equal([
      { jobs: 1 },
    ]);
  });

  it('goes on with its own numbers and its own rules, and the audit trail is whole', async () => {
    const [last] = await query(empty.url, 'select max(id)::int as id from uploads');
    const [next] = await query(
      empty.url,
      `insert into users (email, name, role, authority_id) select 'next@example.org', 'Next', 'officer', authority_id
       from users where authority_id is not null limit 1 returning id, (select max(id)::int from uploads) as upload`,
    );
    expect(Number(next?.id)).to.be.greaterThan(1);
    expect(next?.upload).to.equal(last?.id);
    expect((await command(empty.url, 'audit:verify')).stdout).to.contain('The audit trail is whole');
    expect(await errorOf(() => query(empty.url, 'delete from audit_events'))).to.contain('append-only');
  });

  it('of another release is left alone, and says what to do', async () => {
    const [other, odd] = [await createTestDatabase(), path.join(folder, 'odd.backup')];
    try {
      const secrets = await readSecrets(path.join(folder, 'secrets.json'));
      await query(
        other.url,
        `insert into knex_migrations (name, batch) values ('29990101000000_later.ts', 99)`,
      );
      await writeBackup(other.url, odd, { secrets, at: new Date() });
      await query(other.url, 'delete from knex_migrations where batch = 99');
      const refused = await command(other.url, 'restore', odd);
      expect(refused.stderr).to.contain('Restore it with the release that made it, then update.');
      expect(refused.exitCode).to.equal(1);
    } finally {
      await other.drop();
    }
  });
});
