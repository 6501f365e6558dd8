import { expect } from 'chai';
import { codeAt } from '../../../src/accounts/second-factor/totp.ts';
import { startTestApp, type TestApp, testPassword } from '../../support/app.ts';
import { query } from '../../support/database.ts';
import { formOn, type HttpClient } from '../../support/http-client.ts';
import { lettersTo } from '../../support/mail.ts';
import { testRoutes } from '../../support/test-routes.ts';
import { appUsers, keyOn, recoveryCodesOn, setUpPage } from './app-users.ts';

const MINUTE = 60_000;

describe('the second factor', () => {
  let app: TestApp;
  let users: ReturnType<typeof appUsers>;
  before(async () => {
    app = await startTestApp({ routes: testRoutes });
    users = appUsers(app);
  });
  beforeEach(() => app.database.knex('delays').delete());
  after(() => app.close());
  const isSignedIn = async (browser: HttpClient): Promise<boolean> =>
    (await browser.get('/test/signed-in')).status === 200;

  describe('is set up', () => {
    it('with the key as text and as picture, and a code that proves it; recovery codes are shown once', async () => {
      const { id, email } = await app.createUser();
      const browser = await app.signIn(email);
      const form = await browser.get(setUpPage);
      const seed = keyOn(form);
      expect(seed).to.match(/^[A-Z2-7]{32}$/);
      const picture = await browser.get(`${setUpPage}/qr.svg`);
      expect(picture.headers.get('content-type')).to.contain('image/svg+xml');
      expect(picture.headers.get('cache-control')).to.equal('no-store');
      expect(picture.text).to.match(/^<svg/);

      const wrong = await browser.submit(setUpPage, { code: '000000' });
      expect(wrong.status).to.equal(422);
      expect(wrong.text).to.contain('The code does not fit');
      expect(keyOn(wrong)).to.equal(seed);
      expect((await browser.submit(setUpPage, { code: '' })).text).to.contain(
        'Enter the code that your app shows',
      );
      expect(await app.database.knex('second_factors').where({ user_id: id })).to.deep.equal([]);

      const typed = codeAt(seed, app.clock.now()).replace(/^(...)/, ' $1 ');
      const done = await browser.submit(setUpPage, { code: typed });
      const codes = recoveryCodesOn(done);
      expect(codes).to.have.length(10);
      expect((await browser.get(`${setUpPage}/qr.svg`)).status).to.equal(404);
      expect((await browser.get('/account/security')).text)
        .to.contain('On since')
        .and.to.contain('10 codes left');
      const event = await app.database
        .knex('audit_events')
        .where({ actor_id: id, action: 'account.second-factor-on' })
        .first<Record<string, unknown>>();
      expect(event).to.include({ subject_type: 'user', subject_id: String(id) });
      expect((await lettersTo(app.database.knex, email)).map(({ about }) => about)).to.deep.equal([
        'second-factor-on',
      ]);
    });

    it('with the key sealed and the recovery codes hashed in the database [P128]', async () => {
      const { id, seed, codes } = await users.withApp();
      const tables = ['second_factors', 'recovery_codes', 'sessions', 'audit_events', 'outbox'];
      for (const table of tables) {
        const rows = await app.database.knex(table).select<Record<string, unknown>[]>();
        const all = rows
          .flatMap((row) => Object.values(row))
          .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : JSON.stringify(value)))
          .join(' ');
        for (const secret of [seed, ...codes]) expect(all, table).to.not.contain(secret);
      }
      expect(await app.database.knex('recovery_codes').where({ user_id: id })).to.have.length(10);
    });

    it('before anything else by OCC’s own people, who cannot reach another page [P127]', async () => {
      for (const role of ['support', 'compliance', 'admin'] as const) {
        const { id, email } = await app.createUser({ role });
        await app.database.knex('second_factors').where({ user_id: id }).delete();
        const browser = await app.signIn(email);
        for (const address of [
          '/',
          '/test/signed-in',
          '/account/security',
          '/account/security/password',
          '/session',
        ]) {
          const { status, location } = await browser.get(address);
          expect(`${status} ${location}`, `${role} ${address}`).to.equal(`303 ${setUpPage}`);
        }
        const seed = keyOn(await browser.get(setUpPage));
        await browser.submit(setUpPage, { code: codeAt(seed, app.clock.now()) });
        expect(await isSignedIn(browser)).to.equal(true);
      }
    });

    it('and leaves nothing behind when its letter cannot be written', async () => {
      const { id, email } = await app.createUser();
      const browser = await app.signIn(email);
      const seed = keyOn(await browser.get(setUpPage));
      await query(app.database.url, 'alter table outbox rename to outbox_away');
      try {
        const answer = await browser.submit(setUpPage, { code: codeAt(seed, app.clock.now()) });
        expect(answer.status).to.equal(500);
      } finally {
        await query(app.database.url, 'alter table outbox_away rename to outbox');
      }
      for (const table of ['second_factors', 'recovery_codes'])
        expect(await app.database.knex(table).where({ user_id: id }), table).to.deep.equal([]);
      const events = app.database.knex('audit_events').where({ action: 'account.second-factor-on' });
      expect(await events.where({ actor_id: id })).to.deep.equal([]);
    });
  });

  describe('at sign-in', () => {
    it('asks for a code, and nobody is signed in before it', async () => {
      const person = await users.withApp();
      const browser = await users.password(person.email);
      expect(await isSignedIn(browser)).to.equal(false);
      expect((await browser.get('/account/security')).location).to.match(/^\/sign-in\?/);
      const pending = browser.cookies.get('spbench');
      const answer = await browser.submit('/sign-in/code', { code: users.codeNow(person) });
      expect(`${answer.status} ${answer.location}`).to.equal('303 /sign-in/check');
      expect(browser.cookies.get('spbench')).to.not.equal(pending);
      expect(await isSignedIn(browser)).to.equal(true);
      const thief = app.browser();
      thief.cookies.set('spbench', pending ?? '');
      expect((await thief.get('/sign-in/code')).status).to.equal(403);
      expect(await isSignedIn(thief)).to.equal(false);
    });

    it('leads on to the page that was asked for', async () => {
      const person = await users.withApp();
      const browser = app.browser();
      await browser.submit('/sign-in?returnTo=/test/uploads', {
        email: person.email,
        password: testPassword,
      });
      const answer = await browser.submit('/sign-in/code', { code: users.codeNow(person) });
      expect(answer.location).to.equal('/sign-in/check?returnTo=%2Ftest%2Fuploads');
    });

    it('takes each code once, and none from before it', async () => {
      const person = await users.withApp();
      const [early, now] = [-30_000, 0].map((ms) =>
        codeAt(person.seed, new Date(app.clock.now().getTime() + ms)),
      );
      await (await users.password(person.email)).submit('/sign-in/code', { code: now ?? '' });
      for (const used of [now, early]) {
        const answer = await (
          await users.password(person.email)
        ).submit('/sign-in/code', { code: used ?? '' });
        expect(answer.status).to.equal(422);
        expect(answer.text).to.contain('The code is wrong or was used already');
      }
    });

    it('takes a code from one of two who send it at once', async () => {
      const person = await users.withApp();
      const browsers = [await users.password(person.email), await users.password(person.email)];
      const code = users.codeNow(person);
      const answers = await Promise.all(browsers.map((browser) => browser.submit('/sign-in/code', { code })));
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([303, 422]);
    });

    it('ends after five wrong codes, and after five minutes', async () => {
      const person = await users.withApp();
      const guesser = await users.password(person.email);
      for (let wrong = 0; wrong < 4; wrong += 1)
        expect((await guesser.submit('/sign-in/code', { code: '000000' })).text).to.contain(
          'Enter your code',
        );
      const last = await guesser.submit('/sign-in/code', { code: '000000' });
      expect(last.text).to.contain('too many wrong codes').and.to.contain('name="email"');
      expect(guesser.cookies.size).to.equal(0);

      await app.database.knex('delays').delete();
      const slow = await users.password(person.email);
      const { fields } = formOn((await slow.get('/sign-in/code')).text);
      app.clock.advance(5 * MINUTE + 1000);
      const late = await slow.post('/sign-in/code', { ...fields, code: users.codeNow(person) });
      expect(late.status).to.equal(403);
      expect(late.text).to.contain('Begin again');
    });

    it('slows down whoever guesses codes, sign-in after sign-in', async () => {
      const person = await users.withApp();
      for (let wrong = 0; wrong < 6; wrong += 1)
        await (await users.password(person.email)).submit('/sign-in/code', { code: '000000' });
      const answer = await (
        await users.password(person.email)
      ).submit('/sign-in/code', { code: users.codeNow(person) });
      expect(answer.status).to.equal(429);
      expect(answer.text).to.contain('<a href="#code">');
      app.clock.advance(2000);
      const later = await (
        await users.password(person.email)
      ).submit('/sign-in/code', { code: users.codeNow(person) });
      expect(later.status).to.equal(303);
    });

    it('takes a recovery code instead, once, and tells the owner', async () => {
      const person = await users.withApp();
      const [code = ''] = person.codes;
      const browser = await users.password(person.email);
      expect((await browser.get('/sign-in/code')).text).to.contain('href="/sign-in/recovery-code"');
      const answer = await browser.submit('/sign-in/recovery-code', {
        code: code.toUpperCase().replaceAll('-', ' '),
      });
      expect(answer.status).to.equal(303);
      expect(await isSignedIn(browser)).to.equal(true);
      expect((await browser.get('/account/security')).text).to.contain('9 codes left');
      const again = await (await users.password(person.email)).submit('/sign-in/recovery-code', { code });
      expect(again.status).to.equal(422);
      const abouts = (await lettersTo(app.database.knex, person.email)).map(({ about }) => about);
      expect(abouts).to.deep.equal(['second-factor-on', 'recovery-code-used']);
    });

    it('keeps the code of one person from another', async () => {
      const [one, other] = [await users.withApp(), await users.withApp()];
      const browser = await users.password(other.email);
      expect((await browser.submit('/sign-in/recovery-code', { code: one.codes[0] ?? '' })).status).to.equal(
        422,
      );
      expect((await browser.submit('/sign-in/code', { code: users.codeNow(one) })).status).to.equal(422);
    });

    it('shows the form again when it was open too long, and an empty one', async () => {
      const person = await users.withApp();
      const browser = await users.password(person.email);
      expect((await browser.post('/sign-in/code', { code: '1' })).status).to.equal(403);
      const empty = await browser.submit('/sign-in/code', { code: ' ' });
      expect(empty.status).to.equal(422);
      expect(empty.text).to.contain('<a href="#code">Enter the code</a>');
    });
  });
});
