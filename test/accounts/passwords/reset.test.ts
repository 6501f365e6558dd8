import * as argon2 from '@node-rs/argon2';
import { expect } from 'chai';
import pg from 'pg';
import { startTestApp, type TestApp, testPassword } from '../../support/app.ts';
import { query } from '../../support/database.ts';
import { type Answer, formOn } from '../../support/http-client.ts';
import { lastMailTo, lettersTo, pathIn } from '../../support/mail.ts';
import { testRoutes } from '../../support/test-routes.ts';
import { until } from '../../support/until.ts';

const MINUTE = 60_000;
const fresh = 'kelp lantern owl';

describe('choosing a new password by mail', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp({ routes: testRoutes });
  });
  beforeEach(() => app.database.knex('delays').delete());
  after(() => app.close());

  const ask = (email: string): Promise<Answer> => app.browser().submit('/password/forgotten', { email });
  const abouts = async (email: string): Promise<string[]> =>
    (await lettersTo(app.database.knex, email)).map(({ about }) => about);
  /** The link in the letter that comes after the answer. */
  const linkFor = async (email: string): Promise<string> => {
    const before = (await abouts(email)).length;
    expect((await ask(email)).status).to.equal(200);
    await until(async () => (await abouts(email)).length > before);
    return pathIn((await lastMailTo(app, email)).letter);
  };
  const signIn = (email: string, password: string): Promise<Answer> =>
    app.browser().submit('/sign-in', { email, password });

  it('starts at the sign-in page and answers alike whether the address is known or not', async () => {
    const { email } = await app.createUser();
    expect((await app.browser().get('/sign-in')).text).to.contain('href="/password/forgotten"');
    const [known, unknown] = [await ask(email), await ask('nobody@example.org')];
    const plain = ({ text }: Answer, address: string): string => text.replaceAll(address, '');
    expect(plain(known, email)).to.equal(plain(unknown, 'nobody@example.org'));
    expect(`${known.status}`).to.equal(`${unknown.status}`).and.to.equal('200');
    expect([...known.headers.keys()]).to.deep.equal([...unknown.headers.keys()]);
    expect(known.headers.getSetCookie()).to.deep.equal([]);
    await until(async () => (await abouts(email)).length === 1);
    expect(await abouts('nobody@example.org')).to.deep.equal([]);
    const audit = JSON.stringify(await app.database.knex('audit_events').select());
    expect(audit).to.contain('account.password-link-asked').and.to.not.contain(email);
  });

  it('answers before it looks the address up, so that a known one takes no longer', async () => {
    const { email } = await app.createUser();
    const other = new pg.Client({ connectionString: app.testDatabase.url });
    await other.connect();
    try {
      // Whoever looks an address up would have to wait.
      await other.query('begin; lock table users in access exclusive mode');
      expect((await ask(email)).status).to.equal(200);
      expect((await ask('nobody@example.org')).status).to.equal(200);
      const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      await until(async () => (await query(app.testDatabase.url, waiting)).length === 2);
    } finally {
      await other.query('rollback');
      await other.end();
    }
    await until(async () => (await abouts(email)).length === 1);
    expect(await abouts('nobody@example.org')).to.deep.equal([]);
  });

  it('changes it once, ends every session and tells the owner, without signing in', async () => {
    const { id, email } = await app.createUser();
    const elsewhere = await app.signIn(email);
    const link = await linkFor(email);
    const browser = app.browser();
    const page = await browser.get(link);
    expect(page.headers.get('referrer-policy')).to.equal('same-origin');
    expect(page.headers.get('cache-control')).to.equal('no-store');
    expect((await browser.get(link)).status, 'opening it uses nothing up').to.equal(200);
    const answer = await browser.submit(link, { password: fresh });
    expect(`${answer.status} ${answer.location}`).to.equal('303 /sign-in?reset=1');
    expect(browser.cookies.size).to.equal(0);
    expect((await browser.get(answer.location)).text).to.contain('Your password was changed');
    expect((await elsewhere.get('/test/signed-in')).status).to.equal(303);
    expect((await signIn(email, testPassword)).status).to.equal(422);
    expect((await signIn(email, fresh)).status).to.equal(303);
    expect(await abouts(email)).to.deep.equal(['password-reset', 'password-changed']);
    const actions = await app.database
      .knex('audit_events')
      .where({ actor_id: id })
      .orderBy('id')
      .pluck('action');
    expect(actions).to.include('account.password-reset');
    expect((await browser.get(link)).status).to.equal(404);
    const stored = await app.database.knex('password_resets').where({ user_id: id }).pluck('token_hash');
    const token = link.split('/').at(-1) ?? '';
    expect(Buffer.from(token, 'base64url')).to.have.length(32);
    expect((stored as Buffer[]).map((hash) => hash.toString('base64url'))).to.not.include(token);
  });

  it('works for an hour, with the newest link as with an earlier one, until one was used', async () => {
    const { email } = await app.createUser();
    const old = await linkFor(email);
    app.clock.advance(60 * MINUTE);
    expect((await app.browser().get(old)).status).to.equal(404);
    const [first, second] = [await linkFor(email), await linkFor(email)];
    const kept = formOn((await app.browser().get(first)).text).fields;
    expect((await app.browser().submit(second, { password: fresh })).status).to.equal(303);
    const late = await app.browser().post(first, { ...kept, password: 'another lantern owl' });
    expect(late.status).to.equal(404);
    expect(late.text).to.contain('This link cannot be used');
    expect((await app.browser().get('/password/reset/unknown')).status).to.equal(404);
  });

  it('is done by one of two who use the link at once', async () => {
    const { email } = await app.createUser();
    const link = await linkFor(email);
    const passwords = ['first lantern owl', 'second lantern owl'];
    const answers = await Promise.all(passwords.map((password) => app.browser().submit(link, { password })));
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([303, 404]);
    const winner = passwords[answers.findIndex(({ status }) => status === 303)] ?? '';
    expect((await signIn(email, winner)).status).to.equal(303);
  });

  it('says what is wrong with a password, and the link stays good', async () => {
    const { email } = await app.createUser({ name: 'Ada Lovelace' });
    const link = await linkFor(email);
    for (const [password, sentence] of [
      ['', 'Enter a password'],
      ['kelp owl', 'Password must be 15 characters or more'],
      ['passwordpassword', 'three random words'],
      ['Ada Lovelace 2026', 'says little more than your name'],
    ] as const) {
      const answer = await app.browser().submit(link, { password });
      expect(answer.status, password).to.equal(422);
      expect(answer.text).to.contain('<a href="#password">').and.to.contain(sentence);
    }
    const stale = await app.browser().post(link, { password: fresh });
    expect(stale.status).to.equal(403);
    expect((await app.browser().submit(link, { password: fresh })).status).to.equal(303);
  });

  it('does not stand in for the second factor', async () => {
    const { email } = await app.createUser({ role: 'support' });
    const link = await linkFor(email);
    expect((await app.browser().submit(link, { password: fresh })).status).to.equal(303);
    expect((await signIn(email, fresh)).location).to.equal('/sign-in/code');
  });

  it('is slowed down, for an unknown address like for a known one', async () => {
    const { email } = await app.createUser();
    for (const address of [email, 'nobody@example.org']) {
      for (let asked = 0; asked < 4; asked += 1) expect((await ask(address)).status).to.equal(200);
      const answer = await ask(address.toUpperCase());
      expect(answer.status).to.equal(429);
      expect(answer.text).to.contain('There were too many requests');
    }
  });

  it('needs an address, and shows again what was typed', async () => {
    const answer = await ask(' ');
    expect(answer.status).to.equal(422);
    expect(answer.text).to.contain('<a href="#email">Enter your email address</a>');
    const stale = await app.browser().post('/password/forgotten', { email: 'ada@example.org' });
    expect(stale.status).to.equal(403);
    expect(stale.text).to.contain('value="ada@example.org"');
  });

  it('leaves the old password when a step fails', async () => {
    const { email } = await app.createUser();
    const link = await linkFor(email);
    await query(app.database.url, 'alter table outbox rename to outbox_away');
    try {
      expect((await app.browser().submit(link, { password: fresh })).status).to.equal(500);
    } finally {
      await query(app.database.url, 'alter table outbox_away rename to outbox');
    }
    expect((await signIn(email, testPassword)).status).to.equal(303);
    expect((await app.browser().get(link)).status).to.equal(200);
  });
});

