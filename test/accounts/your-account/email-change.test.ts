import { expect } from 'chai';
import { accountRetention } from '../../../src/accounts/retention.ts';
import { MOST_A_DAY } from '../../../src/accounts/your-account/email-change.ts';
import { kept } from '../../../src/platform/retention-classes.ts';
import { startTestApp, type TestApp, testPassword, type TestUser } from '../../support/app.ts';
import { query } from '../../support/database.ts';
import type { Answer, HttpClient } from '../../support/http-client.ts';
import { lettersTo, lastMailTo, mailsOf, pathIn } from '../../support/mail.ts';

const HOUR_MS = 60 * 60 * 1000;

describe('changing one’s e-mail address', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });
  afterEach(() => app.close());

  const ask = (browser: HttpClient, email: string, password = testPassword): Promise<Answer> =>
    browser.submit('/account/email', { email, password });
  /** Where the links of the newest letters lead: to the new address, and to the old one. */
  const linksOf = async (
    { email }: { email: string },
    newEmail: string,
  ): Promise<{ atNew: string; atOld: string; stop: string }> => {
    const { letter } = await lastMailTo(app, email);
    return {
      atNew: pathIn((await lastMailTo(app, newEmail)).letter),
      atOld: pathIn(letter, 'Confirm'),
      stop: pathIn(letter, 'Stop'),
    };
  };
  /** Confirms from both addresses; the browser is the signed-in owner's. */
  const confirmBoth = async (browser: HttpClient, from: { email: string }, newEmail: string) => {
    const links = await linksOf(from, newEmail);
    await app.browser().submit(links.atOld, {});
    await browser.submit(links.atNew, {});
    return links;
  };
  const emailOf = async ({ id }: TestUser): Promise<string> =>
    (await app.database.knex('users').where({ id }).first<{ email: string }>('email')).email;

  it('asks for the password, writes to both addresses, and takes effect when both have confirmed [P66, P68]', async () => {
    const user = await app.createUser();
    const [here, elsewhere] = [await app.signIn(user.email), await app.signIn(user.email)];
    const asked = await ask(here, 'new-one@example.org');
    expect(asked.status).to.equal(200);
    expect(asked.text)
      .to.include('Look in both mailboxes')
      .and.to.include('new-one@example.org')
      .and.to.include(user.email);
    expect((await lastMailTo(app, user.email)).letter.subject).to.include('was asked for');

    const { atNew, atOld } = await linksOf(user, 'new-one@example.org');
    const visitor = app.browser();
    expect((await visitor.get(atOld)).text)
      .to.include('new-one@example.org')
      .and.to.include('name="formToken"');
    expect((await visitor.post(atOld, {})).status, 'no token').to.equal(403);
    const first = await visitor.submit(atOld, {});
    expect([first.status, first.text.includes('one more step')]).to.deep.equal([200, true]);
    expect(visitor.cookies.size, 'no cookie').to.equal(0);
    expect((await visitor.get(atOld)).status, 'works once').to.equal(404);
    expect(await emailOf(user), 'one address is not enough').to.equal(user.email);

    expect((await app.browser().get(atNew)).location).to.include('/sign-in?returnTo=');
    expect((await here.get(atNew)).text).to.include('new-one@example.org');
    expect(await emailOf(user), 'opening a link is not confirming').to.equal(user.email);
    const done = await here.submit(atNew, {});
    expect([done.status, done.location]).to.deep.equal([303, '/account?saved=email']);
    expect(await emailOf(user)).to.equal('new-one@example.org');
    for (const address of [user.email, 'new-one@example.org'])
      expect((await lastMailTo(app, address)).letter.subject, address).to.include('was changed');
    const { text } = await here.get('/account');
    expect(text).to.include('new-one@example.org').and.to.include('Given by you on');
    expect((await elsewhere.get('/account')).status, 'other sessions end').to.equal(303);
    expect((await here.get(atNew)).status, 'the link works once').to.equal(404);
    expect((await app.signIn('new-one@example.org')).cookies.size).to.equal(1);
    const events = await app.database
      .knex('audit_events')
      .whereLike('action', 'account.email%')
      .orderBy('id')
      .select('action', 'actor_id', 'details');
    expect(events).to.deep.equal([
      { action: 'account.email-change-asked', actor_id: user.id, details: {} },
      { action: 'account.email-change-agreed', actor_id: user.id, details: { isInUse: false } },
      { action: 'account.email-changed', actor_id: user.id, details: { isInUse: true } },
    ]);
  });

  it('takes effect the other way round too; whoever confirms from the old address stays signed in there', async () => {
    const user = await app.createUser();
    const [here, elsewhere] = [await app.signIn(user.email), await app.signIn(user.email)];
    await ask(here, 'new-one@example.org');
    const { atNew, atOld } = await linksOf(user, 'new-one@example.org');
    const first = await here.submit(atNew, {});
    expect(first.location).to.equal('/account?saved=email-new');
    expect((await here.get(first.location)).text).to.include('link that we sent to the old one');
    expect(await emailOf(user)).to.equal(user.email);
    const done = await here.submit(atOld, {});
    expect([done.status, done.text.includes('is in use')]).to.deep.equal([200, true]);
    expect(await emailOf(user)).to.equal('new-one@example.org');
    expect((await here.get('/account')).status).to.equal(200);
    expect((await elsewhere.get('/account')).status).to.equal(303);
  });

  it('takes effect from the old mailbox without a sign-in, and then everybody is signed out', async () => {
    const [user, other] = [await app.createUser(), await app.createUser()];
    const browser = await app.signIn(user.email);
    await ask(browser, 'new-one@example.org');
    const { atNew, atOld } = await linksOf(user, 'new-one@example.org');
    await browser.submit(atNew, {});
    const stranger = await app.signIn(other.email);
    expect((await stranger.submit(atOld, {})).text).to.include('is in use');
    expect(await emailOf(user)).to.equal('new-one@example.org');
    expect((await browser.get('/account')).status).to.equal(303);
    expect(
      (await stranger.get('/account')).status,
      'somebody else’s session has nothing to do with it',
    ).to.equal(200);
  });

  it('leaves nothing behind when it cannot be recorded', async () => {
    const user = await app.createUser();
    const browser = await app.signIn(user.email);
    await ask(browser, 'new-one@example.org');
    const { atNew, atOld } = await linksOf(user, 'new-one@example.org');
    await app.browser().submit(atOld, {});
    await query(app.testDatabase.url, 'alter table audit_events rename to audit_events_away');
    const answer = await browser.submit(atNew, {});
    await query(app.testDatabase.url, 'alter table audit_events_away rename to audit_events');
    expect(answer.status).to.equal(500);
    expect(await emailOf(user)).to.equal(user.email);
    const row = await app.database.knex('email_changes').first<Record<string, unknown>>();
    expect([row.new_confirmed_at, row.confirmed_at]).to.deep.equal([null, null]);
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
    const { atNew, atOld } = await linksOf(user, 'wanted@example.org');
    await app.browser().submit(atOld, {});
    await app.createUser({ email: 'Wanted@example.org' });
    const answer = await browser.submit(atNew, {});
    expect([answer.status, answer.text.includes('This link cannot be used')]).to.deep.equal([404, true]);
    expect(await emailOf(user)).to.equal(user.email);
    expect((await browser.get('/account')).status).to.equal(200);
  });

  it('is confirmed by nobody else, and not after a day', async () => {
    const [user, other] = [await app.createUser(), await app.createUser()];
    const browser = await app.signIn(user.email);
    await ask(browser, 'mine@example.org');
    const { atNew: path, atOld } = await linksOf(user, 'mine@example.org');
    const stranger = await app.signIn(other.email);
    expect((await stranger.get(path)).status).to.equal(404);
    const forced = await stranger.post(path, { _csrf: await stranger.csrfToken() });
    expect(forced.status).to.equal(404);
    app.clock.advance(24 * HOUR_MS);
    const late = await app.signIn(user.email);
    expect((await late.get(path)).status).to.equal(404);
    expect((await app.browser().get(atOld)).status).to.equal(404);
    expect([await emailOf(user), await emailOf(other)]).to.deep.equal([user.email, other.email]);
  });

  it('is stopped from the old address without signing in, before it takes effect', async () => {
    const user = await app.createUser();
    const browser = await app.signIn(user.email);
    await ask(browser, 'evil@example.org');
    const { atNew: confirm, atOld, stop } = await linksOf(user, 'evil@example.org');
    const visitor = app.browser();
    const page = await visitor.get(stop);
    expect(page.text).to.include('not in use yet').and.to.include('name="formToken"');
    expect((await visitor.post(stop, {})).status, 'no token').to.equal(403);
    const done = await visitor.submit(stop, {});
    expect([done.status, done.text.includes('The change is stopped')]).to.deep.equal([200, true]);
    expect(visitor.cookies.size, 'no cookie').to.equal(0);
    expect((await browser.get('/account')).status, 'signed out').to.equal(303);
    const again = await app.signIn(user.email);
    for (const link of [confirm, atOld]) expect((await again.get(link)).status, link).to.equal(404);
    expect((await visitor.get(stop)).status, 'works once').to.equal(404);
  });

  it('is taken back from the old address after it took effect, and whoever is signed in is signed out', async () => {
    const user = await app.createUser();
    const browser = await app.signIn(user.email);
    await ask(browser, 'evil@example.org');
    const { stop } = await confirmBoth(browser, user, 'evil@example.org');
    await ask(browser, 'worse@example.org');
    await confirmBoth(browser, { email: 'evil@example.org' }, 'worse@example.org');
    expect(await emailOf(user)).to.equal('worse@example.org');
    app.clock.advance(6 * 24 * HOUR_MS);
    const intruder = await app.signIn('worse@example.org');
    const done = await app.browser().submit(stop, {});
    expect(done.text).to.include('The change is stopped');
    expect(await emailOf(user)).to.equal(user.email);
    expect((await intruder.get('/account')).status).to.equal(303);
    expect((await lastMailTo(app, user.email)).letter.subject).to.include('was stopped');
    expect((await lastMailTo(app, 'worse@example.org')).letter.subject).to.include('no longer used');
    const event = await app.database
      .knex('audit_events')
      .where({ action: 'account.email-change-stopped' })
      .first<{ details: object }>('details');
    expect(event.details).to.deep.equal({ wasInUse: true });
  });

  it('cannot be stopped after a week, and is then forgotten', async () => {
    const [user, other] = [await app.createUser(), await app.createUser()];
    await ask(await app.signIn(user.email), 'new@example.org');
    const { stop } = await linksOf(user, 'new@example.org');
    app.clock.advance(7 * 24 * HOUR_MS + 1);
    await ask(await app.signIn(other.email), 'newer@example.org');
    expect((await app.browser().get(stop)).status).to.equal(404);
    const holder = accountRetention.find((one) => one.class === kept.emailChange);
    const none = { people: [], authorities: [], references: [] };
    await app.database.knex.transaction((trx) => holder!.erase(trx, app.clock.now(), none, 100));
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
    await visitor.get(`/email-changes/${token}/confirmation`);
    expect(app.log()).not.to.include(token).and.not.to.include('new@example.org');
  });
});
