import { expect } from 'chai';
import { startTestApp, type TestApp, testPassword } from '../support/app.ts';
import { type Answer, formOn, queryOf } from '../support/http-client.ts';
import { testRoutes } from '../support/test-routes.ts';

describe('signing in', () => {
  let app: TestApp;
  let email: string;
  let userId: number;
  before(async () => {
    app = await startTestApp({ routes: testRoutes });
  });
  beforeEach(async () => {
    ({ email, id: userId } = await app.createUser());
    await app.database.knex('rate_limits').delete();
  });
  after(() => app.close());

  const attempt = (fields: Record<string, string>): Promise<Answer> =>
    app.browser().submit('/sign-in', fields);
  const wrong = 'a password that is wrong';

  it('takes the address however it is capitalised or spaced', async () => {
    const answer = await attempt({ email: `  ${email.toUpperCase()} `, password: testPassword });
    expect(answer.status).to.equal(303);
  });

  it('takes the password exactly as typed', async () => {
    for (const password of [
      ` ${testPassword}`,
      `${testPassword} `,
      testPassword.toUpperCase(),
      testPassword.slice(1),
    ]) {
      expect((await attempt({ email, password })).status, password).to.equal(422);
    }
  });

  it('says what is missing, beside the field and in the summary, and keeps the address', async () => {
    const nothing = await attempt({ email: ' ', password: '' });
    expect(nothing.status).to.equal(422);
    expect(nothing.text).to.contain('<title>Error: Sign in');
    expect(nothing.text).to.contain('<a href="#email">Enter your email address</a>');
    expect(nothing.text).to.contain('<a href="#password">Enter your password</a>');
    const half = await attempt({ email, password: '' });
    expect(half.text).to.contain(`value="${email}"`).and.to.not.contain('Enter your email address');
    const long = await attempt({ email, password: 'x'.repeat(257) });
    expect(long.text).to.contain('Password must be 256 characters or fewer');
    const twice = await app.browser().get('/sign-in');
    const { formToken } = formOn(twice.text).fields;
    const body = `formToken=${formToken}&email=a&email=b&password=c`;
    expect((await app.browser().post('/sign-in', body)).text).to.contain('Enter your email address');
  });

  it('answers a wrong password and an unknown address with the same page', async () => {
    const known = await attempt({ email, password: wrong });
    const unknown = await attempt({ email: 'nobody@example.org', password: wrong });
    const invited = await attempt({ email: (await app.invite()).email, password: wrong });
    const plain = ({ text }: Answer): string =>
      text.replace(/name="formToken" value="[^"]*"/, '').replace(/(id="email".*?) value="[^"]*"/, '$1');
    for (const other of [unknown, invited]) {
      expect(other.status).to.equal(known.status).and.to.equal(422);
      expect(plain(other)).to.equal(plain(known));
      expect([...other.headers.keys()].sort()).to.deep.equal([...known.headers.keys()].sort());
    }
    expect(known.text).to.contain('The email address or the password is wrong');
    expect(known.text).to.not.contain(wrong);
  });

  it('writes what was typed as text, not as page', async () => {
    const answer = await attempt({ email: '"><script>alert(1)</script>', password: 'x' });
    expect(answer.text).to.contain('&lt;script&gt;').and.to.not.contain('<script>alert');
  });

  it('records success and, for a known account, refusal, without the address', async () => {
    await attempt({ email, password: wrong });
    await attempt({ email: 'nobody@example.org', password: wrong });
    await attempt({ email, password: testPassword });
    const events = (): Promise<{ action: string; actor_id: number | null }[]> =>
      app.database
        .knex('audit_events')
        .where({ subject_id: String(userId) })
        .whereLike('action', 'account.%')
        .orderBy('id');
    // The refusal is recorded just after its answer was sent.
    while ((await events()).length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    const found = (await events()).map(({ action, actor_id }) => [action, actor_id]);
    expect(found).to.have.deep.members([
      ['account.sign-in-refused', null],
      ['account.signed-in', userId],
    ]);
    const all = JSON.stringify(await app.database.knex('audit_events').select());
    expect(all).to.not.contain(email).and.to.not.contain('nobody@');
  });

  it('sends a person who is signed in already on', async () => {
    const browser = await app.signIn(email);
    expect((await browser.get('/sign-in')).location).to.equal('/');
    expect((await browser.get('/sign-in?returnTo=/test/uploads')).location).to.equal('/test/uploads');
    const { formToken = '' } = formOn((await app.browser().get('/sign-in')).text).fields;
    const late = await browser.post('/sign-in', { formToken, email, password: testPassword });
    expect(`${late.status} ${late.location}`).to.equal('303 /');
  });

  describe('leads back', () => {
    it('to the page that was asked for, with its query', async () => {
      const browser = app.browser();
      const asked = await browser.get('/test/uploads?page=2&sort=name');
      expect(queryOf(asked.location).returnTo).to.equal('/test/uploads?page=2&sort=name');
      const answer = await browser.submit(asked.location, { email, password: testPassword });
      expect(answer.location).to.equal('/test/uploads?page=2&sort=name');
    });

    it('never to another site', async () => {
      const leads = [
        '//evil.example',
        '/\\evil.example',
        'https://evil.example',
        '/\t/evil.example',
        '/\n/evil.example',
      ];
      const more = [
        '\\\\evil.example',
        'evil.example',
        '/a\\b',
        'javascript:alert(1)',
        ' //evil.example',
        `/${'a'.repeat(2000)}`,
      ];
      for (const returnTo of [...leads, ...more, '']) {
        const { status, location } = await attempt({ email, password: testPassword, returnTo });
        expect(`${status} ${location}`, returnTo).to.equal('303 /');
        const browser = await app.signIn(email);
        const query = `?returnTo=${encodeURIComponent(returnTo)}`;
        expect((await browser.get(`/sign-in${query}`)).location, returnTo).to.equal('/');
      }
    });
  });

  describe('is slowed down', () => {
    const failTimes = async (times: number, address: (number: number) => string): Promise<void> => {
      await Promise.all(
        Array.from({ length: times }, (_, number) => attempt({ email: address(number), password: wrong })),
      );
    };

    it('after ten failures of one account, known or not, all alike', async () => {
      const { email: other } = await app.createUser();
      for (const address of [email, 'nobody@example.org']) {
        await failTimes(10, () => address);
        const answer = await attempt({ email: address.toUpperCase(), password: testPassword });
        expect(answer.status).to.equal(429);
        expect(answer.text).to.match(/too many attempts to sign in\. Try again in 1[45] minutes/);
        expect(Number(answer.headers.get('retry-after'))).to.be.within(800, 900);
        expect(answer.headers.getSetCookie()).to.deep.equal([]);
      }
      expect((await attempt({ email: other, password: testPassword })).status).to.equal(303);
    });

    it('after fifty failures from one address', async () => {
      await failTimes(50, (number) => `guess-${number}@example.org`);
      expect((await attempt({ email, password: testPassword })).status).to.equal(429);
    });

    it('across a restart', async () => {
      await failTimes(10, () => email);
      const restarted = await startTestApp({ on: app.testDatabase });
      try {
        const answer = await restarted.browser().submit('/sign-in', { email, password: testPassword });
        expect(answer.status).to.equal(429);
      } finally {
        await restarted.close();
      }
    });

    it('no more once the right password was given', async () => {
      for (let round = 0; round < 2; round += 1) {
        await failTimes(9, () => email);
        expect((await attempt({ email, password: testPassword })).status).to.equal(303);
      }
    });

    it('not by signing in rightly many times', async () => {
      for (let round = 0; round < 12; round += 1) {
        expect((await attempt({ email, password: testPassword })).status).to.equal(303);
      }
      const counters = await app.database.knex<{ points: number }>('rate_limits').select('points');
      expect(counters.map(({ points }) => points)).to.deep.equal([0]);
    });

    it('with counters that do not say whose they are', async () => {
      await failTimes(1, () => email);
      const kept = JSON.stringify(await app.database.knex('rate_limits').select());
      expect(kept).to.contain('sign-in-account').and.to.not.contain(email).and.to.not.contain('127.0.0.1');
    });
  });
});
