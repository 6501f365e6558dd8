import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import type { Upload } from '../../seeds/demonstration/national-set.ts';
import { seedDemonstration } from '../../seeds/demonstration/seed-demonstration.ts';
import { wrongEdits, writeTrialFiles } from '../../seeds/demonstration/trial-files.ts';
import { knownAuthorities } from '../../src/authorities/index.ts';
import { checkFile, verdictOf, type CheckedFile } from '../../src/extracts/index.ts';
import { type Database, openDatabase } from '../../src/platform/database.ts';
import { testSecrets } from '../support/app.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

describe('the demonstration', () => {
  let folder: string;
  let testDatabase: TestDatabase;
  let database: Database;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sp-bench-demonstration-'));
    testDatabase = await createTestDatabase();
    database = openDatabase(testDatabase.url, { poolSize: 4 });
  });
  after(async () => {
    await database.close();
    await testDatabase.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is loaded once, and left as it is', async () => {
    const dataDir = path.join(folder, 'demonstration');
    const lines: string[] = [];
    const uploads: Parameters<Upload>[0][] = [];
    const seed = (demoPassword: string | null = null): Promise<void> =>
      seedDemonstration({
        db: database.knex,
        secrets: testSecrets,
        config: { production: false, dataDir, demoPassword },
        upload: async (received) => {
          expect((await stat(received.file.path)).size).to.equal(received.file.size);
          uploads.push(received);
          await standInUpload(database, received);
        },
        log: (line) => lines.push(line),
      });
    await seed();
    expect(uploads).to.have.lengthOf(608);
    expect(new Set(uploads.map(({ authorityCode }) => authorityCode)).size).to.equal(152);
    const ofEaling = uploads.filter(({ authorityCode }) => authorityCode === '00AJ');
    expect(ofEaling.map(({ file }) => file.name)).to.deep.equal([
      'SPLSExtract_00AJ_31032009.zip',
      'SPLSExtract_00AJ_30062009.zip',
      'OutcomesShort_00AJ_30062009.xlsx',
      'OutcomesLong_00AJ_30062009.xlsx',
    ]);
    const file = path.join(dataDir, 'demo-sign-ins.json');
    const text = await readFile(file, 'utf8');
    const signIns = JSON.parse(text) as Record<string, string | null>[];
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
    expect(signIns.map(({ role, authority }) => [role, authority])).to.deep.equal([
      ['officer', '00AJ'],
      ['lead', '00AJ'],
      ['officer', '38'],
      ['officer', '00DA'],
      ['support', null],
      ['compliance', null],
      ['compliance', null],
      ['admin', null],
    ]);
    for (const { password, role, totpSecret } of signIns) {
      expect(password).to.match(/^\w{4}(-\w{4}){3}$/);
      if (role === 'officer' || role === 'lead') expect(totpSecret).to.equal(null);
      else expect(totpSecret).to.match(/^[A-Z2-7]{32}$/);
    }

    const requests = () => database.knex('account_requests').select('name', 'state');
    expect(await requests()).to.deep.equal([{ name: 'Nadia Bright', state: 'waiting' }]);
    const made = await cases(database);
    expect(made).to.deep.equal({
      ...{ rights_requests: 6, complaints: 2, breaches: 2, disclosures: 1, register_entries: 4 },
      sent: 3,
    });
    const before = await hashes(database);
    await seed();
    expect(uploads).to.have.lengthOf(608);
    expect(await hashes(database)).to.deep.equal(before);
    expect(await requests()).to.have.length(1);
    expect(await cases(database)).to.deep.equal(made);
    expect(await readFile(file, 'utf8')).to.equal(text);

    await seed('a password of sixteen characters');
    expect(await readFile(file, 'utf8')).to.contain('a password of sixteen characters');
    const after = await hashes(database);
    for (const [email, hash] of after) {
      if (hash === null) expect(before.get(email)).to.equal(null);
      else expect(hash).to.not.equal(before.get(email));
    }
    expect([...after.values()].filter((hash) => hash !== null)).to.have.lengthOf(8);
  });

  it('is refused in production', async () => {
    const config = { production: true, dataDir: folder, demoPassword: null };
    const seeding = seedDemonstration({
      db: database.knex,
      secrets: testSecrets,
      config,
      upload: () => Promise.reject(new Error('not here')),
      log: () => undefined,
    });
    const failure: unknown = await seeding.then(null, (error: unknown) => error);
    expect((failure as Error).message).to.contain('never loaded in production');
  });

  describe('the files to try an upload with', () => {
    let files: string[];
    before(async () => {
      files = await writeTrialFiles(path.join(folder, 'trial'));
    });

    it('are one with irregular values only, even without anything to compare with', async () => {
      const checked = await check(files[0]!);
      expect(verdictOf(checked)).to.equal('irregular');
      const codes = checked.findings.map(({ code }) => code);
      expect(codes).to.have.members(['irregular.zero-staff', 'irregular.week', 'irregular.zero-cost']);
    });

    it('and one with a dozen kinds of error', async () => {
      const checked = await check(files[1]!);
      expect(checked.irregular).to.equal(0);
      expect(new Set(checked.findings.map(({ code }) => code)).size).to.be.at.least(12);
      for (const [table, service, field] of wrongEdits) {
        const found = checked.findings.filter(
          (one) => one.file === `${table}.csv` && one.row === service + 1 && one.field === field,
        );
        expect(found, `${table} ${service} ${field}`).to.have.lengthOf(1);
      }
    });
  });
});

