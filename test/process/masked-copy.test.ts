import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import type { Knex } from 'knex';
import { readCopyKey } from '../../src/platform/backup/copy-key.ts';
import { openSealed } from '../../src/platform/backup/sealed-file.ts';
import { readSecrets } from '../../src/platform/secrets.ts';
import { openZip } from '../../src/platform/zip.ts';
import { personalData } from '../../src/wiring.ts';
import { plants } from '../data-rights/retention/planting.ts';
import { asOwner, createTestDatabase, query, type TestDatabase } from '../support/database.ts';
import { httpClient } from '../support/http-client.ts';
import { runCli, type CliResult } from '../support/run-cli.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import { extractOf, sendAndSettle } from '../uploads/officer.ts';
import { end, startMain } from './running.ts';

/** Columns that take only words out of a list, or that refer to another row: no marker can be planted in them. */
const takesNoMarker = [
  ...['account_requests.role', 'consents.channel', 'consents.purpose', 'consents.ways'],
  ...['disclosures.consent', 'disclosures.data_kinds', 'disclosures.ground', 'former_names.kind'],
  ...[
    'personal_fields.field',
    'personal_fields.source',
    'policy_acknowledgements.page',
    'restrictions.ground',
  ],
  ...['rights_requests.answer_by', 'rights_requests.wanted_right', 'users.role'],
];

/** Tables that a masked copy has nothing of, and of which no row is made here. */
const leftOut = [
  ...['access_exports', 'export_files', 'export_file_chunks', 'export_groups', 'export_items'],
  ...['export_withholdings', 'export_proposals', 'export_searches', 'export_codes', 'export_downloads'],
];

