import { expect } from 'chai';
import {
  canBeConfirmed,
  canBeStopped,
  MOST_A_DAY,
  type EmailChange,
} from '../../../src/accounts/your-account/email-change.ts';
import { forgetEmailChanges } from '../../../src/accounts/your-account/forget-email-changes.ts';
import { startTestApp, type TestApp, testPassword, type TestUser } from '../../support/app.ts';
import type { Answer, HttpClient } from '../../support/http-client.ts';
import { lettersTo, lastMailTo, mailsOf, pathIn } from '../../support/mail.ts';

const HOUR_MS = 60 * 60 * 1000;

describe('a change of e-mail address', () => {
  const askedAt = new Date('2026-11-22T12:00:00Z');
  const after = (hours: number): Date => new Date(askedAt.getTime() + hours * HOUR_MS);
  const change: EmailChange = {
    ...{ id: 1, userId: 1, oldEmail: 'old@example.org', newEmail: 'new@example.org' },
    ...{ askedAt, confirmedAt: null, stoppedAt: null },
  };

  it('can be confirmed once, for a day, and stopped once, for a week, even after that', () => {
    expect([0, 23.9, 24].map((hours) => canBeConfirmed(change, after(hours)))).to.deep.equal([
      true,
      true,
      false,
    ]);
    expect([0, 167.9, 168].map((hours) => canBeStopped(change, after(hours)))).to.deep.equal([
      true,
      true,
      false,
    ]);
    const confirmed = { ...change, confirmedAt: after(1) };
    expect([canBeConfirmed(confirmed, after(2)), canBeStopped(confirmed, after(2))]).to.deep.equal([
      false,
      true,
    ]);
    const stopped = { ...change, stoppedAt: after(1) };
    expect([canBeConfirmed(stopped, after(2)), canBeStopped(stopped, after(2))]).to.deep.equal([
      false,
      false,
    ]);
  });
});

