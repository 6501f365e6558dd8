import { request } from 'node:http';
import { expect } from 'chai';
import { startTestApp, type TestApp } from '../support/app.ts';
import { testRoutes } from '../support/test-routes.ts';

const policy =
  "default-src 'none';script-src 'self';style-src 'self';img-src 'self';font-src 'self';connect-src 'self';" +
  "form-action 'self';base-uri 'none';frame-ancestors 'none'";

describe('every request', () => {
  let app: TestApp;
  let ready = true;
  before(async () => {
    app = await startTestApp({ routes: testRoutes, readiness: () => Promise.resolve(ready) });
  });
  after(() => app.close());

  /** Sends exactly this path, which fetch would tidy up. */
  const raw = (path: string, method = 'GET'): Promise<{ status: number; text: string }> =>
    new Promise((resolve, reject) => {
      const sent = request(app.baseUrl, { path, method }, (answer) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      });
      sent.on('error', reject).end();
    });

  describe('is answered with headers', () => {
    it('that allow own files and nothing else, on pages, errors and files alike [P54, P55]', async () => {
      const addresses = [
        '/',
        '/sign-in',
        '/no-such-page',
        '/test/throws',
        '/assets/images/favicon.svg',
        '/healthz',
      ];
      for (const address of addresses) {
        const { headers } = await app.browser().get(address);
        expect(headers.get('content-security-policy'), address).to.equal(policy);
        expect(headers.get('x-content-type-options'), address).to.equal('nosniff');
        expect(headers.get('referrer-policy'), address).to.equal('same-origin');
        expect(headers.get('x-frame-options'), address).to.equal('DENY');
        expect(headers.has('x-powered-by'), address).to.equal(false);
        expect(headers.has('strict-transport-security'), address).to.equal(false);
      }
    });

    it('that keep browsers on https where the site has it', async () => {
      const config = { https: true, trustedProxies: 1, baseUrl: 'https://bench.example' };
      const secure = await startTestApp({ config, on: app.testDatabase });
      try {
        const viaProxy = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'bench.example' };
        const { headers, status } = await secure.browser(viaProxy).get('/');
        expect(status).to.equal(200);
        expect(headers.get('strict-transport-security')).to.equal('max-age=31536000; includeSubDomains');
        expect(headers.get('content-security-policy')).to.equal(`${policy};upgrade-insecure-requests`);
        const plain = await secure.browser({ 'x-forwarded-host': 'bench.example' }).get('/sign-in');
        expect(plain.status).to.equal(421);
        const foreign = await secure.browser({ ...viaProxy, 'x-forwarded-host': 'evil.example' }).get('/');
        expect(foreign.status).to.equal(421);
        expect(foreign.text).to.contain('href="https://bench.example/"').and.to.not.contain('evil.example');
        expect((await secure.browser().get('/healthz')).status).to.equal(200);
      } finally {
        await secure.close();
      }
    });

    it('that keep pages out of caches', async () => {
      const officer = await app.signInAs();
      for (const address of ['/', '/test/uploads', '/no-such-page']) {
        const { headers } = await officer.get(address);
        expect(headers.get('cache-control'), address).to.equal('no-store');
      }
    });
  });

  it('uses GET, HEAD or POST', async () => {
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH']) {
      expect((await raw('/sign-in', method)).status, method).to.equal(405);
    }
    expect((await raw('/sign-in', 'HEAD')).status).to.equal(200);
  });

  it('says whether the process runs and can work, without a session', async () => {
    expect((await app.browser().get('/healthz')).text).to.equal('ok\n');
    expect((await app.browser().get('/readyz')).status).to.equal(200);
    ready = false;
    expect((await app.browser().get('/readyz')).status).to.equal(503);
    ready = true;
  });

  describe('for a file', () => {
    it('gets it from the public folder, and the one script of the page kit', async () => {
      const image = await app.browser().get('/assets/images/favicon.svg');
      expect(image.status).to.equal(200);
      expect(image.headers.get('content-type')).to.contain('image/svg+xml');
      const script = await app.browser().get('/assets/js/govuk-frontend.min.js');
      expect(script.status).to.equal(200);
      expect(script.headers.get('content-type')).to.contain('javascript');
    });

    it('gets nothing from outside it', async () => {
      const paths = [
        '/assets/../package.json',
        '/assets/%2e%2e/package.json',
        '/assets/..%2fpackage.json',
        '/assets/images/..%5c..%5c..%5cpackage.json',
        '/assets/js/govuk-frontend.min.js.map',
        '/assets/.gitignore',
        '/assets/',
        '/assets/images',
        '/package.json',
      ];
      for (const path of paths) {
        const { status, text } = await raw(path);
        expect(status, path).to.equal(404);
        expect(text, path).to.contain('Page not found').and.to.not.contain('dependencies');
      }
    });
  });

  it('with a character that no text has is told so, signed in or not', async () => {
    const officer = await app.signInAs();
    for (const query of ['name=a%00b', 'authority=%00', 'region=%00']) {
      const answer = await officer.get(`/directory?${query}`);
      expect(answer.status, query).to.equal(400);
      expect(answer.text, query).to.contain('could not read this request');
    }
    const signIn = await app.browser().submit('/sign-in', { email: 'a\u0000b@example.org', password: 'x' });
    expect(signIn.status).to.equal(400);
    expect(app.log()).to.not.contain('22021');
  });

  it('that is damaged or too large gets a page that says so', async () => {
    const officer = await app.signInAs();
    const damaged = await raw('/invitations/%E0%A4%A');
    expect(damaged.status).to.equal(400);
    expect(damaged.text).to.contain('could not read this request');
    const large = await officer.post('/test/decide', { text: 'x'.repeat(300_000) });
    expect(large.status).to.equal(413);
    expect(large.text).to.contain('too much to send at once');
    const many = Array.from({ length: 2500 }, (_, number) => `a${number}=1`).join('&');
    expect((await officer.post('/test/decide', many)).status).to.equal(413);
  });
});
