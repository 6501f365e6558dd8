import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { startTestApp, type TestApp, testPassword } from '../support/app.ts';
import { query } from '../support/database.ts';
import type { HttpClient } from '../support/http-client.ts';
import { testRoutes } from '../support/test-routes.ts';

const MINUTE = 60_000;

describe('sessions', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp({ routes: testRoutes });
  });
  after(() => app.close());

  const rows = async (): Promise<{ sid: string; user_id: number; sess: Buffer }[]> =>
    app.database.knex('sessions').select();
  const rowsOf = async (userId: number): Promise<unknown[]> =>
    (await rows()).filter((row) => row.user_id === userId);
  const isSignedIn = async (browser: HttpClient): Promise<boolean> =>
    (await browser.get('/test/signed-in')).status === 200;

  describe('before sign-in', () => {
    it('set no cookie on any public page, and keep no row', async () => {
      const { path } = await app.invite();
      const before = (await rows()).length;
      const addresses = [
        '/',
        '/sign-in',
        '/sign-in?returnTo=/uploads',
        path,
        '/invitations/unknown',
        '/no-such-page',
      ];
      for (const address of [
        ...addresses,
        '/test/signed-in',
        '/test/throws',
        '/assets/images/favicon.svg',
        '/healthz',
      ]) {
        const answer = await app.browser().get(address);
        expect(answer.headers.getSetCookie(), address).to.deep.equal([]);
      }
      expect(await rows()).to.have.length(before);
    });

    it('set no cookie when signing in fails', async () => {
      const { email } = await app.createUser();
      const answer = await app.browser().submit('/sign-in', { email, password: 'a wrong password' });
      expect(answer.status).to.equal(422);
      expect(answer.headers.getSetCookie()).to.deep.equal([]);
    });
  });

  describe('at sign-in', () => {
    it('make one cookie that ends with the browser', async () => {
      const { email } = await app.createUser();
      const answer = await app.browser().submit('/sign-in', { email, password: testPassword });
      const cookies = answer.headers.getSetCookie();
      expect(cookies).to.have.length(1);
      expect(cookies[0]).to.match(/^spbench=[^;]+; Path=\/; HttpOnly; SameSite=Lax$/);
    });

    it('make a __Host- Secure cookie where the site is reached over https [P45]', async () => {
      const config = { https: true, trustedProxies: 1, baseUrl: 'https://bench.example' };
      const secure = await startTestApp({ config, on: app.testDatabase });
      try {
        const { email } = await app.createUser();
        const viaProxy = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'bench.example' };
        const browser = secure.browser(viaProxy);
        const answer = await browser.submit('/sign-in', { email, password: testPassword });
        expect(answer.headers.getSetCookie()[0]).to.match(
          /^__Host-spbench=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
        );
        expect((await browser.get('/')).text).to.contain('Sign out');
        const out = await browser.submit('/', {}, { action: '/sign-out' });
        expect(out.headers.getSetCookie()[0]).to.match(
          /^__Host-spbench=; Path=\/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax$/,
        );
      } finally {
        await secure.close();
      }
    });

    it('take a new id, and the old one is dead', async () => {
      const { email } = await app.createUser();
      const browser = await app.signIn(email);
      const old = browser.cookies.get('spbench')!;
      const fields = { email, password: testPassword, _csrf: await browser.csrfToken() };
      expect((await browser.post('/sign-in', fields)).status).to.equal(303);
      expect(browser.cookies.get('spbench')).to.not.equal(old);
      expect(await isSignedIn(browser)).to.equal(true);
      const thief = app.browser();
      thief.cookies.set('spbench', old);
      expect(await isSignedIn(thief)).to.equal(false);
    });

    it('never take over an id that the browser brought', async () => {
      const { email } = await app.createUser();
      const browser = app.browser();
      browser.cookies.set('spbench', 's%3Aplanted.signature');
      await browser.submit('/sign-in', { email, password: testPassword });
      expect(browser.cookies.get('spbench')).to.not.contain('planted');
      expect(await isSignedIn(browser)).to.equal(true);
    });

    it('keep the id in the table as a hash only', async () => {
      const { id, email } = await app.createUser();
      const browser = await app.signIn(email);
      const sid = decodeURIComponent(browser.cookies.get('spbench')!).slice(2).split('.')[0]!;
      const [row] = (await rowsOf(id)) as { sid: string }[];
      expect(row!.sid).to.equal(createHash('sha256').update(sid).digest('base64url'));
      expect(JSON.stringify(await rows())).to.not.contain(sid);
    });

    it('write the row no more while pages are read', async () => {
      const { id, email } = await app.createUser();
      const browser = await app.signIn(email);
      const before = await rowsOf(id);
      await browser.get('/');
      await browser.get('/test/signed-in');
      expect(await rowsOf(id)).to.deep.equal(before);
    });
  });

  describe('at sign-out', () => {
    it('delete the row, take the cookie back, and say so in the audit trail', async () => {
      const { id, email } = await app.createUser();
      const browser = await app.signIn(email);
      const kept = browser.cookies.get('spbench')!;
      const answer = await browser.submit('/', {}, { action: '/sign-out' });
      expect(answer.status).to.equal(303);
      expect(answer.location).to.equal('/');
      expect(browser.cookies.size).to.equal(0);
      expect(await rowsOf(id)).to.deep.equal([]);
      browser.cookies.set('spbench', kept);
      expect(await isSignedIn(browser)).to.equal(false);
      const events = await app.database
        .knex('audit_events')
        .where({ actor_id: id })
        .orderBy('id')
        .pluck('action');
      expect(events).to.deep.equal(['account.signed-in', 'account.signed-out']);
    });

    it('stay ended when a slower request notes its visit afterwards', async () => {
      const { id, email } = await app.createUser();
      const browser = await app.signIn(email);
      app.clock.advance(2 * MINUTE);
      const lock = await app.database.pool.connect();
      try {
        await lock.query('begin; lock table sessions in share row exclusive mode');
        const slow = browser.get('/test/signed-in');
        while (!(await isWaiting(app))) await new Promise((resolve) => setTimeout(resolve, 5));
        await lock.query(`delete from sessions where user_id = $1`, [id]);
        await lock.query('commit');
        await slow;
      } finally {
        lock.release();
      }
      expect(await rowsOf(id)).to.deep.equal([]);
    });

    it('cannot be done by following a link', async () => {
      const browser = await app.signInAs();
      expect((await browser.get('/sign-out')).status).to.equal(404);
      expect(await isSignedIn(browser)).to.equal(true);
    });
  });

  describe('in time', () => {
    it('end 30 minutes after the last request [P49]', async () => {
      const { id, email } = await app.createUser();
      const browser = await app.signIn(email);
      app.clock.advance(29 * MINUTE);
      expect(await isSignedIn(browser)).to.equal(true);
      app.clock.advance(29 * MINUTE);
      expect(await isSignedIn(browser)).to.equal(true);
      app.clock.advance(31 * MINUTE);
      const answer = await browser.get('/test/signed-in');
      expect(answer.location).to.equal('/sign-in?returnTo=%2Ftest%2Fsigned-in');
      expect(answer.headers.getSetCookie()).to.deep.equal([]);
      expect(await rowsOf(id)).to.deep.equal([]);
    });

    it('end 12 hours after sign-in, however busy the person is [P49]', async () => {
      const browser = await app.signInAs();
      for (let minutes = 0; minutes < 12 * 60; minutes += 20) {
        expect(await isSignedIn(browser), `after ${minutes} minutes`).to.equal(true);
        app.clock.advance(20 * MINUTE);
      }
      app.clock.advance(MINUTE);
      expect(await isSignedIn(browser)).to.equal(false);
    });
  });
});

/** True while somebody stands before a locked table. */
async function isWaiting(app: TestApp): Promise<boolean> {
  const waiting = await query(
    app.testDatabase.url,
    `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return waiting.length > 0;
}