/** What the product leaves behind of an upload that is live, as far as the demonstration looks at it. */
async function standInUpload(
  { knex }: Database,
  { authorityCode, userId, file }: Parameters<Upload>[0],
): Promise<void> {
  const [, day = '', month = '', year = ''] = /_(\d\d)(\d\d)(\d{4})\.(?:zip|csv|xlsx)$/.exec(file.name) ?? [];
  const term = /^Outcomes(Short|Long)/.exec(file.name)?.[1]?.toLowerCase();
  const kind = term ? `outcomes-${term}` : 'extract';
  const authority = await knex('authorities').where({ code: authorityCode }).first<{ id: number }>('id');
  await knex('uploads').where({ authority_id: authority.id, series: kind }).update({ state: 'superseded' });
  await knex('uploads').insert({
    authority_id: authority.id,
    uploaded_by: userId,
    kind,
    series: kind,
    file_name: file.name,
    file_size: file.size,
    sha256: Buffer.alloc(32),
    data_date: `${year}-${month}-${day}`,
    state: 'live',
    live_from: knex.fn.now(),
  });
}

async function hashes({ knex }: Database): Promise<Map<string, string | null>> {
  const rows = await knex('users').select<{ email: string; password_hash: string | null }[]>(
    'email',
    'password_hash',
  );
  return new Map(rows.map(({ email, password_hash: hash }) => [email, hash]));
}

async function check(file: string): Promise<Extract<CheckedFile, { kind: 'checked' }>> {
  const authorities = await knownAuthorities();
  const checked = await checkFile({ file, own: '00AJ', authorities, today: '2026-12-31' });
  if (checked.kind === 'unreadable') throw new Error(checked.sentence);
  return checked;
}

/** How many cases the back office has, and how many of their letters went; none of them to anybody's mailbox. */
async function cases({ knex }: Database): Promise<Record<string, number>> {
  const tables = ['rights_requests', 'complaints', 'breaches', 'disclosures', 'register_entries'];
  const counts = await Promise.all(
    tables.map(async (table) => [table, (await knex(table).pluck('id')).length] as const),
  );
  const sent = await knex('request_letters').whereNotNull('sent_at').pluck('id');
  return { ...Object.fromEntries(counts), sent: sent.length };
}
