import { expect } from 'chai';
import type { Knex } from 'knex';
import { permissionsOf, type Role } from '../../src/accounts/index.ts';
import { queueMail } from '../../src/platform/mail/queue-mail.ts';
import type { Route } from '../../src/web/routes.ts';
import { testSecrets } from '../support/app.ts';
import type { Answer, HttpClient } from '../support/http-client.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';

/**
 * Whose the thing is that an address names: of one authority's people, of one person alone; of OCC, whose people get at it by
 * their permissions, but not where it is their own case; or nobody's, because it is a word of a list, or a letter's secret.
 */
type Whose = 'authority' | 'person' | 'occ' | 'word' | 'secret';

/** The first that fits counts. A new address with a name in it fails until it stands here. */
const things: readonly (readonly [start: string, whose: Whose])[] = [
  ['/uploads/:id', 'authority'],
  ['/reports/groups/:id', 'authority'],
  ['/reports/services/:serviceId', 'authority'],
  ['/account/colleagues/:id', 'authority'],
  ['/account/security/sessions/:id', 'person'],
  ['/account/email/:token', 'person'],
  ['/account/letters/:id', 'person'],
  ['/account/disagreement/:id', 'person'],
  ['/directory/:id', 'person'],
  ['/account/preferences/:purpose', 'word'],
  ['/reports/:family/:measure', 'word'],
  ['/invitations/:token', 'secret'],
  ['/password/reset/:token', 'secret'],
  ['/email-changes/:token', 'secret'],
  ['/unsubscribe/:token', 'secret'],
  ['/policies/', 'word'],
  ['/documentation/', 'word'],
  ['/contact/versions/', 'word'],
  ['/occ/', 'occ'],
];

/** What of an owner’s is asked for does not stand open to them either as it is now. */
const shutByState = new Set([
  'GET /uploads/:id/original',
  'GET /uploads/:id/annotated.zip',
  'GET /uploads/:id/withdrawal',
  'GET /account/colleagues/:id/invitation',
  'GET /account/email/:token',
  'GET /reports/services/:serviceId',
  'GET /directory/:id',
  'GET /uploads/:id/reinstatement',
]);

const nameOf = ({ method, path }: Route): string => `${method.toUpperCase()} ${path}`;
const whoseIs = (path: string): Whose | undefined => things.find(([start]) => path.startsWith(start))?.[1];

interface Person {
  id: number;
  email: string;
  role: Role;
  browser: HttpClient;
}

