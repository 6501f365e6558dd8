import { expect } from 'chai';
import { startTestApp, type TestApp } from '../support/app.ts';
import { formOn } from '../support/http-client.ts';

const DAY = 24 * 60 * 60_000;
const password = 'three random words';

describe('invitations', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp();
  });
  after(() => app.close());

  it('let a new person choose a password and sign in with it', async () => {
    const { email, userId, path } = await app.invite({ name: 'Grace Hopper' });
    const browser = app.browser();
    const page = await browser.get(path);
    expect(page.status).to.equal(200);
    expect(page.text)
      .to.contain('Grace Hopper')
      .and.to.contain(email)
      .and.to.contain('autocomplete="new-password"');
    const answer = await browser.submit(path, { password });
    expect(`${answer.status} ${answer.location}`).to.equal('303 /sign-in?welcome=1');
    expect(browser.cookies.size).to.equal(0);
    expect((await browser.get(answer.location)).text).to.contain('Your password is set');
    expect((await browser.submit('/sign-in', { email, password })).status).to.equal(303);
    const event = await app.database
      .knex('audit_events')
      .where({ action: 'account.invitation-accepted', subject_id: String(userId) })
      .first<{ actor_id: number; details: object }>();
    expect(event.actor_id).to.equal(userId);
    expect(event.details).to.deep.equal({});
  });

  it('are kept as a hash, and the password as argon2id', async () => {
    const { userId, path } = await app.invite();
    await app.browser().submit(path, { password });
    const row = await app.database
      .knex<{ id: number; password_hash: string }>('users')
      .where({ id: userId })
      .first();
    expect(row?.password_hash).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const token = path.split('/').pop()!;
    expect(Buffer.from(token, 'base64url')).to.have.length(32);
    const stored = await app.database.knex<{ token_hash: Buffer }>('invitations').pluck('token_hash');
    expect(stored.map((hash) => hash.toString('base64url'))).to.not.include(token);
  });

  it('work once, for seven days, and only whole: else one page says what to do', async () => {
    const used = await app.invite();
    await app.browser().submit(used.path, { password });
    const old = await app.invite();
    const { formToken = '' } = formOn((await app.browser().get((await app.invite()).path)).text).fields;
    app.clock.advance(7 * DAY);
    const pages: string[] = [];
    for (const path of [used.path, old.path, `${old.path}x`, '/invitations/unknown', '/invitations/%00']) {
      const answer = await app.browser().get(path);
      expect(answer.status, path).to.equal(404);
      expect(answer.text).to.contain('This link cannot be used').and.to.contain('sign in');
      // But for the link itself, where a new invitation is asked for.
      pages.push(answer.text.replaceAll(/\/invitations\/[^"]+\/renewal/g, ''));
      const sent = await app.browser().post(path, { formToken, password });
      expect(sent.status, path).to.equal(404);
    }
    expect(new Set(pages).size).to.equal(1);
    expect((await app.browser().submit('/sign-in', { email: old.email, password })).status).to.equal(422);
  });

  it('are used up by the first of two that arrive at once', async () => {
    const { path } = await app.invite();
    const page = formOn((await app.browser().get(path)).text);
    const send = (choice: string): Promise<{ status: number }> =>
      app.browser().post(path, { ...page.fields, password: choice });
    const answers = await Promise.all([send('the first of the two'), send('the second of the two')]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([303, 404]);
  });

  it('end together: choosing a password ends the person’s other links', async () => {
    const { path, userId } = await app.invite();
    const rows = app.database.knex<{
      user_id: number;
      token_hash: Buffer;
      expires_at: Date;
      used_at: Date | null;
    }>('invitations');
    await rows.clone().insert({
      user_id: userId,
      token_hash: Buffer.from('another'),
      expires_at: new Date(app.clock.now().getTime() + DAY),
    });
    await app.browser().submit(path, { password });
    const open = await rows
      .clone()
      .where({ user_id: userId, used_at: null })
      .where('expires_at', '>', app.clock.now());
    expect(open).to.deep.equal([]);
  });

  it('refuse weak passwords, each with its sentence, and stay usable', async () => {
    const { email, path } = await app.invite({ email: 'ada.lovelace@example.org', name: 'Augusta Ada King' });
    const cases = {
      '': 'Enter a password',
      fourteen_chars: 'Password must be 15 characters or more',
      ['x'.repeat(257)]: 'Password must be 256 characters or fewer',
      [email.toUpperCase()]: 'Password must not be your email address',
      'augusta ada king': 'Password must not be your name',
    };
    for (const [choice, sentence] of Object.entries(cases)) {
      const answer = await app.browser().submit(path, { password: choice });
      expect(answer.status, choice).to.equal(422);
      expect(answer.text).to.contain(`<a href="#password">${sentence}</a>`);
      expect(answer.text).to.not.contain(`value="${choice || 'nothing'}"`);
    }
    const longest = `kelp${'é'.repeat(252)}`;
    expect((await app.browser().submit(path, { password: longest })).status).to.equal(303);
    expect((await app.browser().submit('/sign-in', { email, password: longest })).status).to.equal(303);
  });

  it('show the form again when it was open too long', async () => {
    const { path } = await app.invite();
    const { fields } = formOn((await app.browser().get(path)).text);
    app.clock.advance(5 * 60 * 60_000);
    const answer = await app.browser().post(path, { ...fields, password });
    expect(answer.status).to.equal(403);
    expect(answer.text).to.contain('This form was open too long').and.to.contain('Choose your password');
  });

  it('can be opened by somebody who is signed in with another account', async () => {
    const { path } = await app.invite();
    const browser = await app.signInAs();
    expect((await browser.submit(path, { password })).status).to.equal(303);
  });
});
