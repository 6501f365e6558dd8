import { expect } from 'chai';
import type { Way } from '../../../src/accounts/consents/purposes.ts';
import { chooseConsent } from '../../../src/accounts/consents/record-consent.ts';
import { mailingAudience } from '../../../src/accounts/index.ts';
import { mayMail, sendMailing, type SendMailingParts } from '../../../src/occ/mailings/send-mailing.ts';
import { pauseMailing, startMailing } from '../../../src/occ/mailings/steer-mailing.ts';
import { writeMailing } from '../../../src/occ/mailings/write-mailing.ts';
import { testSecrets, type TestUser } from '../../support/app.ts';
import { lettersTo, mailsOf } from '../../support/mail.ts';
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts';

const audience = mailingAudience(testSecrets);

describe('a mailing', () => {
  let app: WholeApp;
  let staff: TestUser;
  let parts: SendMailingParts;
  beforeEach(async () => {
    app = await startWholeApp({ jobs: false });
    staff = await app.createUser({ role: 'support' });
    parts = { db: app.database.knex, clock: app.clock.now, secrets: testSecrets, audience };
  });
  afterEach(() => app.close());

  const actor = () => ({ userId: staff.id, action: 'test.mailing' });
  const say = (user: TestUser, ways: Way[], purpose: 'products' | 'research' | 'sharing' = 'products') =>
    chooseConsent(
      app.database.knex,
      testSecrets,
      { userId: user.id, purpose, ways, at: app.clock.now() },
      { userId: user.id, action: 'test.said' },
    );
  const saying = async (ways: Way[], purpose: 'products' | 'research' | 'sharing' = 'products') => {
    const user = await app.createUser();
    await say(user, ways, purpose);
    return user;
  };
  const write = () => {
    const text = { purpose: 'products' as const, subject: 'A new product', body: 'First.\n\nSecond one.' };
    return writeMailing(parts.db, { text, userId: staff.id, at: app.clock.now() }, actor());
  };
  const started = async (): Promise<number> => {
    const id = await write();
    await startMailing(parts.db, { id, userId: staff.id, at: app.clock.now() }, actor());
    return id;
  };
  const recipients = async (): Promise<string[]> => (await mailsOf(app)).map(({ to }) => to);
  const rowOf = (id: number) => parts.db('mailings').where({ id }).first<Record<string, unknown>>();

  it('goes to those who say yes by e-mail at the moment of sending, and to nobody else [P34, P35, P37, P38]', async () => {
    const [yes, changedMind] = [await saying(['email']), await saying(['email'])];
    await saying([]);
    await saying(['email'], 'research');
    await saying(['email'], 'sharing');
    const caller = await app.createUser();
    await parts.db('contact_details').insert({ user_id: caller.id, telephone: '01632 960001' });
    await say(caller, ['telephone']);
    await app.createUser();
    const id = await started();
    await say(changedMind, []);
    const late = await saying(['email']);
    await sendMailing(parts, id);
    expect(await recipients()).to.deep.equal([yes.email, late.email]);
    expect(await rowOf(id)).to.include({ state: 'sent', letters: 2, sent_by: staff.id });
    const tables = await parts
      .db('information_schema.columns')
      .where({ column_name: 'mailing_id' })
      .pluck('table_name');
    expect(tables, 'no list of people is stored but the outbox').to.deep.equal(['outbox']);
  });

  it('says why it comes, and carries a link of each reader’s own that says nothing', async () => {
    const [one, two] = [await saying(['email']), await saying(['email'])];
    await sendMailing(parts, await started());
    const letters = await Promise.all([one, two].map(({ email }) => lettersTo(parts.db, email)));
    const [first, second] = letters.map(([mail]) => mail!.letter);
    expect(first!.parts.map((part) => part.kind === 'text' && part.text)).to.deep.equal([
      'First.',
      'Second one.',
    ]);
    expect(first!.unsubscribe?.why).to.include('because you allowed');
    expect(first!.unsubscribe?.path).to.match(/^\/unsubscribe\/[\w-]{80,400}$/);
    expect(first!.unsubscribe?.path).not.to.equal(second!.unsubscribe?.path);
  });

  it('asks once more right before each letter leaves [P33, P40]', async () => {
    const user = await saying(['email']);
    const id = await started();
    await sendMailing(parts, id);
    const letter = { mailingId: id, userId: user.id };
    expect(await mayMail(parts, letter, user.email)).to.be.true;
    expect(await mayMail(parts, letter, 'an-old-address@example.org')).to.be.false;
    await say(user, []);
    expect(await mayMail(parts, letter, user.email)).to.be.false;
  });

  it('goes on where it was cut off, and nobody gets it twice', async () => {
    const users = [];
    for (let made = 0; made < 3; made += 1) users.push(await saying(['email']));
    const id = await started();
    await sendMailing(parts, id);
    await parts
      .db('mailings')
      .where({ id })
      .update({ state: 'sending', ended_at: null, reached: users[0]!.id });
    const again = await sendMailing(parts, id).then(
      () => 'sent',
      (error: unknown) => String(error),
    );
    expect(again).to.include('outbox_mailing');
    expect(await recipients()).to.have.length(3);
  });

  it('stops when it is paused, and goes on from there', async () => {
    const first = await saying(['email']);
    const id = await started();
    await pauseMailing(parts.db, id, actor());
    await sendMailing(parts, id);
    expect(await recipients()).to.deep.equal([]);
    await startMailing(parts.db, { id, userId: staff.id, at: app.clock.now() }, actor());
    await sendMailing(parts, id);
    expect(await recipients()).to.deep.equal([first.email]);
    expect((await pauseMailing(parts.db, id, actor())).kind).to.equal('too-late');
    expect(
      (await startMailing(parts.db, { id, userId: staff.id, at: app.clock.now() }, actor())).kind,
    ).to.equal('too-late');
  });

  it('goes to no closed account', async () => {
    const user = await saying(['email']);
    await parts.db.raw('update users set closed_at = now() where id = ?', [user.id]);
    await sendMailing(parts, await started());
    expect(await recipients()).to.deep.equal([]);
  });

  describe('is stopped by its link', () => {
    let user: TestUser;
    let path: string;
    beforeEach(async () => {
      user = await saying(['email']);
      await say(user, ['email'], 'research');
      path = audience.unsubscribePath('products', { userId: user.id, email: user.email });
    });
    const stateOf = async () => {
      const { text } = await (await app.signIn(user.email)).get('/account/preferences');
      return text.match(/--(green|grey)">O/g)?.map((tag) => tag.slice(2, -3));
    };

    it('from its page, without signing in and without a cookie [P39, P40, P44]', async () => {
      const visitor = app.browser();
      const page = await visitor.get(path);
      expect(page.text).to.include('Stop messages').and.not.to.include(user.email);
      expect(await stateOf()).to.deep.equal(['grey', 'green', 'green']);
      const done = await visitor.submit(path, { scope: 'this' });
      expect([done.status, done.text.includes('You get no more of these messages')]).to.deep.equal([
        200,
        true,
      ]);
      expect(visitor.cookies.size).to.equal(0);
      expect(await stateOf()).to.deep.equal(['grey', 'grey', 'green']);
      const last = await parts.db('consents').orderBy('id', 'desc').first<Record<string, unknown>>();
      expect(last).to.include({ given: false, channel: 'unsubscribe-link', recorded_by: null });
    });

    it('in one click by a mail program, which has no form of ours (RFC 8058) [P40]', async () => {
      const answer = await app.browser().post(path, { 'List-Unsubscribe': 'One-Click' });
      expect(answer.status).to.equal(200);
      expect(answer.headers.getSetCookie()).to.deep.equal([]);
      expect(await stateOf()).to.deep.equal(['grey', 'grey', 'green']);
      expect((await app.browser().post(path, { 'List-Unsubscribe': 'One-Click' })).status, 'twice').to.equal(
        200,
      );
      expect(await parts.db('consents').where({ user_id: user.id, given: false }).pluck('id')).to.have.length(
        1,
      );
    });

    it('for everything at once, by whoever is signed in or not', async () => {
      const browser = await app.signIn(user.email);
      await browser.submit(path, { scope: 'all' });
      expect(await stateOf()).to.deep.equal(['grey', 'grey', 'grey']);
    });

    it('years later, and when the account is closed or gone', async () => {
      app.clock.advance(5 * 366 * 24 * 60 * 60 * 1000);
      expect((await app.browser().get(path)).status).to.equal(200);
      const gone = audience.unsubscribePath('products', { userId: 999_999, email: 'gone@example.org' });
      expect((await app.browser().post(gone, {})).status).to.equal(200);
      expect(await parts.db('suppressions').where({ purpose: 'products' }).pluck('at')).to.have.length(1);
    });

    it('and by no other: a link that was changed is of no use', async () => {
      const token = path.split('/').at(-1)!;
      const changed = `/unsubscribe/${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
      for (const other of [changed, '/unsubscribe/x', '/unsubscribe/%00'])
        expect((await app.browser().post(other, {})).status, other).to.equal(404);
      expect(await stateOf()).to.deep.equal(['grey', 'green', 'green']);
    });
  });

  describe('an objection', () => {
    it('is kept as a keyed hash, and holds for the address whoever has it, until its owner says yes again [P40]', async () => {
      const user = await saying(['email']);
      app.clock.advance(1000);
      await app
        .browser()
        .post(audience.unsubscribePath('products', { userId: 999_999, email: user.email }), {});
      const rows = await parts.db('suppressions').select<{ address_hash: Buffer }[]>();
      expect(rows).to.have.length(1);
      expect(rows[0]!.address_hash).to.have.length(32);
      expect(JSON.stringify(rows)).not.to.include(user.email);
      expect(await audience.readers(parts.db, 'products'), 'although the ledger says yes').to.deep.equal([]);
      app.clock.advance(1000);
      await say(user, []);
      app.clock.advance(1000);
      await say(user, ['email']);
      expect((await audience.readers(parts.db, 'products')).map(({ email }) => email)).to.deep.equal([
        user.email,
      ]);
    });

    it('does not stop service messages [P41]', async () => {
      const user = await saying(['email']);
      await app
        .browser()
        .post(audience.unsubscribePath('products', { userId: user.id, email: user.email }), {});
      const browser = await app.signIn(user.email);
      await browser.submit('/account/email', { email: 'new@example.org', password: user.password });
      const [letter] = await lettersTo(parts.db, user.email);
      expect(letter?.letter.subject).to.include('was asked for');
      expect(letter?.letter.unsubscribe).to.equal(undefined);
    });
  });

  describe('in the back office', () => {
    it('is written, previewed, tried on oneself and sent; each step is audited', async () => {
      const reader = await saying(['email']);
      const browser = await app.signIn(staff.email);
      const bad = await browser.submit('/occ/mailings/new', { subject: '', body: 'x\u0000' });
      expect(bad.status).to.equal(422);
      for (const field of ['purpose', 'subject', 'body']) expect(bad.text).to.include(`href="#${field}"`);
      const fields = { purpose: 'products', subject: 'Hello <all>', body: 'One.\r\n\r\nTwo.' };
      const saved = await browser.submit('/occ/mailings/new', fields);
      expect(saved.status).to.equal(303);
      const page = await browser.get(saved.location);
      expect(page.text).to.include('Hello &lt;all&gt;').and.to.include('Send to 1 person');
      expect(page.text).to.include('Stop these messages:').and.to.include('because you allowed');
      await browser.submit(`${saved.location}/text`, { ...fields, subject: 'Hello' });
      const test = await browser.submit(saved.location, {}, { action: `${saved.location}/test` });
      expect((await browser.get(test.location)).text).to.include('on its way to you');
      expect((await lettersTo(parts.db, staff.email))[0]?.letter.subject).to.equal('Test: Hello');
      expect(await recipients()).to.deep.equal([staff.email]);
      await browser.submit(saved.location, {}, { action: `${saved.location}/sending` });
      expect((await browser.get(saved.location)).text).to.include('data-state="sending"');
      const id = Number(saved.location.split('/').at(-1));
      await sendMailing(parts, id);
      expect(await recipients()).to.deep.equal([staff.email, reader.email]);
      expect((await browser.get(saved.location)).text).to.include('data-state="sent"');
      expect((await browser.get(`${saved.location}/text`)).status, 'too late to change').to.be.oneOf([
        409, 410, 422, 403, 404,
      ]);
      expect((await browser.get('/occ/mailings')).text).to.include('Hello');
      const actions = await parts
        .db('audit_events')
        .where({ subject_type: 'mailing' })
        .orderBy('id')
        .pluck('action');
      expect(actions).to.deep.equal(
        ['written', 'changed', 'tested', 'started', 'ended'].map((step) => `mailing.${step}`),
      );
    });

    it('is for support and administrators', async () => {
      for (const role of ['officer', 'lead', 'compliance'] as const)
        expect((await (await app.signInAs({ role })).get('/occ/mailings')).status, role).to.equal(404);
      const browser = await app.signInAs({ role: 'admin' });
      for (const page of ['/occ/mailings/999', '/occ/mailings/x'])
        expect((await browser.get(page)).status).to.equal(404);
    });
  });
});