describe('an address that names a thing', function () {
  this.timeout(120_000);
  let app: WholeApp;
  let db: Knex;
  let named: Route[];
  before(async () => {
    app = await startWholeApp({ jobs: false });
    db = app.database.knex;
    named = app.routes.filter(({ path }) => path.includes(':'));
  });
  after(() => app.close());

  const person = async (role: Role, authorityCode: string | null): Promise<Person> => {
    const { id, email } = await app.createUser({ role, authorityCode });
    const browser = await app.signIn(email);
    await app.confirm(browser, email);
    return { id, email, role, browser };
  };
  const may = ({ access }: Route, { role }: Person): boolean =>
    access === 'public' || access === 'signed-in' || permissionsOf(role).has(access);
  const ask = async ({ method, path }: Route, { browser }: Person, filled: string): Promise<Answer> => {
    const address = filled.length > 0 ? path.replace(/:\w+/, filled).replaceAll(/:\w+/g, '1') : path;
    return method === 'get'
      ? browser.get(address)
      : browser.post(address, { _csrf: await browser.csrfToken() });
  };

  it('says whose the thing is [P127]', () => {
    expect(named.length).to.be.above(90);
    for (const route of named)
      expect(whoseIs(route.path), `${nameOf(route)}: say in this test whose that is`).to.be.a('string');
    for (const [start] of things)
      expect(
        named.some(({ path }) => path.startsWith(start)),
        start,
      ).to.equal(true);
  });

  it('of another authority or another person is answered as if there were none, page or form, and nothing changes [P22, P127]', async () => {
    const owner = await person('lead', '00DA');
    const own = await plant(app, owner);
    const strangers = {
      authority: [await person('officer', '38'), await person('lead', '38'), await person('admin', null)],
      person: [await person('lead', '00DA'), await person('officer', '38'), await person('admin', null)],
    };
    for (const stranger of Object.values(strangers).flat())
      await db('contact_details').insert({ user_id: stranger.id, telephone: '020 0000 0000' });
    const before = await stateOf(db);
    let looked = 0;
    for (const route of named) {
      const whose = whoseIs(route.path);
      if (whose !== 'authority' && whose !== 'person') continue;
      const start = things.find(([one]) => route.path.startsWith(one))![0];
      const id = own[start];
      expect(id, `${start}: plant one in this test`).to.be.a('string');
      for (const stranger of strangers[whose].filter((one) => may(route, one))) {
        const label = `${nameOf(route)} for ${stranger.role}`;
        expect((await ask(route, stranger, id!)).status, label).to.equal(404);
        expect((await ask(route, stranger, '999999')).status, `${label}, of none`).to.equal(404);
        looked += 1;
      }
      if (route.method === 'get' && !shutByState.has(nameOf(route)))
        expect((await ask(route, owner, id!)).status, `${nameOf(route)} for its own`).to.equal(200);
    }
    expect(looked).to.be.above(25);
    expect(await stateOf(db)).to.deep.equal(before);
  });

  it('of OCC is answered with no such page to those with the permission, where the number names none [P127]', async () => {
    const admin = await person('admin', null);
    const before = await stateOf(db);
    const office = named.filter(({ path }) => whoseIs(path) === 'occ');
    expect(office.length).to.be.above(60);
    for (const route of office.filter((one) => may(one, admin)))
      expect((await ask(route, admin, '999999')).status, nameOf(route)).to.be.oneOf([404, 409, 422]);
    expect(await stateOf(db)).to.deep.equal(before);
  });

  it('of OCC is not to be acted on by whoever it is about, whatever their role [P127]', async () => {
    for (const role of ['admin', 'compliance', 'support'] as const) {
      const subject = await person(role, null);
      const cases = await plantCases(app, subject);
      const office = named.filter(({ path }) => whoseIs(path) === 'occ');
      for (const { path } of office)
        expect(
          [...Object.keys(cases), ...caseOfNobody].some((start) => path.startsWith(start)),
          `${path}: say in this test whether it can be somebody’s own case`,
        ).to.equal(true);
      const colleague = await person('admin', null);
      for (const [start, id] of Object.entries(cases)) {
        const page = named.find(({ path, method }) => path === start && method === 'get')!;
        expect((await ask(page, colleague, id)).status, `${start} for a colleague`).to.equal(200);
      }
      await subject.browser.submit(
        `/occ/users/${subject.id}`,
        { reason: 'upkeep' },
        { action: `/occ/users/${subject.id}/opening` },
      );
      const before = await stateOf(db);
      for (const route of named) {
        const start = Object.keys(cases).find((one) => route.path.startsWith(one));
        if (start === undefined || !may(route, subject) || isOpenToSubject.has(nameOf(route))) continue;
        const { status } = await ask(route, subject, cases[start]!);
        expect(status, `${nameOf(route)} for the ${role} whom it is about`).to.be.oneOf([403, 404, 409]);
      }
      expect(await stateOf(db)).to.deep.equal(before);
    }
  });
});

/** What is about no one of OCC’s people. */
const caseOfNobody = [
  ...['re-extractions', 'bank-holidays', 'breaches', 'registers', 'mail', 'mailings', 'authorities'],
  // Accounts for officers, asked for by lead officers.
  'account-requests',
].map((room) => `/occ/${room}/:`);

/** What somebody may see of what is about themselves, or say before they see it: nothing is done by it. */
const isOpenToSubject = new Set([
  'GET /occ/users/:id',
  'POST /occ/users/:id/opening',
  'GET /occ/removals/:id',
  'POST /occ/removals/:id/plan',
  // Nothing is to be judged before they are removed, and then nobody of that number signs in.
  'POST /occ/removals/:id/traces',
]);

/** Something of every kind that an authority or a person has, by the start of its address. */
async function plant(app: WholeApp, owner: Person): Promise<Record<string, string>> {
  const db = app.database.knex;
  const { authority_id } = await db('users').where({ id: owner.id }).first<{ authority_id: number }>();
  const now = app.clock.now();
  const idOf = async (table: string, row: object): Promise<number> => {
    const [made] = await db(table).insert(row).returning<{ id: number }[]>('id');
    return made!.id;
  };
  const upload = await idOf('uploads', {
    ...{ authority_id, uploaded_by: owner.id, kind: 'extract', series: 'extract', file_name: 'a.zip' },
    ...{ file_size: 1, sha256: Buffer.alloc(32), data_date: '2009-06-30', state: 'withdrawn' },
  });
  const group = await idOf('peer_groups', { authority_id, name: 'Of Leeds', created_by: owner.id });
  const { userId: colleague } = await app.invite({ authorityCode: '00DA' });
  const session = await db('sessions').where({ user_id: owner.id }).first<{ id: number }>('id');
  const request = await idOf('rights_requests', {
    ...{ reference: 'R-WWWWWWWW', received_at: now, user_id: owner.id, subject_id: owner.id, linked_at: now },
    ...{ name: 'x', email: owner.email, message: 'x', wanted_right: 'access' },
  });
  const letter = await idOf('request_letters', {
    ...{ rights_request_id: request, kind: 'answer', number: 1, version: 1, subject: 'x', body: 'x' },
    ...{
      written_by: owner.id,
      written_at: now,
      user_id: owner.id,
      sent_by: owner.id,
      sent_at: now,
      sent_way: 'account',
    },
  });
  const disagreement = await idOf('disagreements', {
    ...{ user_id: owner.id, field: 'name', statement: 'x', written_at: now },
  });
  await db('consents').insert({
    ...{ user_id: owner.id, purpose: 'sharing', given: false, ways: [], wording: 'x', wording_version: 1 },
    ...{ channel: 'web', at: now },
  });
  return {
    '/uploads/:id': String(upload),
    '/reports/groups/:id': String(group),
    '/reports/services/:serviceId': 'S1',
    '/account/colleagues/:id': String(colleague),
    '/account/security/sessions/:id': String(session.id),
    '/account/email/:token': 'somebody-elses-token',
    '/account/letters/:id': String(letter),
    '/account/disagreement/:id': String(disagreement),
    '/directory/:id': String(owner.id),
  };
}