describe('a masked copy of the database [P30]', function () {
  this.timeout(180_000);
  let app: WholeApp;
  let empty: TestDatabase;
  let folder: string;
  let elsewhere: string;
  let file: string;
  let made: CliResult;
  let planted: string[];
  let refused: string[];
  let userId: number;

  before(async () => {
    [folder, elsewhere] = [await mkdtemp(path.join(tmpdir(), 'sp-bench-masked-')), ''];
    elsewhere = await mkdtemp(path.join(tmpdir(), 'sp-bench-elsewhere-'));
    for (const one of [folder, elsewhere]) await chmod(one, 0o711);
    empty = await createTestDatabase();
    file = path.join(folder, 'copy.backup');
    app = await startWholeApp({ jobs: false });
    const jobs = await app.startJobs();
    await sendAndSettle(await app.signInAs(), extractOf(40));
    await jobs.stop();
    userId = (await app.createUser()).id;
    await asOwner(app.testDatabase.url, async (owner) => {
      await fillTables(owner);
      ({ planted, refused } = await plantMarkers(owner));
      await owner.raw(
        `insert into enquiries (reference, kind, received_at, user_id, name, email, message)
         select 'E-33333333', 'question', now(), id, name, upper(email), 'Hello' from users where id = ?`,
        [userId],
      );
    });
    made = await command(app.testDatabase.url, folder, 'backup', file, '--masked');
  });
  after(async () => {
    await app.close();
    await empty.drop();
    for (const one of [folder, elsewhere]) await rm(one, { recursive: true });
  });

  const command = (url: string, dataDir: string, ...args: string[]): Promise<CliResult> =>
    runCli(args, { DATABASE_URL: url, DATA_DIR: dataDir });

  /** At least one row in every table that something personal is declared of. */
  async function fillTables(owner: Knex): Promise<void> {
    const officerId = (await app.createUser({ role: 'compliance', authorityCode: null })).id;
    const { id: authorityId } = await owner('authorities')
      .where({ code: '00AJ' })
      .first<{ id: number }>('id');
    for (const plant of Object.values(plants))
      await plant({ db: owner, personId: userId, officerId, authorityId, dataDir: folder });
    const at = new Date();
    const [user_id, hash] = [userId, Buffer.alloc(32, 7)];
    await owner('contact_details').insert({ user_id, telephone: '020', postal_address: 'A street' });
    await owner('interests').insert({ user_id, topic: 'outcomes', chosen_at: at });
    await owner('consents').insert({
      ...{ user_id, purpose: 'sharing', given: true, ways: ['email'], wording: 'Yes', wording_version: 1 },
      ...{ channel: 'web', at },
    });
    await owner('policy_versions').insert({ page: 'privacy', version: 99, content: 'x', published_at: at });
    await owner('policy_acknowledgements').insert({ user_id, page: 'privacy', version: 99, at });
    await owner('recovery_codes').insert({ user_id, code_hash: hash, created_at: at });
    await owner('suppressions').insert({ address_hash: hash, purpose: 'research', at });
    await owner('peer_groups').insert({ authority_id: authorityId, name: 'Ours', created_by: userId });
    await owner('users')
      .where({ id: userId })
      .update({ email: 'renamed@example.org', name: 'Renamed Person' });
    const [removal] = await owner('removals')
      .insert({
        ...{ scope: 'person', user_id, ground: 'leaves', state: 'removed', traces: hash, plan_hash: hash },
        ...{ plan: '{"people":[],"uploads":[],"lines":[]}', requested_by: officerId, requested_at: at },
        ...{ decided_by: userId, decided_at: at },
      })
      .returning<{ id: number }[]>('id');
    const told = {
      ...{ recipient: 'A council', known_from: 'disclosures', outcome: 'impossible', settled_on: at },
      ...{ settled_by: officerId, reason: 'Gone' },
    };
    await owner('removal_recipients').insert({ ...told, removal_id: removal!.id });
    const detail = { user_id, field: 'name' };
    const [correction] = await owner('corrections')
      .insert({
        ...{ ...detail, value_before: 'A', value_after: 'B', evidence: 'Seen', mistake_kept: true },
        ...{ mistake_note: 'Noted', corrected_on: at, recorded_by: officerId, recorded_at: at },
        ...{ state: 'done', settled_way: 'alone', settled_at: at, link_hash: hash },
      })
      .returning<{ id: number }[]>('id');
    await owner('correction_recipients').insert({
      ...told,
      ...{ correction_id: correction!.id, user_id },
    });
    await owner('disagreements').insert({
      ...detail,
      statement: 'No',
      written_at: at,
      entered_by: officerId,
    });
    const ended = { ended_at: at, ended_by: officerId, end_reason: 'Over' };
    const [restriction] = await owner('restrictions')
      .insert({
        ...{ user_id, ground: 'unlawful', note: 'A note', started_at: at, started_by: officerId, ...ended },
        ...{ told_on: at, told_way: 'email', told_by: officerId },
      })
      .returning<{ id: number }[]>('id');
    await owner('restriction_recipients').insert({ ...told, restriction_id: restriction!.id, user_id });
    await owner('objections').insert({
      ...{ user_id, purpose: 'research', reasons: 'Mine', raised_at: at, state: 'upheld' },
      ...{ decided_at: at, decided_by: officerId, decision_reasons: 'Ours' },
    });
    await owner('personal_fields').insert({ user_id, field: 'telephone', source: 'self', set_at: at });
  }

  /** Writes "MARK table.column" into every declared column that can hold words, row by row. */
  async function plantMarkers(owner: Knex): Promise<{ planted: string[]; refused: string[] }> {
    const done = { planted: [] as string[], refused: [] as string[] };
    const { rows } = await owner.raw<{ rows: { key: string; type: string }[] }>(
      `select relname || '.' || attname as key, format_type(atttypid, null) as type from pg_attribute
       join pg_class on pg_class.oid = attrelid where relnamespace = 'public'::regnamespace and attnum > 0`,
    );
    const types = new Map(rows.map(({ key, type }) => [key, type]));
    for (const { table, column } of personalData) {
      const key = `${table}.${column}`;
      const value = markerSql(key, types.get(key)!);
      if (value === null || leftOut.includes(table)) continue;
      await owner.raw(`alter table ${table} disable trigger user`);
      const change = `update ${table} set "${column}" = ${value}`;
      let changed = await rowsChanged(owner, change);
      // Some columns may hold something in some states of their rows alone.
      if (changed === null)
        changed = (await rowsChanged(owner, `${change} where "${column}" is not null`)) || null;
      await owner.raw(`alter table ${table} enable trigger user`);
      if (changed === 0) throw new Error(`There is no row in ${table} to plant a marker in.`);
      done[changed === null ? 'refused' : 'planted'].push(key);
    }
    return done;
  }
  /** Null where a rule of the table, or a row that is referred to, forbids it. */
  function rowsChanged(owner: Knex, change: string): Promise<number | null> {
    return owner
      .raw<{ rowCount: number }>(change)
      .then(({ rowCount }) => rowCount)
      .catch((error: unknown) => {
        if (['23514', '23503'].includes((error as { code?: string }).code ?? '')) return null;
        throw error;
      });
  }
  function markerSql(key: string, type: string): string | null {
    const marker = `'MARK ${key} ' || ctid::text`;
    if (type === 'text') return marker;
    if (type === 'text[]') return `array[${marker}]`;
    if (type === 'jsonb')
      return `jsonb_build_object('what', ${marker}, 'some', jsonb_build_array(${marker}))`;
    return type === 'bytea' ? `convert_to(${marker}, 'UTF8')` : null;
  }

  const contentOf = async (
    sealed: string,
    secrets: Parameters<typeof openSealed>[1],
    entries: string[] = [],
  ): Promise<Buffer> => {
    const opened = path.join(folder, 'opened.zip');
    await openSealed(sealed, secrets, opened);
    const most = Number.MAX_SAFE_INTEGER;
    const zip = await openZip(opened, { entries: 1000, unpackedBytes: most, ratio: most });
    const pieces: Buffer[] = [];
    entries.push(...zip.entries.map(({ name }) => name));
    for (const entry of zip.entries) for await (const piece of entry.read()) pieces.push(piece);
    zip.close();
    await rm(opened);
    return Buffer.concat(pieces);
  };

  it('has nothing of what was planted in every declared column, and of no name of a service [P30]', async () => {
    expect(refused.sort()).to.deep.equal(takesNoMarker);
    expect(planted.length).to.be.above(60);
    const entries: string[] = [];
    const masked = await contentOf(file, await readCopyKey(`${file}.key`), entries);
    expect(entries).to.include('tables/users.copy');
    expect(leftOut.filter((table) => entries.includes(`tables/${table}.copy`))).to.deep.equal([]);
    expect(planted.filter((key) => masked.includes(`MARK ${key} `))).to.deep.equal([]);
    const names = await app.database.knex('services').pluck<string[]>('service_name');
    expect(names.filter((name) => masked.includes(name))).to.deep.equal([]);
    expect(masked.includes('@example.org')).to.be.true;
  });

  it('differs in that from a backup, which has all of it', async () => {
    const whole = path.join(folder, 'whole.backup');
    expect((await command(app.testDatabase.url, folder, 'backup', whole)).stderr).to.equal('');
    const content = await contentOf(whole, await readSecrets(path.join(folder, 'secrets.json')));
    const passing = ['sessions.', 'delays.'];
    const missed = planted.filter((key) => !content.includes(`MARK ${key} `));
    expect(missed.filter((key) => !passing.some((table) => key.startsWith(table)))).to.deep.equal([]);
  });

  it('is sealed, and its key is another than the installation’s, for its owner’s eyes alone', async () => {
    expect(made.stderr).to.equal('');
    expect(made.stdout).to.match(
      /copy\.backup: \d\d tables, in which nobody is named\. It opens with .*\.key/,
    );
    for (const one of [file, `${file}.key`]) expect((await stat(one)).mode & 0o777, one).to.equal(0o600);
    const sealed = await readFile(file);
    for (const word of ['Person', 'manifest', 'tables/']) expect(sealed.includes(word), word).to.be.false;
    const refusal = await command(empty.url, folder, 'restore', file);
    expect([refusal.exitCode, refusal.stderr.includes('cannot be opened')]).to.deep.equal([1, true]);
    const odd = await command(empty.url, folder, 'restore', file, '--key', path.join(folder, 'secrets.json'));
    expect([odd.exitCode, odd.stderr.includes('is no key of a masked copy')]).to.deep.equal([1, true]);
  });

  it('is restored into another installation, names the same person alike everywhere, and starts [P30]', async () => {
    const restored = await command(empty.url, elsewhere, 'restore', file, '--key', `${file}.key`);
    expect(restored.stderr).to.equal('');
    const people = await query(empty.url, 'select email, name, password_hash from users');
    expect(people.length).to.be.above(2);
    for (const { email, name, password_hash: password } of people) {
      expect(email).to.match(/^person-[0-9a-f]{12}@example\.org$/);
      expect(name).to.match(/^Person [0-9a-f]{12}$/);
      expect(password).to.equal(null);
    }
    const [same] = await query(
      empty.url,
      `select enquiries.name = users.name and enquiries.email = users.email as "isSame", message from enquiries
       join users on users.id = user_id where reference = 'E-33333333'`,
    );
    expect(same).to.deep.equal({ isSame: true, message: '(masked)' });
    const [{ services } = {}] = await query(empty.url, 'select count(*)::int as services from services');
    expect(services).to.equal(40);
    const actors = 'select id::int, actor_id::int, action from audit_events order by id';
    expect(await query(empty.url, actors)).to.deep.equal(await query(app.testDatabase.url, actors));
    expect((await command(empty.url, elsewhere, 'audit:verify')).stdout).to.contain(
      'The audit trail is whole',
    );
    const running = await startMain({ DATABASE_URL: empty.url, DATA_DIR: elsewhere });
    try {
      expect((await httpClient(running.url).get('/policies/retention')).status).to.equal(200);
    } finally {
      expect(await end(running.child)).to.equal(0);
    }
  });
});
