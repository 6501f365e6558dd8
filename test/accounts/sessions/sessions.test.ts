import { expect } from 'chai';
import { deviceOf } from '../../../src/web/device.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import type { HttpClient } from '../../support/http-client.ts';
import { testRoutes } from '../../support/test-routes.ts';

const MINUTE = 60_000;

describe('one’s own sessions', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp({ routes: testRoutes });
  });
  beforeEach(() => app.database.knex('delays').delete());
  after(() => app.close());

  const idsOf = async (userId: number): Promise<number[]> =>
    app.database.knex('sessions').where({ user_id: userId }).orderBy('id').pluck('id');
  const isSignedIn = async (browser: HttpClient): Promise<boolean> =>
    (await browser.get('/test/signed-in')).status === 200;
  const endOne = async (browser: HttpClient, id: number | string) =>
    browser.post(`/account/security/sessions/${id}/ending`, { _csrf: await browser.csrfToken() });

  it('are listed with browser and times, the present one marked', async () => {
    const { email } = await app.createUser();
    const phone = app.browser({
      'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Version/19.0 Mobile Safari/604.1',
    });
    await phone.submit('/sign-in', { email, password: 'correct horse battery staple' });
    const browser = await app.signIn(email);
    const { text } = await browser.get('/account/security');
    expect(text).to.contain('Safari on iPhone').and.to.contain('A browser');
    expect(text.match(/<strong>This one<\/strong>/g)).to.have.length(1);
    expect(text.match(/sessions\/\d+\/ending/g)).to.have.length(1);
    expect(text).to.contain('End all others');
    const alone = await app.signInAs();
    expect((await alone.get('/account/security')).text).to.not.contain('End all others');
  });

  it('are ended one by one, or all but this, and each ending is recorded', async () => {
    const { id, email } = await app.createUser();
    const [first, second, third] = [
      await app.signIn(email),
      await app.signIn(email),
      await app.signIn(email),
    ];
    const [one = 0] = await idsOf(id);
    expect((await endOne(third, one)).location).to.equal('/account/security?done=session');
    expect([await isSignedIn(first), await isSignedIn(second), await isSignedIn(third)]).to.deep.equal([
      false,
      true,
      true,
    ]);
    const _csrf = await third.csrfToken();
    await third.post('/account/security/sessions/ending', { _csrf });
    expect([await isSignedIn(second), await isSignedIn(third)]).to.deep.equal([false, true]);
    const events = await app.database
      .knex('audit_events')
      .where({ actor_id: id })
      .whereLike('action', 'account.%ended')
      .orderBy('id')
      .select<{ action: string; details: object }[]>('action', 'details');
    expect(events).to.deep.equal([
      { action: 'account.session-ended', details: { sessions: 1 } },
      { action: 'account.other-sessions-ended', details: { sessions: 1 } },
    ]);
  });

  it('of somebody else are not there', async () => {
    const { id, email } = await app.createUser();
    const victim = await app.signIn(email);
    const [theirs = 0] = await idsOf(id);
    const stranger = await app.signInAs();
    for (const session of [theirs, 0, 'x', '9999999999999999999'])
      expect((await endOne(stranger, session)).status, String(session)).to.equal(404);
    const stale = await stranger.post(`/account/security/sessions/${theirs}/ending`, { _csrf: 'old' });
    expect(stale.status).to.equal(403);
    expect(await isSignedIn(victim)).to.equal(true);
  });

  it('keep nothing in the table that can be read, and the id in the cookie sealed [P46] [P48] [P52]', async () => {
    const { id, email } = await app.createUser();
    const browser = await app.signIn(email);
    await browser.get('/');
    const [row] = await app.database
      .knex('sessions')
      .where({ user_id: id })
      .select<{ sid: string; sess: Buffer }[]>('sid', 'sess');
    const text = row?.sess.toString('latin1') ?? '';
    for (const word of ['csrfSecret', 'userId', 'device', 'seenAt', '{'])
      expect(text.startsWith(word) || text.includes(`"${word}`)).to.equal(false);
    const sid =
      decodeURIComponent(browser.cookies.get('spbench') ?? '')
        .slice(2)
        .split('.')[0] ?? '';
    const sealed = Buffer.from(sid, 'base64url');
    expect(sealed).to.have.length(12 + 16 + 40);
    expect(sealed.includes(Buffer.from(email))).to.equal(false);
    const other = await app.signIn(email);
    expect(other.cookies.get('spbench')).to.not.equal(browser.cookies.get('spbench'));
  });

  it('are over when their row was copied from another', async () => {
    const { email: mine } = await app.createUser();
    const { id: victim, email: theirs } = await app.createUser();
    const [browser] = [await app.signIn(mine), await app.signIn(theirs)];
    const [row] = await app.database
      .knex('sessions')
      .where({ user_id: victim })
      .select<{ sess: Buffer }[]>('sess');
    await app.database
      .knex('sessions')
      .whereNot({ user_id: victim })
      .update({ sess: row?.sess, user_id: victim });
    expect(await isSignedIn(browser)).to.equal(false);
  });

  describe('say until when one stays signed in', () => {
    const untilOn = (text: string): string => /app-session__until">([^<]+)</.exec(text)?.[1] ?? '';
    const leftOn = (text: string): number => Number(/data-session-seconds="(\d+)"/.exec(text)?.[1]);

    it('on every page, with a link that is use of the session', async () => {
      const browser = await app.signInAs();
      const { text } = await browser.get('/');
      expect(untilOn(text)).to.match(/^\d{1,2}:\d\d [ap]m$/);
      expect(leftOn(text)).to.be.within(29 * 60, 30 * 60);
      expect(text).to.contain('href="/session"');
      app.clock.advance(20 * MINUTE);
      const page = await browser.get('/session');
      expect(page.headers.get('cache-control')).to.equal('no-store');
      expect(leftOn(page.text)).to.be.within(29 * 60, 30 * 60);
      app.clock.advance(20 * MINUTE);
      expect(await isSignedIn(browser)).to.equal(true);
    });

    it('never later than twelve hours after signing in', async () => {
      const browser = await app.signInAs();
      for (let minutes = 0; minutes < 11 * 60 + 35; minutes += 25) {
        app.clock.advance(25 * MINUTE);
        await browser.get('/session');
      }
      const left = leftOn((await browser.get('/session')).text);
      expect(left).to.be.below(20 * 60 + 1);
      app.clock.advance(left * 1000 + 1000);
      expect(await isSignedIn(browser)).to.equal(false);
    });

    it('not before sign-in', async () => {
      expect((await app.browser().get('/')).text).to.not.contain('data-session-seconds');
      expect((await app.browser().get('/session')).status).to.equal(303);
    });
  });
});

describe('the name of a browser', () => {
  it('is short and says no version', () => {
    const names: Record<string, string> = {
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/143.0.0.0 Safari/537.36':
        'Chrome on Windows',
      'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/143.0 Safari/537.36 Edg/143.0':
        'Edge on Windows',
      'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0': 'Firefox on Linux',
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/19.0 Safari/605.1.15': 'Safari on Mac',
      'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/143.0 Mobile Safari/537.36':
        'Chrome on Android',
      'w3m/0.5.3+git20230121': 'A text browser',
      '': 'A browser',
    };
    for (const [agent, name] of Object.entries(names)) expect(deviceOf(agent), agent).to.equal(name);
  });
});