describe('changing one’s e-mail address', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });
  afterEach(() => app.close());

  const ask = (browser: HttpClient, email: string, password = testPassword): Promise<Answer> =>
    browser.submit('/account/email', { email, password });
  const emailOf = async ({ id }: TestUser): Promise<string> =>
    (await app.database.knex('users').where({ id }).first<{ email: string }>('email')).email;

  it('asks for the password, writes to both addresses, and takes effect by the link to the new one [P66, P68]', async () => {
    const user = await app.createUser();
    const [here, elsewhere] = [await app.signIn(user.email), await app.signIn(user.email)];
    const asked = await ask(here, 'new-one@example.org');
    expect(asked.status).to.equal(200);
    expect(asked.text).to.include('Look in your new mailbox').and.to.include('new-one@example.org');
    expect(await emailOf(user)).to.equal(user.email);
    expect((await lastMailTo(app, user.email)).letter.subject).to.include('was asked for');

    const path = pathIn((await lastMailTo(app, 'new-one@example.org')).letter);
    expect((await app.browser().get(path)).location).to.include('/sign-in?returnTo=');
    expect((await here.get(path)).text).to.include('new-one@example.org');
    expect(await emailOf(user)).to.equal(user.email);
    const done = await here.submit(path, {});
    expect([done.status, done.location]).to.deep.equal([303, '/account?saved=email']);
    expect(await emailOf(user)).to.equal('new-one@example.org');
    const { text } = await here.get('/account');
    expect(text).to.include('new-one@example.org').and.to.include('Given by you on');
    expect((await elsewhere.get('/account')).status, 'other sessions end').to.equal(303);
    expect((await here.get(path)).status, 'the link works once').to.equal(404);
    expect((await app.signIn('new-one@example.org')).cookies.size).to.equal(1);
    const events = await app.database
      .knex('audit_events')
      .whereLike('action', 'account.email%')
      .orderBy('id')
      .select('action', 'actor_id', 'details');
    expect(events).to.deep.equal([
      { action: 'account.email-change-asked', actor_id: user.id, details: {} },
      { action: 'account.email-changed', actor_id: user.id, details: {} },
    ]);
  });

  it('is refused with a wrong password, the same address, or no address, and writes to nobody', async () => {
    const user = await app.createUser();
    const browser = await app.signIn(user.email);
    const wrong = await ask(browser, 'other@example.org', 'not the password at all');
    expect([wrong.status, wrong.text.includes('The password is wrong')]).to.deep.equal([422, true]);
    expect(wrong.text).to.include('value="other@example.org"').and.not.to.include('not the password at all');
    expect((await ask(browser, user.email)).text).to.include('your email address already');
    expect((await ask(browser, 'nobody')).text).to.include('Enter an email address');
    expect((await ask(browser, 'a@example.org\r\nbcc: b@example.org')).status).to.equal(422);
    expect(await mailsOf(app)).to.deep.equal([]);
    expect(await app.database.knex('email_changes').select('id')).to.deep.equal([]);
  });

  it('does not say whether another account has the address', async () => {
    const [user, other] = [await app.createUser(), await app.createUser()];
    const browser = await app.signIn(user.email);
    const shape = (answer: Answer, email: string): string =>
      answer.text.replaceAll(email, 'EMAIL').replace(/"[\w-]{30,}"/g, 'TOKEN');
    const free = await ask(browser, 'free@example.org');
    const taken = await ask(browser, other.email.toUpperCase());
    expect(taken.status).to.equal(free.status);
    expect(shape(taken, other.email.toUpperCase())).to.equal(shape(free, 'free@example.org'));
    const letters = await lettersTo(app.database.knex, other.email.toUpperCase());
    expect(letters.map(({ letter }) => letter.subject)).to.deep.equal([
      'Your email address was entered in SP-Bench',
    ]);
    expect(pathIn(letters[0]!.letter)).to.equal('/sign-in');
    expect((await lettersTo(app.database.knex, user.email)).length).to.equal(2);
  });

  it('ends where the address was taken meanwhile, and changes nothing', async () => {
    const user = await app.createUser();
    const browser = await app.signIn(user.email);
    await ask(browser, 'wanted@example.org');
    const path = pathIn((await lastMailTo(app, 'wanted@example.org')).letter);
    await app.createUser({ email: 'Wanted@example.org' });
    const answer = await browser.submit(path, {});
    expect([answer.status, answer.text.includes('This link cannot be used')]).to.deep.equal([404, true]);
    expect(await emailOf(user)).to.equal(user.email);
    expect((await browser.get('/account')).status).to.equal(200);
  });

  it('is confirmed by nobody else, and not after a day', async () => {
    const [user, other] = [await app.createUser(), await app.createUser()];
    const browser = await app.signIn(user.email);
    await ask(browser, 'mine@example.org');
    const path = pathIn((await lastMailTo(app, 'mine@example.org')).letter);
    const stranger = await app.signIn(other.email);
    expect((await stranger.get(path)).status).to.equal(404);
    const forced = await stranger.post(path, { _csrf: await stranger.csrfToken() });
    expect(forced.status).to.equal(404);
    app.clock.advance(24 * HOUR_MS);
    const late = await app.signIn(user.email);
    expect((await late.get(path)).status).to.equal(404);
    expect([await emailOf(user), await emailOf(other)]).to.deep.equal([user.email, other.email]);
  });

  it('is stopped from the old address without signing in, before it takes effect', async () => {
    const user = await app.createUser();
    const browser = await app.signIn(user.email);
    await ask(browser, 'evil@example.org');
    const stop = pathIn((await lastMailTo(app, user.email)).letter);
    const confirm = pathIn((await lastMailTo(app, 'evil@example.org')).letter);
    const visitor = app.browser();
    const page = await visitor.get(stop);
    expect(page.text).to.include('not in use yet').and.to.include('name="formToken"');
    expect((await visitor.post(stop, {})).status, 'no token').to.equal(403);
    const done = await visitor.submit(stop, {});
    expect([done.status, done.text.includes('The change is stopped')]).to.deep.equal([200, true]);
    expect(visitor.cookies.size, 'no cookie').to.equal(0);
    expect((await browser.get('/account')).status, 'signed out').to.equal(303);
    const again = await app.signIn(user.email);
    expect((await again.get(confirm)).status).to.equal(404);
    expect((await visitor.get(stop)).status, 'works once').to.equal(404);
  });

  it('is taken back from the old address after it took effect, and whoever is signed in is signed out', async () => {
    const user = await app.createUser();
    const browser = await app.signIn(user.email);
    await ask(browser, 'evil@example.org');
    const stop = pathIn((await lastMailTo(app, user.email)).letter);
    await browser.submit(pathIn((await lastMailTo(app, 'evil@example.org')).letter), {});
    await ask(browser, 'worse@example.org');
    await browser.submit(pathIn((await lastMailTo(app, 'worse@example.org')).letter), {});
    expect(await emailOf(user)).to.equal('worse@example.org');
    app.clock.advance(6 * 24 * HOUR_MS);
    const intruder = await app.signIn('worse@example.org');
    const done = await app.browser().submit(stop, {});
    expect(done.text).to.include('The change is stopped');
    expect(await emailOf(user)).to.equal(user.email);
    expect((await intruder.get('/account')).status).to.equal(303);
    expect((await lastMailTo(app, user.email)).letter.subject).to.include('was stopped');
    const event = await app.database
      .knex('audit_events')
      .where({ action: 'account.email-change-stopped' })
      .first<{ details: object }>('details');
    expect(event.details).to.deep.equal({ wasInUse: true });
  });

  it('cannot be stopped after a week, and is then forgotten', async () => {
    const [user, other] = [await app.createUser(), await app.createUser()];
    await ask(await app.signIn(user.email), 'new@example.org');
    const stop = pathIn((await lastMailTo(app, user.email)).letter);
    app.clock.advance(7 * 24 * HOUR_MS + 1);
    await ask(await app.signIn(other.email), 'newer@example.org');
    expect((await app.browser().get(stop)).status).to.equal(404);
    await forgetEmailChanges({ db: app.database.knex, clock: app.clock.now });
    expect(await app.database.knex('email_changes').pluck('user_id')).to.deep.equal([other.id]);
  });

  it('is asked for a few times a day at most, and only the last one counts', async () => {
    const user = await app.createUser();
    const browser = await app.signIn(user.email);
    for (let number = 1; number <= MOST_A_DAY; number += 1) await ask(browser, `n${number}@example.org`);
    const first = pathIn((await lastMailTo(app, 'n1@example.org')).letter);
    expect((await browser.get(first)).status).to.equal(404);
    const refused = await ask(browser, 'one-too-many@example.org');
    expect([refused.status, refused.text.includes('several changes today')]).to.deep.equal([422, true]);
    expect(await lettersTo(app.database.knex, 'one-too-many@example.org')).to.deep.equal([]);
    const last = pathIn((await lastMailTo(app, `n${MOST_A_DAY}@example.org`)).letter);
    expect((await browser.get(last)).status).to.equal(200);
  });

  it('keeps neither link, only their fingerprints', async () => {
    const user = await app.createUser();
    await ask(await app.signIn(user.email), 'new@example.org');
    const token = pathIn((await lastMailTo(app, 'new@example.org')).letter)
      .split('/')
      .at(-1)!;
    const rows = JSON.stringify(await app.database.knex('email_changes').select());
    expect(token).to.have.length(43);
    expect(rows).not.to.include(token);
    const visitor = app.browser();
    const asked = await visitor.get(`/account/email/${token}`);
    await visitor.get(asked.location);
    await visitor.get(`/email-changes/${token}`);
    expect(app.log()).not.to.include(token).and.not.to.include('new@example.org');
  });
});
