import { expect } from 'chai';
import { codeAt } from '../../../src/accounts/second-factor/totp.ts';
import { startTestApp, type TestApp, testPassword } from '../../support/app.ts';
import { lettersTo } from '../../support/mail.ts';
import { testRoutes } from '../../support/test-routes.ts';
import { appUsers, keyOn, recoveryCodesOn, setUpPage } from './app-users.ts';

const MINUTE = 60_000;

describe('the second factor can be changed', () => {
  let app: TestApp;
  let users: ReturnType<typeof appUsers>;
  before(async () => {
    app = await startTestApp({ routes: testRoutes });
    users = appUsers(app);
  });
  beforeEach(() => app.database.knex('delays').delete());
  after(() => app.close());
  const aboutsTo = async (email: string): Promise<string[]> =>
    (await lettersTo(app.database.knex, email)).map(({ about }) => about);

  it('only by somebody who says once more who they are, for ten minutes', async () => {
    const person = await users.withApp();
    const { browser } = person;
    const asked = await browser.get('/account/security/recovery-codes');
    expect(asked.location).to.equal(
      '/account/confirm-it-is-you?returnTo=%2Faccount%2Fsecurity%2Frecovery-codes',
    );
    const half = await browser.submit(asked.location, { password: testPassword, code: '' });
    expect(half.text).to.contain('<a href="#code">');
    const wrong = await browser.submit(asked.location, { password: 'wrong', code: users.codeNow(person) });
    expect(wrong.text).to.contain('<a href="#password">The password is wrong');
    const right = await browser.submit(asked.location, {
      password: testPassword,
      code: users.codeNow(person),
    });
    expect(`${right.status} ${right.location}`).to.equal('303 /account/security/recovery-codes');

    const fresh = recoveryCodesOn(await browser.submit(right.location, {}));
    expect(fresh).to.have.length(10);
    expect(fresh).to.not.include(person.codes[0]);
    expect(await aboutsTo(person.email)).to.include('recovery-codes-made');
    app.clock.advance(10 * MINUTE);
    expect((await browser.get('/account/security/recovery-codes')).status).to.equal(303);
    const old = await (
      await users.password(person.email)
    ).submit('/sign-in/recovery-code', { code: person.codes[0] ?? '' });
    expect(old.status).to.equal(422);
  });

  it('to another phone, whose code then counts', async () => {
    const person = await users.withApp();
    expect((await person.browser.get(setUpPage)).location).to.match(/^\/account\/confirm-it-is-you/);
    await users.confirm(person, setUpPage);
    const seed = keyOn(await person.browser.get(setUpPage));
    await person.browser.submit(setUpPage, { code: codeAt(seed, app.clock.now()) });
    app.clock.advance(MINUTE);
    const old = await (
      await users.password(person.email)
    ).submit('/sign-in/code', { code: users.codeNow(person) });
    expect(old.status).to.equal(422);
    const fresh = await (
      await users.password(person.email)
    ).submit('/sign-in/code', { code: users.codeNow({ ...person, seed }) });
    expect(fresh.status).to.equal(303);
    const told = (await aboutsTo(person.email)).filter((about) => about === 'second-factor-on');
    expect(told, 'at first, and for the other phone').to.have.length(2);
  });

  it('by turning it off, with password and code, and then it is gone', async () => {
    const person = await users.withApp();
    const off = `${setUpPage}/off`;
    expect((await person.browser.submit('/account/security', {}, { action: '/sign-out' })).status).to.equal(
      303,
    );
    const again = { ...person, browser: await users.password(person.email) };
    await again.browser.submit('/sign-in/code', { code: users.codeNow(again) });
    app.clock.advance(MINUTE);
    expect((await again.browser.get(off)).location).to.match(/^\/account\/confirm-it-is-you/);
    expect((await users.confirm(again, off)).location).to.equal(off);
    expect((await again.browser.submit(off, {})).location).to.equal('/account/security?done=factor-off');
    for (const table of ['second_factors', 'recovery_codes'])
      expect(await app.database.knex(table).where({ user_id: person.id }), table).to.deep.equal([]);
    const answer = await app.browser().submit('/sign-in', { email: person.email, password: testPassword });
    expect(answer.location).to.equal('/sign-in/check');
    const abouts = (await lettersTo(app.database.knex, person.email)).map(({ about }) => about);
    expect(abouts.at(-1)).to.equal('second-factor-off');
  });

  it('but not turned off by OCC’s own people, nor by whoever has a short password', async () => {
    const { email } = await app.createUser({ role: 'support' });
    const occ = await app.signIn(email);
    await occ.submit('/account/confirm-it-is-you', {
      password: testPassword,
      code: await app.codeFor(email),
    });
    expect((await occ.get(`${setUpPage}/off`)).status).to.equal(404);

    const person = await users.withApp();
    const short = 'kelp7 owl';
    const changed = await person.browser.submit('/account/security/password', {
      present: testPassword,
      password: short,
    });
    expect(changed.status).to.equal(303);
    await person.browser.submit('/account/confirm-it-is-you', {
      password: short,
      code: users.codeNow(person),
    });
    const refused = await person.browser.get(`${setUpPage}/off`);
    expect(refused.text).to.contain('Choose a longer password first');
    const _csrf = await person.browser.csrfToken();
    expect((await person.browser.post(`${setUpPage}/off`, { _csrf })).status).to.equal(422);
    expect(await app.database.knex('second_factors').where({ user_id: person.id })).to.have.length(1);
  });
});
