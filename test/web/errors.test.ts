import { expect } from 'chai';
import { describeError } from '../../src/web/errors.ts';
import { startTestApp, type TestApp, testPassword } from '../support/app.ts';
import { query } from '../support/database.ts';
import { testRoutes } from '../support/test-routes.ts';

interface LogLine {
  reqId?: string;
  route?: string;
  status?: number;
  error?: { message?: string; frames?: string };
}

describe('errors and the log', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp({ routes: testRoutes });
  });
  after(() => app.close());

  const lines = (): LogLine[] =>
    app
      .log()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as LogLine);

  it('show a page with a reference that is in the log, and no stack', async () => {
    for (const [address, message] of [
      ['/test/throws', 'the drains are blocked'],
      ['/test/rejects', 'the drains are blocked again'],
    ] as const) {
      const answer = await app.browser().get(address);
      expect(answer.status).to.equal(500);
      expect(answer.text).to.contain('there is a problem with SP-Bench');
      expect(answer.text)
        .to.not.contain('drains')
        .and.to.not.match(/\bat .*\.ts:\d+/);
      const reference = /Reference: ([\w-]+)/.exec(answer.text)?.[1];
      const logged = lines().find((line) => line.reqId === reference && line.error);
      expect(logged?.error?.message).to.equal(message);
      expect(logged?.error?.frames).to.contain('test-routes.ts');
    }
  });

  it('break off an answer that is half out', async () => {
    const failure = await app
      .browser()
      .get('/test/half')
      .then(
        () => null,
        (error: unknown) => error,
      );
    expect(failure).to.be.instanceOf(Error);
    expect(app.log()).to.contain('cut off');
  });

  it('still answer when the sessions cannot be read', async () => {
    const browser = await app.signInAs();
    await query(app.testDatabase.url, 'alter table sessions rename to sessions_away');
    try {
      const answer = await browser.get('/');
      expect(answer.status).to.equal(500);
      expect(answer.text).to.contain('Reference:').and.to.not.contain('sessions_away');
    } finally {
      await query(app.testDatabase.url, 'alter table sessions_away rename to sessions');
    }
    expect((await browser.get('/test/signed-in')).status).to.equal(200);
  });

  it('log one line a request, by the route’s pattern', async () => {
    await app.browser().get('/invitations/a-secret-token?name=Ada');
    await app.browser().get('/people/ada@example.org?x=ada');
    await app.browser().get('/assets/images/favicon.svg');
    const [invitation, unknown, asset] = lines().slice(-3);
    expect(invitation).to.include({ method: 'GET', route: '/invitations/:token', status: 404 });
    expect(unknown).to.include({ route: 'none', status: 404 });
    expect(asset).to.include({ route: '/assets', status: 200 });
    expect(Object.keys(invitation!).sort()).to.deep.equal(
      ['level', 'method', 'ms', 'msg', 'reqId', 'route', 'status', 'time'].sort(),
    );
  });

  it('log nothing personal: no address, name, password, token, IP address or browser [P11]', async () => {
    const { email, path } = await app.invite({ name: 'Ada Lovelace-King' });
    const browser = app.browser({ 'user-agent': 'TellTale/1.0', referer: 'http://elsewhere.example/' });
    const password = 'a long enough password';
    await browser.submit(path, { password });
    await browser.submit('/sign-in', { email, password: testPassword });
    await browser.submit('/sign-in?returnTo=/test/throws', { email, password });
    await browser.get('/test/throws');
    const duplicate = app.database.knex('users').insert({ email, name: 'Ada', role: 'admin' });
    const failure: unknown = await duplicate.then(null, (error: unknown) => error);
    const text = app.log() + JSON.stringify(describeError(failure));
    const cookie = browser.cookies.get('spbench')!;
    const token = path.split('/').pop()!;
    for (const secret of [
      email,
      'Lovelace',
      password,
      testPassword,
      token,
      cookie,
      '127.0.0.1',
      'TellTale',
      'elsewhere',
    ]) {
      expect(text).to.not.contain(secret);
    }
    expect(text).to.contain('users_email');
  });
});
