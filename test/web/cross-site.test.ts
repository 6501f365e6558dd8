import { expect } from 'chai';
import { startTestApp, type TestApp, testPassword } from '../support/app.ts';
import { formOn, type HttpClient } from '../support/http-client.ts';
import { testRoutes } from '../support/test-routes.ts';

const HOUR = 60 * 60_000;
const file = { field: 'file', name: 'extract.zip', bytes: new Uint8Array(2048) };

describe('forms that another site could send', () => {
  let app: TestApp;
  let officer: HttpClient;
  before(async () => {
    app = await startTestApp({ routes: testRoutes });
  });
  beforeEach(async () => {
    officer = await app.signInAs();
  });
  after(() => app.close());

  describe('after sign-in', () => {
    it('are taken with the token of the page, in the body or in a header', async () => {
      const token = await officer.csrfToken();
      const inBody = await officer.post('/test/decide', { _csrf: token, choice: 'include' });
      expect(inBody.status).to.equal(200);
      const { action, body } = JSON.parse(inBody.text) as { action: string; body: { choice: string } };
      expect(action).to.equal('test.decided');
      expect(body.choice).to.equal('include');
      expect((await officer.post('/test/decide', {}, { 'x-csrf-token': token })).status).to.equal(200);
    });

    it('are refused without it, with a wrong one, with two, and with another person’s', async () => {
      const another = await (await app.signInAs()).csrfToken();
      const token = await officer.csrfToken();
      const bodies = ['', '_csrf=', '_csrf=wrong', `_csrf=${another}`, `_csrf=${token}&_csrf=${token}`];
      for (const body of bodies) {
        const answer = await officer.post('/test/decide', body);
        expect(answer.status, body).to.equal(403);
        expect(answer.text).to.contain('This form was open too long').and.to.contain('send the form again');
      }
    });

    it('are refused with the token in the address', async () => {
      const token = encodeURIComponent(await officer.csrfToken());
      expect((await officer.post(`/test/decide?_csrf=${token}`, {})).status).to.equal(403);
    });

    it('are refused with a token from before the last sign-in', async () => {
      const { email } = await app.createUser();
      const browser = await app.signIn(email);
      const old = await browser.csrfToken();
      await browser.submit('/', {}, { action: '/sign-out' });
      await browser.submit('/sign-in', { email, password: testPassword });
      expect((await browser.post('/test/decide', { _csrf: old })).status).to.equal(403);
    });

    it('are refused as JSON or plain text, which a page elsewhere could send', async () => {
      const _csrf = await officer.csrfToken();
      for (const type of ['application/json', 'text/plain']) {
        const answer = await officer.post('/test/decide', JSON.stringify({ _csrf }), {
          'content-type': type,
        });
        expect(answer.status, type).to.equal(403);
      }
    });

    it('with a file are taken when the token stands before the file, and else refused', async () => {
      expect((await officer.postMultipart('/test/file', file)).status).to.equal(200);
      const refused = await officer.postMultipart('/test/file', file, { csrfToken: 'wrong' });
      expect(refused.status).to.equal(403);
      expect(refused.text).to.contain('This form was open too long');
      const late = new FormData();
      late.append('file', new Blob([file.bytes]), file.name);
      late.append('_csrf', await officer.csrfToken());
      expect((await officer.request('/test/file', { method: 'POST', body: late })).status).to.equal(403);
    });
  });

  describe('with what browsers say of where they come from', () => {
    const send = async (headers: Record<string, string>): Promise<number> => {
      const answer = await officer.post('/test/decide', { _csrf: await officer.csrfToken() }, headers);
      if (answer.status === 403) expect(answer.text).to.contain('did not come from SP-Bench');
      return answer.status;
    };

    it('are refused from another origin', async () => {
      const port = new URL(app.baseUrl).port;
      const origins = ['https://evil.example', 'null', `https://127.0.0.1:${port}`, 'http://127.0.0.1:1'];
      for (const origin of origins) expect(await send({ origin }), origin).to.equal(403);
      expect(await send({ origin: app.baseUrl })).to.equal(200);
    });

    it('are refused when Sec-Fetch-Site names another site', async () => {
      for (const site of ['cross-site', 'same-site']) {
        expect(await send({ 'sec-fetch-site': site }), site).to.equal(403);
      }
      expect(await send({ 'sec-fetch-site': 'same-origin' })).to.equal(200);
      expect(await send({ 'sec-fetch-site': 'cross-site', origin: app.baseUrl })).to.equal(403);
    });

    it('are refused before sign-in too, whatever their token', async () => {
      const { email } = await app.createUser();
      for (const name of ['origin', 'sec-fetch-site']) {
        const headers = { [name]: name === 'origin' ? 'https://evil.example' : 'cross-site' };
        const browser = app.browser();
        const answer = await browser.submit('/sign-in', { email, password: testPassword }, { headers });
        expect(answer.status).to.equal(403);
        expect(browser.cookies.size).to.equal(0);
      }
    });

    it('compare with BASE_URL where it is set', async () => {
      const own = new URL(app.baseUrl);
      const named = await startTestApp({
        config: { baseUrl: 'http://bench.example', trustedProxies: 1 },
        on: app.testDatabase,
      });
      try {
        const { email } = await app.createUser();
        const host = { 'x-forwarded-host': 'bench.example' };
        const good = { ...host, origin: 'http://bench.example' };
        const bad = { ...host, origin: own.origin };
        const signIn = (headers: Record<string, string>): Promise<{ status: number }> =>
          named.browser().submit('/sign-in', { email, password: testPassword }, { headers });
        expect((await signIn(good)).status).to.equal(303);
        expect((await signIn(bad)).status).to.equal(403);
      } finally {
        await named.close();
      }
    });
  });

  describe('before sign-in', () => {
    const signInFields = async (browser: HttpClient): Promise<Record<string, string>> =>
      formOn((await browser.get('/sign-in?returnTo=/test/uploads')).text).fields;

    it('are shown again as typed, but for the password, when they were open more than four hours', async () => {
      const { email } = await app.createUser();
      const browser = app.browser();
      const fields = await signInFields(browser);
      app.clock.advance(4 * HOUR);
      const answer = await browser.post('/sign-in', { ...fields, email, password: testPassword });
      expect(answer.status).to.equal(403);
      expect(answer.text).to.contain('This form was open too long').and.to.contain(`value="${email}"`);
      expect(answer.text).to.not.contain(testPassword);
      const again = formOn(answer.text).fields;
      expect(again.returnTo).to.equal('/test/uploads');
      const second = await browser.post('/sign-in', { ...again, email, password: testPassword });
      expect(second.location).to.equal('/sign-in/check?returnTo=%2Ftest%2Fuploads');
    });

    it('are refused without a token, or with a changed one, or with one from another page', async () => {
      const { email } = await app.createUser();
      const browser = app.browser();
      const { formToken = '' } = await signInFields(browser);
      const elsewhere = formOn((await browser.get((await app.invite()).path)).text).fields.formToken!;
      const [time = '', seal = ''] = formToken.split('.');
      const later = `${(parseInt(time, 36) + 1000).toString(36)}.${seal}`;
      for (const token of ['', 'x', `${formToken}x`, later, elsewhere, `${time}.`]) {
        const answer = await browser.post('/sign-in', { formToken: token, email, password: testPassword });
        expect(answer.status, token).to.equal(403);
        expect(browser.cookies.size).to.equal(0);
      }
    });

    it('get the general page where the route shows no form of its own', async () => {
      const answer = await app.browser().post('/test/public', { a: '1' });
      expect(answer.status).to.equal(403);
      expect(answer.text).to.contain('This form was open too long').and.to.contain('Reference:');
    });
  });
});