describe('changing one’s password', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp({ routes: testRoutes });
  });
  beforeEach(() => app.database.knex('delays').delete());
  after(() => app.close());

  const page = '/account/security/password';

  it('asks for the present one, ends the other sessions, and tells the owner', async () => {
    const { id, email } = await app.createUser();
    const [browser, other] = [await app.signIn(email), await app.signIn(email)];
    const nothing = await browser.submit(page, { present: '', password: fresh });
    expect(nothing.text).to.contain('<a href="#present">Enter the password that you have now</a>');
    const wrong = await browser.submit(page, { present: 'wrong', password: fresh });
    expect(wrong.status).to.equal(422);
    expect(wrong.text).to.contain('This is not your present password').and.to.not.contain(fresh);
    expect((await other.get('/test/signed-in')).status).to.equal(200);
    const done = await browser.submit(page, { present: testPassword, password: fresh });
    expect(done.location).to.equal('/account/security?done=password');
    expect((await browser.get(done.location)).text).to.contain('you were signed out everywhere else');
    expect((await other.get('/test/signed-in')).status).to.equal(303);
    expect((await app.browser().submit('/sign-in', { email, password: fresh })).status).to.equal(303);
    expect((await lastMailTo(app, email)).about).to.equal('password-changed');
    const events = await app.database.knex('audit_events').where({ actor_id: id }).pluck('action');
    expect(events).to.include('account.password-changed');
  });

  it('upgrades a hash of another cost at sign-in, unseen', async () => {
    const { id, email } = await app.createUser();
    const hash = (): Promise<{ password_hash: string }> =>
      app.database.knex('users').where({ id }).first<{ password_hash: string }>('password_hash');
    const weak = await argon2.hash(testPassword, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    await app.database.knex('users').where({ id }).update({ password_hash: weak });
    const wrong = await app.browser().submit('/sign-in', { email, password: 'wrong' });
    expect(wrong.status).to.equal(422);
    expect((await hash()).password_hash).to.equal(weak);
    await app.signIn(email);
    expect((await hash()).password_hash).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const upgraded = await hash();
    await app.signIn(email);
    expect(await hash()).to.deep.equal(upgraded);
  });
});
