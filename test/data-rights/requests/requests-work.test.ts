import { expect } from 'chai';
import { remindOfRequests } from '../../../src/data-rights/requests/remind-of-requests.ts';
import { requestTotals, urgentCases } from '../../../src/data-rights/index.ts';
import { testSecrets } from '../../support/app.ts';
import type { HttpClient } from '../../support/http-client.ts';
import { lettersTo, mailsIn, pathIn } from '../../support/mail.ts';
import { type RequestsWorld, startRequests } from './requests-world.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

describe('work on requests', () => {
  let world: RequestsWorld;
  before(async () => {
    world = await startRequests();
  });
  after(() => world.app.close());
  beforeEach(() => world.clear());

  const list = async (search = ''): Promise<string> =>
    (await (await world.compliance()).get(`/occ/requests${search}`)).text;

  describe('the work list', () => {
    it('has the most urgent first, with what is owed when, and neither who nor what [P89]', async () => {
      const fresh = await world.send('/data-requests/new');
      const waiting = await world.take({ receivedOn: '01/09/2025' });
      await world.on(waiting, 'identity/asking', { words: 'Call us', on: '02/09/2025' });
      const late = await world.take({ receivedOn: '03/09/2025' });
      const text = await list();
      const places = [late, fresh, waiting].map((reference) =>
        text.indexOf(`href="/occ/requests/${reference}"`),
      );
      expect(places)
        .to.deep.equal([...places].sort((a, b) => a - b))
        .and.not.to.include(-1);
      expect(text).to.include('3 requests are open. 1 is overdue.').and.to.include('3 October 2025');
      expect(text).not.to.match(/Ann Example|ann@example|private/);
    });

    it('is narrowed by state, right and whose work it is; nonsense narrows nothing', async () => {
      const late = await world.take({ right: 'erase' });
      const fresh = await world.send('/data-requests/new', { right: 'access' });
      await world.on(late, 'assignment', { assignee: String(world.officer.id) });
      const found = async (search: string): Promise<boolean[]> => {
        const text = await list(search);
        return [late, fresh].map((reference) => text.includes(`/occ/requests/${reference}"`));
      };
      expect(await found('?state=overdue')).to.deep.equal([true, false]);
      expect(await found('?state=in-time')).to.deep.equal([false, true]);
      expect(await found('?right=access')).to.deep.equal([false, true]);
      expect(await found('?assignee=me')).to.deep.equal([true, false]);
      expect(await found('?assignee=nobody')).to.deep.equal([false, true]);
      expect(await found('?state=odd&right=%27&assignee=7&page=-1')).to.deep.equal([true, true]);
      expect(await found('?state=closed')).to.deep.equal([false, false]);
    });

    it('counts what is late, one’s own and nobody’s for the start page of the back office', async () => {
      const parts = { db: world.db, clock: world.app.clock.now };
      const none = { open: 0, oldest: null, overdue: 0, dueSoon: 0, mine: 0, nobodys: 0 };
      expect(await requestTotals(parts, world.officer.id)).to.deep.equal(none);
      await world.send('/data-requests/new');
      const late = await world.take();
      await world.on(late, 'assignment', { assignee: String(world.officer.id) });
      const { oldest, ...counts } = await requestTotals(parts, world.officer.id);
      expect(counts).to.deep.equal({ open: 2, overdue: 1, dueSoon: 0, mine: 1, nobodys: 1 });
      expect(oldest).to.be.instanceOf(Date);
    });

    it('gives the start page what is owed, the most urgent first, and never one’s own case [P89, P133]', async () => {
      const parts = { db: world.db, clock: world.app.clock.now };
      const fresh = await world.send('/data-requests/new');
      const late = await world.take();
      const waiting = await world.take();
      await world.on(waiting, 'identity/asking', { words: 'Call us', on: '04/09/2025' });
      const urgent = await urgentCases(parts, world.officer.id);
      expect(urgent.map(({ reference, tag }) => [reference, tag.text])).to.deep.equal([
        [late, 'Overdue'],
        [fresh, 'In time'],
      ]);
      expect(urgent[0]).to.include({ needs: 'requests:manage', whose: 'Nobody yet' });
      expect(urgent[0]?.due).to.match(/^Was due 3 October 2025, \d+ days ago$/);
      expect(urgent[1]?.due).to.match(/^Due \d+ \w+ \d{4}, in \d+ days$/);
      const person = await world.app.createUser({ role: 'admin', name: 'Sub Ject' });
      await world.on(late, 'person', { subject: String(person.id) });
      expect((await urgentCases(parts, person.id)).map(({ reference }) => reference)).to.deep.equal([fresh]);
    });

    it('says when nothing waits', async () => {
      expect(await list()).to.include('Nothing waits: no request is open.');
    });
  });

  describe('whose work it is', () => {
    it('is said by assigning it to somebody who works on requests, and to nobody else', async () => {
      const reference = await world.take();
      const support = await world.app.createUser({ role: 'support' });
      expect((await world.on(reference, 'assignment', { assignee: String(support.id) })).status).to.equal(
        409,
      );
      expect((await world.on(reference, 'assignment', { assignee: String(world.admin.id) })).status).to.equal(
        303,
      );
      expect(await list()).to.include('Ada Min');
      expect(await world.lastEvent('data-request.assigned')).to.deep.include({
        details: { assignee: world.admin.id },
      });
      await world.on(reference, 'assignment', { assignee: '' });
      expect((await world.rows('/data-requests/new'))[0]).to.include({ assignee_id: null });
    });

    it('is never one’s own case: not to open, to act on, or to be given [P133]', async () => {
      const own = await world.app.createUser({ role: 'compliance', name: 'Own Case' });
      const client = await world.app.signIn(own.email);
      const form = { name: 'Own', email: own.email, message: 'x', right: 'access', forWhom: 'myself' };
      await client.submit('/data-requests/new', form);
      const reference = String((await world.rows('/data-requests/new'))[0]!.reference);
      const token = await client.csrfToken();
      const page = await client.get(`/occ/requests/${reference}`);
      expect([page.status, page.text.includes('This case concerns you')]).to.deep.equal([403, true]);
      for (const task of ['notes', 'person', 'answer', 'identity/check', 'assignment', 'closing'])
        expect(
          (await client.post(`/occ/requests/${reference}/${task}`, { _csrf: token, note: 'x' })).status,
          task,
        ).to.equal(403);
      expect((await world.on(reference, 'assignment', { assignee: String(own.id) })).status).to.equal(409);
      expect(await world.page(reference)).not.to.include('Own Case</option>');
      const about = await world.take();
      const linked = await client.post(`/occ/requests/${about}/person`, {
        _csrf: token,
        subject: String(own.id),
      });
      expect(linked.status).to.equal(403);
      expect((await world.rows('/data-requests/new'))[1]).to.include({ subject_id: null, linked_at: null });
    });

    it('is for compliance officers and administrators; for everybody else there is no page [P127]', async () => {
      const reference = await world.take();
      const clients: HttpClient[] = await Promise.all(
        (['support', 'officer', 'lead'] as const).map((role) => world.app.signInAs({ role })),
      );
      for (const client of [...clients, world.anybody]) {
        for (const path of ['', '/identity', '/letters', '/answer', '/letters/1'])
          expect((await client.get(`/occ/requests/${reference}${path}`)).status, path).to.equal(404);
        expect((await client.post(`/occ/requests/${reference}/notes`, { note: 'x' })).status).to.equal(404);
      }
      const stale = await (await world.compliance()).post(`/occ/requests/${reference}/notes`, { note: 'x' });
      expect(stale.status).to.equal(403);
      expect((await (await world.compliance()).get('/occ/requests/R-22222222')).status).to.equal(404);
      expect((await (await world.compliance()).get(`/occ/requests/${reference}/letters/9`)).status).to.equal(
        404,
      );
    });
  });

  describe('letters', () => {
    const text = { subject: 'About your request', body: 'Dear Ann\n\nFirst <b>version</b>.' };

    it('are kept version by version with who wrote them, and no more change once sent', async () => {
      const reference = await world.take();
      const written = await world.on(reference, 'letters/new', { kind: 'acknowledgement', ...text });
      expect(written.location).to.equal(`/occ/requests/${reference}/letters/1`);
      await world.on(reference, 'letters/1/text', { ...text, body: 'Second version.' });
      const page = await world.page(reference, 'letters/1');
      expect(page)
        .to.include('Second version.')
        .and.to.include('Version 1: Dee Pio')
        .and.to.include('Version 2');
      expect((await world.on(reference, 'letters/1/sending', { way: 'post', version: '1' })).status).to.equal(
        409,
      );
      expect((await world.on(reference, 'letters/1/sending', { way: 'post', version: '2' })).status).to.equal(
        303,
      );
      expect((await world.on(reference, 'letters/1/text', text)).status).to.equal(409);
      expect((await world.on(reference, 'letters/1/sending', { way: 'post', version: '2' })).status).to.equal(
        409,
      );
      expect(await world.page(reference, 'letters')).to.include('Sent');
      expect(await world.db('request_letters').pluck('version')).to.deep.equal([1, 2]);
    });

    it('are not kept without a subject or a text, or with what is still to be filled in', async () => {
      const reference = await world.take();
      const empty = await world.on(reference, 'letters/new', { kind: 'answer', subject: '', body: '' });
      expect(empty.text).to.include('href="#subject"').and.to.include('href="#body"');
      const open = await world.on(reference, 'letters/new', {
        kind: 'answer',
        ...text,
        body: 'x\n\n[Say more]\n\ny',
      });
      expect([open.status, open.text.includes('square brackets')]).to.deep.equal([422, true]);
      expect(await world.db('request_letters')).to.deep.equal([]);
    });

    it('wait in the account of whoever has one: e-mail says that, and nothing of what they say [P64]', async () => {
      const person = await world.app.createUser({ name: 'Cy Subject' });
      const other = await world.app.signInAs();
      const reference = await world.take();
      await world.on(reference, 'person', { subject: String(person.id) });
      await world.on(reference, 'letters/new', { kind: 'answer', ...text });
      await world.on(reference, 'letters/1/sending', { way: 'account', version: '1' });
      const [mail, ...more] = await lettersTo(world.db, person.email);
      expect(more).to.deep.equal([]);
      expect(JSON.stringify(mail)).not.to.include('First');
      const reader = await world.app.signIn(person.email);
      const path = pathIn(mail!.letter);
      expect((await reader.get(path)).text).to.include('First &lt;b&gt;version');
      expect((await reader.get('/account/requests')).text).to.include(`href="${path}"`);
      expect((await other.get(path)).status).to.equal(404);
      expect((await other.get('/account/requests')).text).not.to.include(path);
      expect(await world.lastEvent('data-request.own-letter-read')).to.deep.include({ actor_id: person.id });
    });

    it('are the text of an e-mail only to an address that was checked, or to ask', async () => {
      const reference = await world.take();
      const sendTo = (number: number) =>
        world.on(reference, `letters/${number}/sending`, { way: 'email', version: '1' });
      await world.on(reference, 'letters/new', { kind: 'answer', ...text });
      expect((await sendTo(1)).status).to.equal(422);
      await world.on(reference, 'letters/new', { kind: 'identity', ...text });
      expect((await sendTo(2)).status).to.equal(303);
      const check = {
        seen: 'answered-from-address',
        way: 'email',
        copies: 'none',
        isConfirmed: 'yes',
        confirmsEmail: 'yes',
      };
      await world.on(reference, 'identity/check', check);
      expect((await sendTo(1)).status).to.equal(303);
      const mails = await mailsIn(world.db);
      expect(mails.map(({ to, about }) => [to, about])).to.deep.equal([
        ['ann@example.org', 'request-letter'],
        ['ann@example.org', 'request-letter'],
      ]);
      expect(JSON.stringify(mails[0])).to.include('First <b>version').and.to.include('"name":"Ann"');
    });
  });

  describe('extra bank holidays', () => {
    it('are entered by an administrator, and move every limit that ends on one', async () => {
      const reference = await world.take();
      const fields = { day: '03/10/2025', name: 'A coronation' };
      const token = await (await world.compliance()).csrfToken();
      expect((await (await world.compliance()).get('/occ/bank-holidays')).text).to.include(
        'An administrator keeps',
      );
      const refused = await (
        await world.compliance()
      ).post('/occ/bank-holidays', { _csrf: token, ...fields });
      expect(refused.status).to.equal(404);
      const admin = await world.app.signIn(world.admin.email);
      expect((await admin.submit('/occ/bank-holidays', { day: '31/02/2025', name: '' })).status).to.equal(
        422,
      );
      expect(
        (await admin.submit('/occ/bank-holidays', fields, { action: '/occ/bank-holidays' })).status,
      ).to.equal(303);
      expect(await world.page(reference)).to.include('The end of 6 October 2025');
      const again = await admin.submit('/occ/bank-holidays', fields, { action: '/occ/bank-holidays' });
      expect(again.text).to.include('in the list already');
      const removal = '/occ/bank-holidays/2025-10-03/removal';
      expect((await admin.submit('/occ/bank-holidays', {}, { action: removal })).status).to.equal(303);
      expect(await world.page(reference)).to.include('The end of 3 October 2025');
      expect((await world.events('bank-holiday.added')).length).to.equal(1);
    });
  });

  describe('reminders', () => {
    const remind = () => remindOfRequests({ db: world.db, clock: world.app.clock.now, secrets: testSecrets });

    it('go to the assignee before aim and limit, once each, then daily while it is overdue [P89]', async () => {
      const reference = await world.send('/data-requests/new');
      await world.on(reference, 'assignment', { assignee: String(world.officer.id) });
      await world.db('outbox').delete();
      const days: Record<number, string> = {};
      for (let day = 0; day <= 40; day += 1) {
        await remind();
        const [first, ...more] = await lettersTo(world.db, world.officer.email);
        expect(more, `day ${day}`).to.deep.equal([]);
        if (first) days[day] = first.letter.subject.replace(/ by .*:/, ':');
        await world.db('outbox').delete();
        world.app.clock.advance(DAY_MS);
      }
      const [due, late] = [`Due: request ${reference}`, `Overdue: request ${reference}`];
      const subjects = Object.values(days);
      expect(subjects.slice(0, 3)).to.deep.equal([due, due, late]);
      expect(Object.keys(days)[0]).to.equal('21');
      expect(subjects.slice(2).every((subject) => subject === late)).to.equal(true);
      expect(subjects.length).to.be.above(6);
      expect(await remind()).to.equal(1);
      expect(await remind()).to.equal(0);
      expect((await world.events('data-request.reminded')).length).to.equal(subjects.length + 1);
    });

    it('go to every compliance officer while it is nobody’s, but not to whom it concerns, and stop with the answer', async () => {
      const own = await world.app.createUser({ role: 'compliance' });
      const reference = await world.take();
      await world.db('rights_requests').update({ subject_id: own.id, linked_at: new Date() });
      await remind();
      const readers = (await mailsIn(world.db))
        .filter(({ about }) => about === 'request-reminder')
        .map(({ to }) => to);
      expect(readers).to.include(world.officer.email).and.not.to.include(own.email);
      expect(readers).not.to.include(world.admin.email);
      expect(JSON.stringify(await mailsIn(world.db))).not.to.include('Ann Example');
      await world.on(reference, 'answer', { outcome: 'withdrawn', note: '', on: '10/09/2025' });
      world.app.clock.advance(DAY_MS);
      expect(await remind()).to.equal(0);
    });
  });
});
