import { expect } from 'chai';
import type { Knex } from 'knex';
import { permissionsOf, type Role } from '../../src/accounts/index.ts';
import type { Route } from '../../src/web/routes.ts';
import type { Answer } from '../support/http-client.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import { type Person, plant, plantCases, stateOf } from './objects-world.ts';

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
  ['/account/exports/:id', 'person'],
  ['/account/disagreement/:id', 'person'],
  ['/directory/:id', 'person'],
  ['/account/preferences/:purpose', 'word'],
  ['/reports/:family/:measure', 'word'],
  ['/invitations/:token', 'secret'],
  ['/password/reset/:token', 'secret'],
  ['/email-changes/:token', 'secret'],
  ['/email-corrections/:token', 'secret'],
  ['/unsubscribe/:token', 'secret'],
  ['/packages/:token', 'secret'],
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
  'GET /reports/services/:serviceId/measures.csv',
  'GET /reports/services/:serviceId/measures.xlsx',
  'GET /directory/:id',
  'GET /account/exports/:id/package.zip',
  'GET /uploads/:id/reinstatement',
]);

const ofOcc = ['admin', 'compliance', 'support'] as const;
const nameOf = ({ method, path }: Route): string => `${method.toUpperCase()} ${path}`;
const whoseIs = (path: string): Whose | undefined => things.find(([start]) => path.startsWith(start))?.[1];

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
    // What is of a kind is named by two words.
    const words = filled.split('/');
    const address = path.replaceAll(/:\w+/g, () => words.shift() ?? '1');
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
    const office: Person[] = [];
    for (const role of ofOcc) office.push(await person(role, null));
    const strangers = {
      authority: [await person('officer', '38'), await person('lead', '38'), ...office],
      person: [await person('lead', '00DA'), await person('officer', '38'), ...office],
    };
    for (const stranger of new Set(Object.values(strangers).flat()))
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
    expect(looked).to.be.above(40);
    expect(await stateOf(db)).to.deep.equal(before);
  });

  it('of OCC is answered with no such page to those with the permission, where the number names none [P127]', async () => {
    const readers: Person[] = [];
    for (const role of ofOcc) readers.push(await person(role, null));
    const before = await stateOf(db);
    const office = named.filter(({ path }) => whoseIs(path) === 'occ');
    expect(office.length).to.be.above(60);
    for (const reader of readers) {
      const own = office.filter((route) => may(route, reader));
      expect(own.length, reader.role).to.be.above(10);
      for (const route of own) {
        const { status } = await ask(route, reader, '999999');
        expect(status, `${nameOf(route)} for ${reader.role}`).to.be.oneOf([404, 409, 422]);
      }
    }
    expect(await stateOf(db)).to.deep.equal(before);
  });

  it('of OCC is not to be acted on by whoever it is about, whatever their role [P127]', async () => {
    for (const role of ofOcc) {
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
  ...['re-extractions', 'bank-holidays', 'breaches', 'mail', 'mailings', 'authorities'],
  'retention/runs',
  // Accounts for officers, asked for by lead officers.
  'account-requests',
]
  .map((room) => `/occ/${room}/:`)
  // A register as such; one of its entries can be about somebody's training.
  .concat('/occ/registers/:kind');

/** What somebody may see of what is about themselves, or say before they see it: nothing is done by it. */
const isOpenToSubject = new Set([
  'GET /occ/users/:id',
  'POST /occ/users/:id/opening',
  'GET /occ/removals/:id',
  // Every register is read by everybody at OCC.
  'GET /occ/registers/:kind/:id',
]);
