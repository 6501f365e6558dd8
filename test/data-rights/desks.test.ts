import { expect } from 'chai';
import { openWork } from '../../src/data-rights/index.ts';
import { newReference } from '../../src/data-rights/reference.ts';
import type { HttpClient } from '../support/http-client.ts';
import { query } from '../support/database.ts';
import { forms, type FormsWorld, places, startForms } from './forms-world.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

describe('the desks of the back office', () => {
  let world: FormsWorld;
  let officerOfOcc: { id: number; email: string };
  let compliance: HttpClient;
  before(async () => {
    world = await startForms();
    officerOfOcc = await world.app.createUser({ role: 'compliance', name: 'Dee Pio' });
    compliance = await world.app.signIn(officerOfOcc.email);
  });
  after(() => world.app.close());
  beforeEach(() => world.clear());

  const answer = (path: string, fields: Record<string, string>) =>
    compliance.submit(path, fields, { action: `${path}/answers` });

  // Complaints and requests about data have pages of their own.
  for (const form of forms.filter((one) => places[one].desk === '/occ/enquiries')) {
    const { desk, letter, subject } = places[form];

    describe(`${desk}, for ${letter}-`, () => {
      it('lists references and how long they wait, and neither who nor what', async () => {
        const reference = await world.send(form);
        const { status, text } = await compliance.get(desk);
        expect(status).to.equal(200);
        expect(text)
          .to.include(`href="${desk}/${reference}"`)
          .and.to.include('The oldest has waited less than a day');
        expect(text).not.to.match(/Ann Example|ann@example|private/);
      });

      it('shows one whole, and that it was opened is on record [P133]', async () => {
        const reference = await world.send(form, { phone: '01865 305200' });
        const before = (await world.events(`${subject.replace('problem', 'enquiry')}.read`)).length;
        const { text } = await compliance.get(`${desk}/${reference}`);
        for (const said of ['Ann Example', 'ann@example.org', '01865 305200', 'Something private', reference])
          expect(text).to.include(said);
        const events = await world.events(`${subject.replace('problem', 'enquiry')}.read`);
        expect(events).to.have.length(before + 1);
        expect(events.at(-1)).to.deep.equal({
          ...{ actor_id: officerOfOcc.id, subject_id: reference, details: {} },
          subject_type: desk.replace('/occ/', ''),
        });
      });

      it('keeps what was answered, by whom and when, and closes it [P16]', async () => {
        const path = `${desk}/${await world.send(form)}`;
        expect((await answer(path, { note: 'Asked the <b>team</b>', way: 'note' })).location).to.equal(path);
        expect(
          (await answer(path, { note: 'Rang, line\nbusy', way: 'phone', makes: 'closed' })).status,
        ).to.equal(303);
        const { text } = await compliance.get(path);
        expect(text)
          .to.include('Asked the &lt;b&gt;team&lt;/b&gt;')
          .and.to.include('Answered by phone, and closed')
          .and.to.include('Dee Pio')
          .and.to.include('Closed');
        expect(text).to.include('Open it again').and.not.to.include('This closes it');
        expect((await compliance.get(desk)).text).not.to.include(path);
        expect((await compliance.get(`${desk}?state=closed`)).text).to.include(path);
        const events = await world.events(`${subject.replace('problem', 'enquiry')}.answered`);
        expect(events.at(-1)).to.deep.include({ details: { way: 'phone', makes: 'closed' } });
        expect(JSON.stringify(events)).not.to.match(/team|busy/);
      });

      it('asks for a note and how, and shows what was typed again', async () => {
        const path = `${desk}/${await world.send(form)}`;
        const empty = await answer(path, {});
        expect(empty.status).to.equal(422);
        expect(empty.text).to.include('href="#note"').and.to.include('href="#way"');
        const half = await answer(path, { note: 'Half a note', makes: 'closed' });
        expect(half.text)
          .to.include('>Half a note</textarea>')
          .and.to.match(/name="makes"[^>]* checked/);
        expect((await answer(path, { note: 'x', way: 'pigeon' })).status).to.equal(422);
        expect(await world.db('contact_notes')).to.deep.equal([]);
      });
    });
  }

  it('open again what was closed, once [P16]', async () => {
    const path = `/occ/enquiries/${await world.send('/contact/new')}`;
    expect((await answer(path, { note: 'x', way: 'note', makes: 'open' })).status).to.equal(409);
    await answer(path, { note: 'Done', way: 'email', makes: 'closed' });
    expect((await answer(path, { note: 'Not done', way: 'note', makes: 'open' })).status).to.equal(303);
    expect((await compliance.get(path)).text).to.include('A note for ourselves, and opened again');
    expect((await compliance.get('/occ/enquiries')).text).to.include(path);
    expect((await answer(path, { note: 'Not done', way: 'note', makes: 'nonsense' })).status).to.equal(303);
    expect((await world.rows('/contact/new'))[0]).to.include({ closed_at: null });
  });

  it('close once: the second to close it is told so, and a note can still be added', async () => {
    const path = `/occ/enquiries/${await world.send('/contact/new')}`;
    await answer(path, { note: 'Done', way: 'email', makes: 'closed' });
    expect((await answer(path, { note: 'Done too', way: 'email', makes: 'closed' })).status).to.equal(409);
    expect((await answer(path, { note: 'They wrote again', way: 'note' })).status).to.equal(303);
    expect(await world.db('contact_notes').pluck('note')).to.deep.equal(['Done', 'They wrote again']);
  });

  it('keep note and record together, or neither', async () => {
    const path = `/occ/enquiries/${await world.send('/contact/new')}`;
    const token = await compliance.csrfToken();
    await query(
      world.app.database.url,
      'alter table audit_events add constraint brimful check (false) not valid',
    );
    const refused = await compliance.post(`${path}/answers`, {
      _csrf: token,
      note: 'x',
      way: 'note',
      makes: 'closed',
    });
    const unread = await compliance.get(path);
    await query(world.app.database.url, 'alter table audit_events drop constraint brimful');
    expect([refused.status, unread.status]).to.deep.equal([500, 500]);
    expect(unread.text).not.to.include('private');
    expect(await world.db('contact_notes')).to.deep.equal([]);
    expect((await world.rows('/contact/new'))[0]).to.include({ closed_at: null });
  });

  it('are for those whose work it is; everybody else finds no page [P106] [P127]', async () => {
    const paths = await Promise.all(
      forms.map(async (form) => `${places[form].desk}/${await world.send(form)}`),
    );
    const mayRead = { support: 2, compliance: 4, admin: 4, officer: 0, lead: 0 } as const;
    for (const role of ['support', 'compliance', 'admin', 'officer', 'lead'] as const) {
      const reader = await world.app.signInAs({ role });
      const statuses = await Promise.all(paths.map(async (path) => (await reader.get(path)).status));
      expect(
        statuses.filter((status) => status === 200),
        role,
      ).to.have.length(mayRead[role]);
      expect(
        statuses.filter((status) => status === 404),
        role,
      ).to.have.length(4 - mayRead[role]);
      if (mayRead[role] > 0) continue;
      const token = await reader.csrfToken();
      expect(
        (await reader.post(`${paths[0]}/answers`, { _csrf: token, note: 'x', way: 'note' })).status,
      ).to.equal(404);
    }
    expect((await compliance.post(`${paths[0]}/answers`, { note: 'x', way: 'note' })).status).to.equal(403);
  });

  it('find nothing under a reference of another desk, or none', async () => {
    const reference = await world.send('/complaints/new');
    for (const path of [`/occ/enquiries/${reference}`, `/occ/requests/${reference}`])
      expect((await compliance.get(path)).status, path).to.equal(404);
    for (const odd of ['C-22222222', 'x', '1', '%00', 'C-0O1IL000'])
      expect((await compliance.get(`/occ/complaints/${odd}`)).status, odd).to.equal(404);
  });

  it('are paged, the newest first', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => ({
      reference: newReference('enquiry'),
      ...{ kind: 'question', name: 'x', email: 'x@example.org', message: 'x' },
      received_at: new Date(Date.now() - index * DAY_MS),
    }));
    await world.db('enquiries').insert(rows);
    const first = (await compliance.get('/occ/enquiries')).text;
    expect(first).to.include('30 enquiries are open. The oldest has waited 29 days.');
    expect(first.match(/href="\/occ\/enquiries\/E-/g)).to.have.length(25);
    const places = [rows[0]!, rows[1]!, rows[24]!].map(({ reference }) => first.indexOf(reference));
    expect(places)
      .to.deep.equal([...places].sort((a, b) => a - b))
      .and.not.to.include(-1);
    const second = (await compliance.get('/occ/enquiries?page=2')).text;
    expect(second.match(/href="\/occ\/enquiries\/E-/g)).to.have.length(5);
  });

  it('say when nothing waits', async () => {
    expect((await compliance.get('/occ/enquiries')).text).to.include('Nothing waits: no enquiry is open.');
    expect(await openWork(world.db)).to.deep.equal({
      enquiries: { open: 0, oldest: null },
      complaints: { open: 0, oldest: null },
      requests: { open: 0, oldest: null },
    });
  });

  it('count what is open, for the start page of the back office', async () => {
    await world.send('/contact/new');
    await world.send('/problems/new');
    await world.send('/complaints/new');
    const closed = `/occ/enquiries/${await world.send('/contact/new')}`;
    await answer(closed, { note: 'Done', way: 'email', makes: 'closed' });
    const work = await openWork(world.db);
    expect([work.enquiries.open, work.complaints.open, work.requests.open]).to.deep.equal([2, 1, 0]);
    expect(work.enquiries.oldest).to.be.instanceOf(Date);
  });
});
