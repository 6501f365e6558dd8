import { parse } from 'csv-parse/sync';
import { expect } from 'chai';
import type { Knex } from 'knex';
import type { PersonalColumn } from '../../../src/platform/personal-data.ts';
import { personalData } from '../../../src/wiring.ts';
import { startTestApp, type TestApp, type TestUser } from '../../support/app.ts';
import { asOwner } from '../../support/database.ts';
import type { HttpClient } from '../../support/http-client.ts';

interface JsonFile {
  schema: string;
  version: number;
  tables: {
    table: string;
    foundBy: string | null;
    columns: { column: string; label: string; isShown: boolean }[];
    records: Record<string, unknown>[];
    recordsInReviewedCopy: number;
  }[];
  seenBy: { at: string; authority: string }[];
}

/** What an account has that nobody is signed in with. */
const NOT_OF_ONE_SIGNED_IN = /^(closed|removed)_/;

describe('everything that is held on a person', () => {
  let app: TestApp;
  let person: TestUser;
  let browser: HttpClient;
  let json: JsonFile;
  let csv: Record<string, string>[];
  let page: string;
  let references: Set<string>;

  before(async () => {
    app = await startTestApp({ personalData });
    person = await app.createUser({ authorityCode: '00DA' });
    browser = await app.signIn(person.email);
    const first = await browser.get('/account/data.csv');
    expect([first.status, first.location.split('?')[0]]).to.deep.equal([303, '/account/confirm-it-is-you']);
    await app.confirm(browser, person.email);
    await asOwner(app.database.url, (db) => plant(db, person.id));
    references = await referencesToPeople(app.database.knex);
    page = (await browser.get('/account/data')).text;
    const given = await browser.get('/account/data.json');
    json = JSON.parse(given.text) as JsonFile;
    csv = parse((await browser.get('/account/data.csv')).text, { columns: true, bom: true });
  });
  after(() => app.close());

  const tellable = personalData.filter(
    ({ table, column, category, untraceable, unseen }) =>
      category !== 'credential' &&
      untraceable === undefined &&
      unseen === undefined &&
      !(table === 'users' && NOT_OF_ONE_SIGNED_IN.test(column)),
  );
  /** What no column of its own table makes the person's, but what it hangs on: others wrote it. */
  const isReviewed = ({ table, column, whose, through }: PersonalColumn): boolean =>
    through !== undefined &&
    whose !== 'user_id' &&
    (whose === null || !(references.has(`${table}.user_id`) || references.has(`${table}.${column}`)));

  it('is on the page, in the JSON and in the CSV, whatever column is declared [P4, P5, P60, P77]', async () => {
    expect(tellable).to.have.length.above(30);
    for (const one of tellable.filter((column) => !isReviewed(column))) {
      const name = `${one.table}.${one.column}`;
      const planted = await plantedIn(app.database.knex, one, person.id);
      expect(planted, `${name} was planted`).to.have.length.above(0);
      const found = json.tables.flatMap(({ table, records }) =>
        table === one.table
          ? records.flatMap((record) => (one.column in record ? [record[one.column]] : []))
          : [],
      );
      const lines = csv.filter(({ table, column }) => table === one.table && column === one.column);
      for (const value of planted) {
        expect(found.map(plain), `${name} in JSON`).to.include(plain(value));
        expect(
          lines.map((line) => line.value?.replace(/^'/, '')),
          `${name} in CSV`,
        ).to.include(plain(value));
        if (typeof value === 'string') expect(page, `${name} on the page`).to.include(escaped(value));
      }
    }
  });

  it('counts what others wrote about them, which comes once it was looked through, and shows none of it [P60, P61]', async () => {
    const reviewed = tellable.filter(isReviewed);
    expect(reviewed.map(({ table, column }) => `${table}.${column}`)).to.include.members([
      ...['contact_notes.note', 'request_events.note', 'identity_checks.seen', 'identity_checks.note'],
      ...['complaint_events.facts', 'complaint_events.letter', 'legal_holds.reason'],
      ...['legal_hold_ends.reason', 'register_versions.facts'],
    ]);
    for (const { table, column } of reviewed) {
      const name = `${table}.${column}`;
      const [row] = await app.database.knex(table).select<Record<string, unknown>[]>(column);
      const planted = plain(row?.[column]);
      const own = json.tables.find(
        (one) => one.table === table && one.columns.some((declared) => declared.column === column),
      );
      expect([own?.recordsInReviewedCopy, own?.records], name).to.deep.equal([1, []]);
      const lines = csv.filter((line) => line.table === table && line.column === column);
      expect(
        lines.map(({ value }) => value),
        name,
      ).to.deep.equal(['(1 more, with a copy that was looked through)']);
      for (const text of [page, JSON.stringify(json), JSON.stringify(csv)])
        expect(text, name).not.to.include(planted);
    }
    const [, section = ''] = /id="reviewed">([^]*?)<\/ul>/.exec(page) ?? [];
    for (const title of ['Notes about what people sent', 'How complaints were dealt with', 'Legal holds'])
      expect(section).to.match(new RegExp(`<li>${title}[^<]*: 1 record</li>`));
    expect(section).to.include('href="/data-requests/new?right=access"');
  });

  it('says of what nobody can be picked out in why that is', () => {
    const untraceable = personalData.filter((one) => one.untraceable !== undefined);
    expect(untraceable.map(({ table, column }) => `${table}.${column}`)).to.deep.equal([
      ...['delays.key', 'suppressions.address_hash', 'breach_events.facts'],
      ...['removal_recipients.recipient', 'removal_recipients.reason'],
    ]);
    for (const { untraceable: why } of untraceable) expect(page).to.include(why);
  });

  it('shows nothing that lets anybody in, but says that it is held', async () => {
    const secret = personalData.filter(({ category }) => category === 'credential');
    expect(secret.map(({ column }) => column))
      .to.include('password_hash')
      .and.to.include('confirm_hash');
    const row = await app.database.knex('users').where({ id: person.id }).first<{ password_hash: string }>();
    for (const text of [page, JSON.stringify(json), JSON.stringify(csv)])
      expect(text).not.to.include(row.password_hash).and.not.to.include('$argon2');
    expect(JSON.stringify(json)).not.to.include('secret-');
    for (const { table, column } of secret) {
      const declared = json.tables.find((one) => one.table === table)?.columns ?? [];
      const told = json.tables
        .filter((one) => one.table === table)
        .flatMap(({ columns }) => columns)
        .find((one) => one.column === column);
      expect(declared.length, table).to.be.above(0);
      expect(told?.isShown, `${table}.${column}`).to.equal(false);
      const lines = csv.filter((line) => line.table === table && line.column === column);
      expect(lines.map(({ value }) => value)).to.deep.equal(['(held, not shown)']);
    }
    expect(page).to.include('Held but shown to nobody');
  });

  it('has a schema with a version, and is saved as a file', async () => {
    expect([json.schema, json.version]).to.deep.equal(['sp-bench-own-data', 1]);
    for (const [ending, type] of [
      ['json', 'application/json'],
      ['csv', 'text/csv'],
    ]) {
      const answer = await browser.get(`/account/data.${ending}`);
      expect(answer.headers.get('content-type')).to.include(type);
      expect(answer.headers.get('content-disposition')).to.equal(
        `attachment; filename="sp-bench-your-data.${ending}"`,
      );
      expect(answer.headers.get('cache-control')).to.equal('no-store');
    }
    const taken = await app.database
      .knex('audit_events')
      .whereLike('action', 'account.data-taken%')
      .pluck('action');
    expect(new Set(taken)).to.deep.equal(
      new Set(['account.data-taken-as-json', 'account.data-taken-as-csv']),
    );
  });

  it('is one’s own alone', async () => {
    const other = await app.createUser({ name: 'Somebody Else' });
    const text = (await (await app.signIn(other.email)).get('/account/data.json')).text;
    expect(text).not.to.include('marker-').and.not.to.include(person.email);
    expect(page).not.to.include('Somebody Else');
  });

  it('says where nothing is held, too [P59]', async () => {
    const other = await app.signInAs();
    const { text } = await other.get('/account/data');
    const nothing = /Where nothing is held on you<\/h3>\s*<p[^>]*>([^<]*)</.exec(text)?.[1] ?? '';
    expect(nothing).to.include('Telephone and postal address').and.to.include('Files you uploaded');
    expect(nothing).not.to.include('Your account;');
  });

  it('comes with the ways to use each right [P58, P68]', () => {
    expect(page.match(/href="\/data-requests\/new\?right=\w+"/g)).to.have.length.above(5);
    for (const href of ['/account', '/account/preferences', '/account/data.json', '/account/data.csv'])
      expect(page).to.include(`href="${href}"`);
    expect(page.match(/<h1/g)).to.have.length(1);
  });
});

/**
 * Puts something of its own into every declared column of a person, in whichever tables there are, each hanging on what
 * is planted in the table that it refers to. Rules are taken off first, and references are not looked after, since made-up
 * values keep to none. For this test's database alone.
 */
async function plant(db: Knex, userId: number): Promise<void> {
  const tables = [...new Set(personalData.map(({ table }) => table))];
  await takeRulesOff(db, tables);
  const references = await referencesToPeople(db);
  const parents = await parentsOf(db);
  const numbers = new Map(tables.map((table, place) => [table, 5_000 + place]));
  let number = 7_000;
  for (const table of tables) {
    const columns = await columnsOf(db, table);
    const row: Record<string, unknown> = {};
    for (const { name, type } of columns) {
      const made = valueOf(type, `${table}-${name}`, (number += 1));
      const parent = name === 'id' ? table : parents.get(`${table}.${name}`);
      const hangsOn = parent === undefined ? undefined : numbers.get(parent);
      row[name] = references.has(`${table}.${name}`) ? userId : (hangsOn ?? made);
    }
    if (table === 'users') await plantInAccount(db, userId, row);
    else await db.raw(insertStatement(table, Object.keys(row)), Object.values(row) as Knex.RawBinding[]);
  }
}

/** Which table's `id` a column refers to, as "table.column". */
async function parentsOf(db: Knex): Promise<Map<string, string>> {
  const { rows } = await db.raw<{ rows: { name: string; parent: string }[] }>(
    `select conrelid::regclass || '.' || own.attname as name, confrelid::regclass::text as parent from pg_constraint
     join pg_attribute as own on own.attrelid = conrelid and own.attnum = conkey[1]
     join pg_attribute as other on other.attrelid = confrelid and other.attnum = confkey[1]
     where contype = 'f' and other.attname = 'id' and confrelid <> 'users'::regclass`,
  );
  return new Map(rows.map(({ name, parent }) => [name, parent]));
}

/** The account goes on working, so only what it does not run on is planted in it. */
async function plantInAccount(db: Knex, id: number, row: Record<string, unknown>): Promise<void> {
  const needed = ['id', 'role', 'authority_id', 'password_hash'];
  const rest = Object.entries(row).filter(
    ([name]) => !needed.includes(name) && !NOT_OF_ONE_SIGNED_IN.test(name),
  );
  await db('users').where({ id }).update(Object.fromEntries(rest));
}

async function takeRulesOff(db: Knex, tables: string[]): Promise<void> {
  const { rows } = await db.raw<{ rows: { in_table: string; name: string }[] }>(
    `select conrelid::regclass::text as in_table, conname as name from pg_constraint
     where contype = 'c' and conrelid::regclass::text = any (?)`,
    [tables],
  );
  for (const { in_table: table, name } of rows)
    await db.raw('alter table ?? drop constraint ??', [table, name]);
  for (const table of tables) await db.raw('alter table ?? disable trigger all', [table]);
}

interface Column {
  name: string;
  type: string;
}

async function columnsOf(db: Knex, table: string): Promise<Column[]> {
  return db('information_schema.columns')
    .where({ table_schema: 'public', table_name: table, is_generated: 'NEVER' })
    .select<Column[]>({ name: 'column_name', type: 'udt_name' });
}

function insertStatement(table: string, names: string[]): string {
  const columns = names.map((name) => `"${name}"`).join(', ');
  return `insert into ${table} (${columns}) overriding system value values (${names.map(() => '?').join(', ')})`;
}

function valueOf(type: string, name: string, number: number): unknown {
  if (type === 'bytea') return Buffer.from(`secret-${name}`);
  if (type === '_text') return [`marker-${name}`];
  if (type === 'json' || type === 'jsonb') return JSON.stringify({ marker: `marker-${name}` });
  if (type === 'bool') return true;
  if (type === 'timestamptz') return new Date(Date.UTC(2031, 0, 1, 0, 0, number));
  if (type === 'date') return '2031-02-03';
  if (type.startsWith('int')) return number;
  if (type === 'text') return `marker-${name}`;
  if (type === 'uuid') return '6f1c7a52-0000-4000-8000-000000000000';
  throw new Error(`The test plants nothing of the type ${type} yet: ${name}`);
}

/** The columns that refer to an account, which cannot be made up, as "table.column". */
async function referencesToPeople(db: Knex): Promise<Set<string>> {
  const { rows } = await db.raw<{ rows: { name: string }[] }>(
    `select conrelid::regclass || '.' || attname as name from pg_constraint
     join pg_attribute on attrelid = conrelid and attnum = any (conkey)
     where contype = 'f' and confrelid = 'users'::regclass`,
  );
  return new Set(rows.map(({ name }) => name));
}

/** What the database holds in a column of this person's rows, asked for in this test's own way. */
async function plantedIn(db: Knex, { table, column }: PersonalColumn, userId: number): Promise<unknown[]> {
  const mine = await rowsOfPerson(db, table, userId);
  const values = mine.map((row) => row[column]).filter((value) => value !== null && value !== undefined);
  return values.map((value) => (Buffer.isBuffer(value) ? '(sealed)' : value));
}

/** Rows that refer to the person by any column. */
async function rowsOfPerson(db: Knex, table: string, userId: number): Promise<Record<string, unknown>[]> {
  const names = [...(await referencesToPeople(db))].filter((name) => name.startsWith(`${table}.`));
  if (table !== 'users') expect(names, `${table} says whose a row is`).to.have.length.above(0);
  const query = db(table);
  if (table === 'users') void query.where({ id: userId });
  else for (const name of names) void query.orWhere(name, userId);
  return query.select<Record<string, unknown>[]>();
}

function plain(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&#34;')
    .replaceAll("'", '&#39;');
}