/** Everything that can be about one of OCC's own people, by the start of its address. */
async function plantCases(app: WholeApp, { id, email, role }: Person): Promise<Record<string, string>> {
  const db = app.database.knex;
  const received_at = app.clock.now();
  const suffix = { admin: 'A', compliance: 'C', support: 'S' }[role as string]!.repeat(8);
  const sender = { received_at, user_id: id, name: 'x', email, message: 'x' };
  await db('enquiries').insert({ ...sender, kind: 'question', reference: `E-${suffix}` });
  await db('complaints').insert({ ...sender, reference: `C-${suffix}` });
  await db('rights_requests').insert({
    ...{
      ...sender,
      reference: `R-${suffix}`,
      wanted_right: 'access',
      subject_id: id,
      linked_at: received_at,
    },
  });
  await db('disclosures').insert({
    ...{ reference: `D-${suffix}`, user_id: id, decision: 'refused', data_kinds: ['name'], recipient: 'x' },
    ...{ purpose: 'x', ground: 'none', consent: 'not-sought', consent_reasons: 'x', telling: 'not-told' },
    ...{ telling_reasons: 'x', review_on: '2027-01-01', decided_at: received_at, recorded_at: received_at },
    recorded_by: id,
  });
  const other = await app.createUser({ role: 'compliance', authorityCode: null });
  const [removal] = await db('removals')
    .insert({
      ...{ scope: 'person', user_id: id, ground: 'leaves', plan: { people: [id], uploads: [], lines: [] } },
      ...{ plan_hash: Buffer.alloc(32), requested_by: other.id, requested_at: received_at, state: 'asked' },
    })
    .returning<{ id: number }[]>('id');
  await db.transaction((trx) =>
    queueMail(trx, testSecrets, {
      ...{ to: email, userId: id, about: 'test', letter: { subject: 'x', name: 'x', parts: [] } },
    }),
  );
  const made = async (table: string, row: object): Promise<string> => {
    const [one] = await db(table)
      .insert({ user_id: id, ...row })
      .returning<{ id: number }[]>('id');
    return String(one!.id);
  };
  return {
    '/occ/corrections/:id': await made('corrections', {
      ...{ field: 'telephone', value_before: '1', value_after: '2', evidence: 'x', mistake_kept: false },
      ...{ corrected_on: '2026-01-01', recorded_by: other.id, recorded_at: received_at },
    }),
    '/occ/objections/:id': await made('objections', {
      ...{ purpose: 'x', reasons: 'x', raised_at: received_at, state: 'checking' },
    }),
    '/occ/restrictions/:id': await made('restrictions', {
      // One that was lifted: while it stands, they can do nothing at all.
      ...{ ground: 'unlawful', started_at: received_at, started_by: other.id, told_on: '2026-01-01' },
      ...{ told_way: 'email', told_by: other.id, ended_at: received_at, ended_by: other.id, end_reason: 'x' },
    }),
    '/occ/enquiries/:reference': `E-${suffix}`,
    '/occ/complaints/:reference': `C-${suffix}`,
    '/occ/requests/:reference': `R-${suffix}`,
    '/occ/disclosures/:reference': `D-${suffix}`,
    '/occ/removals/:id': String(removal!.id),
    '/occ/users/:id': String(id),
  };
}

/** A fingerprint of every table but those that every request writes to. */
async function stateOf(db: Knex): Promise<Record<string, string>> {
  const { rows } = await db.raw<{ rows: { name: string }[] }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
     and relname !~ '^(sessions|audit_|delays|usage_counts|policy_versions|knex_)'`,
  );
  const found: Record<string, string> = {};
  for (const { name } of rows) {
    const { rows: own } = await db.raw<{ rows: { state: string }[] }>(
      'select md5(coalesce(string_agg(t::text, chr(10) order by t::text), ?)) as state from ?? as t',
      ['', name],
    );
    found[name] = own[0]!.state;
  }
  return found;
}
