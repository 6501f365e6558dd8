import { expect } from 'chai';
import { lastMailTo, mailsOf } from '../support/mail.ts';
import { query } from '../support/database.ts';
import { formOn } from '../support/http-client.ts';
import { forms, type FormsWorld, places, referenceIn, sound, startForms } from './forms-world.ts';

const HOUR_MS = 60 * 60 * 1000;

describe('the public forms', () => {
  let world: FormsWorld;
  before(async () => {
    world = await startForms();
  });
  after(() => world.app.close());
  beforeEach(() => world.clear());

  describe('every one', () => {
    for (const form of forms)
      it(`${form} can be sent without signing in or a cookie, gives a reference and arrives [P47]`, async () => {
        const { anybody } = world;
        const opened = await anybody.get(form);
        expect(opened.status).to.equal(200);
        expect(opened.text.match(/<h1/g)).to.have.length(1);
        const answer = await anybody.submit(form, sound);
        const reference = referenceIn(answer);
        expect(reference).to.match(new RegExp(`^${places[form].letter}-`));
        const received = await anybody.get(answer.location);
        expect(received.text).to.include(reference).and.to.include('What happens next');
        expect(received.text).not.to.match(/Ann|private/);
        for (const one of [opened, answer, received]) expect(one.headers.getSetCookie()).to.deep.equal([]);
        const [row, ...others] = await world.rows(form);
        expect(others).to.deep.equal([]);
        expect(row).to.include({
          reference,
          ...sound,
          channel: 'web',
          user_id: null,
          phone: null,
          closed_at: null,
        });
        expect(row?.received_at).to.be.instanceOf(Date);
      });

    for (const form of forms)
      it(`${form} is recorded by its reference, and no record or log says who or what [P133]`, async () => {
        const action = `${places[form].subject}.received`;
        const before = await world.events(action);
        const reference = await world.send(form);
        const events = await world.events(action);
        expect(events.slice(before.length)).to.deep.equal([
          {
            ...{ actor_id: null, subject_type: places[form].subject, subject_id: reference },
            details: { channel: 'web' },
          },
        ]);
        expect(JSON.stringify(events) + world.app.log()).not.to.match(/Ann Example|ann@example|private/);
      });

    for (const form of forms)
      it(`${form} confirms by mail, which repeats nothing of what was typed`, async () => {
        const reference = await world.send(form);
        const { letter } = await lastMailTo(world.app, 'ann@example.org');
        expect(letter.name).to.equal(null);
        expect(JSON.stringify(letter))
          .to.include(reference)
          .and.not.to.match(/Ann|private|circumstances/);
      });

    for (const form of forms)
      it(`${form} asks for name, text and one way to answer, shows what was typed again, and says what to do [P14]`, async () => {
        const { anybody } = world;
        const empty = await anybody.submit(form, {});
        expect(empty.status).to.equal(422);
        expect(empty.text).to.match(/<title>Error: /);
        for (const field of ['name', 'email', 'message'])
          expect(empty.text, field).to.include(`href="#${field}"`).and.to.include(`id="${field}-error"`);
        const half = await anybody.submit(form, { name: '<i>Ann</i>', message: 'Some "words"\n\nmore' });
        expect(half.status).to.equal(422);
        expect(half.text)
          .to.include('value="&lt;i&gt;Ann&lt;/i&gt;"')
          .and.to.include('>Some &#34;words&#34;\n\nmore</textarea>');
        expect(await world.rows(form)).to.deep.equal([]);
        expect(half.text).to.include('You can leave the others out');
      });

    const ways: Record<string, string>[] = [
      { phone: '+44 1865 305200' },
      { address: '1 High Street\nOxford' },
    ];
    for (const way of ways)
      it(`can be answered by ${Object.keys(way).join()} alone, and then no mail is sent [P14]`, async () => {
        for (const form of forms) {
          await world.send(form, { email: '', ...way });
          expect((await world.rows(form)).at(-1)).to.include({ email: null, ...way });
        }
        expect(await mailsOf(world.app)).to.deep.equal([]);
      });

    it('refuses what is no address, no number or too long, beside the field', async () => {
      const tries: [Record<string, string>, string][] = [
        [{ email: 'ann' }, 'email'],
        [{ email: 'ann@example.org, bob@example.org' }, 'email'],
        [{ email: 'ann@example.org\r\nBcc: bob@example.org' }, 'email'],
        [{ phone: 'none' }, 'phone'],
        [{ name: 'x'.repeat(201) }, 'name'],
        [{ message: 'x'.repeat(5001) }, 'message'],
        [{ address: 'x'.repeat(501) }, 'address'],
      ];
      for (const [changes, field] of tries) {
        const answer = await world.anybody.submit('/contact/new', { ...sound, ...changes });
        expect(answer.status, field).to.equal(422);
        expect(answer.text).to.include(`id="${field}-error"`);
      }
      expect(await world.rows('/contact/new')).to.deep.equal([]);
      expect(await mailsOf(world.app)).to.deep.equal([]);
    });

    it('takes any text that the database can hold, and leaves out what it cannot', async () => {
      await world.send('/contact/new', { message: 'a\u0000b\r\nĀ 😀 \u0007c', name: ' Zoë \n O’Hara ' });
      expect((await world.rows('/contact/new'))[0]).to.include({ message: 'ab\nĀ 😀 c', name: 'Zoë O’Hara' });
    });

    it('sent twice by the same page has one reference, one row, one record and one mail', async () => {
      for (const form of forms) {
        await world.db('delays').delete();
        const page = formOn((await world.anybody.get(form)).text, form);
        const fields = { ...page.fields, ...sound };
        const before = (await world.events(`${places[form].subject}.received`)).length;
        const [first, second] = await Promise.all([
          world.anybody.post(form, fields),
          world.anybody.post(form, fields),
        ]);
        expect(referenceIn(first)).to.equal(referenceIn(second));
        const changed = await world.anybody.post(form, { ...fields, message: 'Something else' });
        expect(referenceIn(changed)).not.to.equal(referenceIn(first));
        expect(await world.events(`${places[form].subject}.received`)).to.have.length(before + 2);
      }
      expect(await world.rows('/complaints/new')).to.have.length(2);
      expect(await world.rows('/contact/new')).to.have.length(4);
    });

    it('that is stale comes back as it was typed, and is sent with the next press', async () => {
      const { anybody, app } = world;
      for (const form of forms) {
        const page = formOn((await anybody.get(form)).text, form);
        app.clock.advance(4 * HOUR_MS);
        const stale = await anybody.post(form, { ...page.fields, ...sound });
        expect(stale.status, form).to.equal(403);
        expect(stale.text).to.include('Something private').and.to.include('so it was not sent');
        const again = formOn(stale.text, form);
        referenceIn(await anybody.post(form, { ...again.fields, ...sound }));
      }
      expect((await anybody.post('/contact/new', sound)).status).to.equal(403);
    });

    it('that cannot be put down whole leaves nothing behind', async () => {
      await query(
        world.app.database.url,
        'alter table outbox add constraint brimful check (false) not valid',
      );
      const answer = await world.anybody.submit('/complaints/new', sound);
      await query(world.app.database.url, 'alter table outbox drop constraint brimful');
      expect(answer.status).to.equal(500);
      expect(await world.rows('/complaints/new')).to.deep.equal([]);
    });
  });

  describe('somebody signed in', () => {
    it('finds name and address filled in, and what they send is theirs', async () => {
      const user = await world.app.createUser({ name: 'Olu Officer' });
      const officer = await world.app.signIn(user.email);
      const page = (await officer.get('/complaints/new')).text;
      expect(page).to.include('value="Olu Officer"').and.to.include(`value="${user.email}"`);
      const reference = referenceIn(
        await officer.submit('/complaints/new', { ...sound, name: 'Olu Officer' }),
      );
      expect((await world.rows('/complaints/new'))[0]).to.include({ reference, user_id: user.id });
      expect((await world.events('complaint.received')).at(-1)).to.include({ actor_id: user.id });
      expect((await officer.post('/complaints/new', sound)).status).to.equal(403);
    });
  });

  describe('abuse', () => {
    it('from one network is slowed down, with honest words and what was typed, and ends by itself', async () => {
      const { anybody, app } = world;
      for (let sent = 0; sent < 10; sent += 1)
        await world.send('/contact/new', { message: `Number ${sent}` });
      const refused = await anybody.submit('/problems/new', sound);
      expect(refused.status).to.equal(429);
      expect(Number(refused.headers.get('retry-after'))).to.be.within(1, 60);
      expect(refused.text)
        .to.include('Wait a minute')
        .and.to.include('Something private')
        .and.to.include('href="/contact"');
      expect(await world.rows('/contact/new')).to.have.length(10);
      app.clock.advance(61_000);
      await world.send('/problems/new');
      expect(await world.rows('/contact/new')).to.have.length(11);
    });

    it('limits stand in the database, under keys that name no address', async () => {
      await world.send('/contact/new');
      const keys = await world.db('delays').pluck<string[]>('key');
      expect(keys.map((key) => key.split(':')[0]).sort()).to.deep.equal([
        ...['forms-address', 'forms-all', 'forms-confirmation'],
      ]);
      expect(keys.join()).not.to.match(/127|ann/);
    });

    it('of somebody else’s address ends after three letters; the forms themselves are taken in', async () => {
      for (let sent = 0; sent < 5; sent += 1) await world.send('/contact/new', { message: `Number ${sent}` });
      expect(await mailsOf(world.app)).to.have.length(3);
      expect(await world.rows('/contact/new')).to.have.length(5);
    });

    it('by another site is refused', async () => {
      const page = formOn((await world.anybody.get('/contact/new')).text, '/contact/new');
      const headers = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' };
      const answer = await world.anybody.post('/contact/new', { ...page.fields, ...sound }, headers);
      expect(answer.status).to.equal(403);
      expect(await world.rows('/contact/new')).to.deep.equal([]);
    });
  });

  describe('the page with the reference', () => {
    it('shows references and nothing else', async () => {
      for (const reference of ['', 'E-1', 'X-23456789', 'E-0O1IL000', '<b>', 'E-23456789 ', 'e-23456789'])
        expect(
          (await world.anybody.get(`/contact/received?reference=${encodeURIComponent(reference)}`)).status,
          reference,
        ).to.equal(404);
      expect((await world.anybody.get('/contact/received')).status).to.equal(404);
      expect((await world.anybody.get('/contact/received?reference=E-23456789&reference=x')).status).to.equal(
        404,
      );
      expect((await world.anybody.get('/contact/received?reference=E-23456789')).status).to.equal(200);
    });
  });

  describe('a question, a suggestion or a problem', () => {
    it('is told apart, and a problem says where it happened [P13] [P111]', async () => {
      await world.send('/contact/new', { topic: 'suggestion' });
      await world.send('/contact/new', { topic: 'nonsense' });
      await world.send('/problems/new', { page: '/uploads/7' });
      const rows = await world.rows('/contact/new');
      expect(rows.map(({ kind, page }) => [kind, page])).to.deep.equal([
        ['suggestion', null],
        ['question', null],
        ['problem', '/uploads/7'],
      ]);
    });
  });

  describe('a complaint', () => {
    it('goes to the data protection officer, by any method, and says what happens by when [P110] [P111]', async () => {
      const { text } = await world.anybody.get('/complaints/new');
      expect(text)
        .to.include('data protection officer, who takes every one seriously')
        .and.to.include('within 30 days')
        .and.to.include('complain to the Information Commissioner at any time')
        .and.to.include('by phone, by email or by letter');
      const answer = await world.anybody.submit('/complaints/new', { ...sound, wanted: 'An apology' });
      const received = (await world.anybody.get(answer.location)).text;
      expect(received).to.include('data protection officer').and.to.include('within 30 days');
      expect((await world.rows('/complaints/new'))[0]).to.include({ wanted: 'An apology' });
    });
  });

  describe('a request about personal data', () => {
    it('can ask for every right, also just whether anything is held [P59] [P64]', async () => {
      const rights = ['access', 'confirm', 'correct', 'restrict', 'object', 'port', 'erase', 'explain'];
      for (const right of rights) await world.send('/data-requests/new', { right, message: '' });
      const rows = await world.rows('/data-requests/new');
      expect(rows.map(({ wanted_right: right }) => right)).to.deep.equal(rights);
      const refused = await world.anybody.submit('/data-requests/new', {
        ...sound,
        right: 'unsure',
        message: '',
      });
      expect(refused.status).to.equal(422);
      await world.send('/data-requests/new', { right: 'nonsense' });
      expect((await world.rows('/data-requests/new')).at(-1)).to.include({ wanted_right: 'unsure' });
    });

    it('need not be made here, is free, and needs no documents; when the answer comes is said [P62] [P88]', async () => {
      const { text } = await world.anybody.get('/data-requests/new');
      expect(text)
        .to.include('It is free.')
        .and.to.include('by letter, by phone or in person')
        .and.to.include('within one month')
        .and.to.include('please send no documents here');
      expect(text).not.to.include('type="file"');
    });

    it('can be for somebody else, who is named [P63]', async () => {
      const other = { right: 'access', forWhom: 'other', actsFor: 'Bo Example' };
      const refused = await world.anybody.submit('/data-requests/new', { ...sound, ...other, actsFor: '' });
      expect(refused.status).to.equal(422);
      expect(refused.text).to.include('id="actsFor-error"');
      await world.send('/data-requests/new', other);
      await world.send('/data-requests/new', { ...other, forWhom: 'myself' });
      const rows = await world.rows('/data-requests/new');
      expect(rows.map(({ acts_for: actsFor }) => actsFor)).to.deep.equal(['Bo Example', null]);
    });

    it('says how the answer is wanted, and that way needs its own field', async () => {
      const refused = await world.anybody.submit('/data-requests/new', {
        ...{ ...sound, right: 'access', answerBy: 'post' },
      });
      expect(refused.status).to.equal(422);
      expect(refused.text).to.include('id="address-error"');
      await world.send('/data-requests/new', { answerBy: 'post', address: '1 High Street' });
      expect((await world.rows('/data-requests/new'))[0]).to.include({ answer_by: 'post' });
    });
  });
});
