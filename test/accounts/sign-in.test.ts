import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import { networkOf } from '../../src/platform/delays.ts';
import { startTestApp, type TestApp, testPassword, testSecrets } from '../support/app.ts';
import { type Answer, formOn, queryOf } from '../support/http-client.ts';
import { lettersTo } from '../support/mail.ts';
import { testRoutes } from '../support/test-routes.ts';
import { until } from '../support/until.ts';

describe('signing in', () => {
  let app: TestApp;
  let email: string;
  let userId: number;
  before(async () => {
    app = await startTestApp({ routes: testRoutes });
  });
  beforeEach(async () => {
    ({ email, id: userId } = await app.createUser());
    await app.database.knex('delays').delete();
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
      expect((await browser.get(answer.location)).location).to.equal('/test/uploads?page=2&sort=name');
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
        expect(`${status} ${location}`, returnTo).to.equal('303 /sign-in/check');
        const browser = await app.signIn(email);
        expect((await browser.get(location)).location).to.equal('/');
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

    it('after five failures of one account, known or not, all alike, each time for twice as long [P126]', async () => {
      const { email: other } = await app.createUser();
      for (const address of [email, 'nobody@example.org']) {
        await failTimes(5, () => address);
        const pauses: number[] = [];
        for (let more = 0; more < 12; more += 1) {
          expect((await attempt({ email: address, password: wrong })).status).to.equal(422);
          const answer = await attempt({ email: address.toUpperCase(), password: testPassword });
          expect(answer.status).to.equal(429);
          expect(answer.headers.getSetCookie()).to.deep.equal([]);
          const seconds = Number(answer.headers.get('retry-after'));
          const words = seconds < 60 ? /Try again in \d+ seconds?\./ : /Try again in \d+ minutes?\./;
          expect(answer.text).to.match(words);
          pauses.push(seconds);
          app.clock.advance(seconds * 1000);
          await app.database.knex('delays').whereLike('key', 'sign-in-address%').delete();
        }
        expect(pauses.slice(0, 5)).to.deep.equal([1, 2, 4, 8, 16]);
        expect(pauses.slice(-2)).to.deep.equal([900, 900]);
      }
      expect((await attempt({ email: other, password: testPassword })).status).to.equal(303);
    });

    it('but never locked: after the pause the right password is enough', async () => {
      await failTimes(6, () => email);
      expect((await attempt({ email, password: testPassword })).status).to.equal(429);
      app.clock.advance(1000);
      expect((await attempt({ email, password: testPassword })).status).to.equal(303);
    });

    it('after fifty failures from one network, an IPv6 subscriber’s being one', async () => {
      await failTimes(51, (number) => `guess-${number}@example.org`);
      expect((await attempt({ email, password: testPassword })).status).to.equal(429);
      app.clock.advance(61 * 60_000);
      expect((await attempt({ email, password: testPassword })).status).to.equal(303);
      expect(networkOf('2001:db8:1:2:3:4:5:6')).to.equal(networkOf('2001:db8:1:2::9'));
      expect(networkOf('2001:db8::1')).to.equal('2001:db8:0:0');
      expect(networkOf('::ffff:192.0.2.7')).to.equal('192.0.2.7');
    });

    it('after a flood from everywhere, for a second and no longer', async () => {
      const key = createHmac('sha256', testSecrets.pepper).update('').digest('base64url');
      await app.database
        .knex('delays')
        .insert({ key: `sign-in-all:${key}`, failures: 2050, last_at: app.clock.now() });
      const flooded = await attempt({ email, password: testPassword });
      expect([flooded.status, flooded.headers.get('retry-after')]).to.deep.equal([429, '1']);
      app.clock.advance(1000);
      expect((await attempt({ email, password: testPassword })).status).to.equal(303);
    });

    it('across a restart', async () => {
      await failTimes(6, () => email);
      const restarted = await startTestApp({ on: app.testDatabase });
      try {
        const answer = await restarted.browser().submit('/sign-in', { email, password: testPassword });
        expect(answer.status).to.equal(429);
      } finally {
        await restarted.close();
      }
    });

    it('no more once the right password was given', async () => {
      for (let round = 0; round < 3; round += 1) {
        await failTimes(4, () => email);
        expect((await attempt({ email, password: testPassword })).status).to.equal(303);
      }
    });

    it('not by signing in rightly many times', async () => {
      for (let round = 0; round < 12; round += 1) {
        expect((await attempt({ email, password: testPassword })).status).to.equal(303);
      }
      const counters = await app.database.knex<{ failures: number }>('delays').select('failures');
      expect(counters.map(({ failures }) => failures)).to.deep.equal([0, 0]);
    });

    it('with counters that do not say whose they are', async () => {
      await failTimes(1, () => email);
      const kept = JSON.stringify(await app.database.knex('delays').select());
      expect(kept).to.contain('sign-in-account').and.to.not.contain(email).and.to.not.contain('127.0.0.1');
    });

    it('and its owner is told after ten failures, once a day', async () => {
      const tell = async (): Promise<void> => {
        for (let failures = 0; failures < 12; failures += 1) {
          app.clock.advance(20 * 60_000);
          await attempt({ email, password: wrong });
        }
      };
      const letters = (): ReturnType<typeof lettersTo> => lettersTo(app.database.knex, email);
      await tell();
      await until(async () => (await letters()).length === 1);
      expect((await letters())[0]?.about).to.equal('failed-sign-ins');
      await tell();
      await refusalsOf(24);
      expect(await letters()).to.have.length(1);
      app.clock.advance(25 * 60 * 60_000);
      await tell();
      await until(async () => (await letters()).length === 2);
    });

    /** Refusals are recorded just after their answer. */
    const refusalsOf = (times: number): Promise<void> =>
      until(async () => {
        const events = app.database.knex('audit_events').where({ action: 'account.sign-in-refused' });
        return (await events.where({ subject_id: String(userId) })).length === times;
      });
  });
});
