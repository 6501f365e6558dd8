import { expect } from 'chai';
import {
  type ComplaintFacts,
  complaintState,
  stepsOpen,
} from '../../../src/data-rights/complaints/rules/complaint.ts';
import { withWaysOn } from '../../../src/data-rights/complaints/letters.ts';
import { newReference } from '../../../src/data-rights/reference.ts';
import { londonTimeOf } from '../../../src/data-rights/rules/london-time.ts';
import { workingDays } from '../../../src/data-rights/rules/working-days.ts';
import { openContent } from '../../../src/platform/mail/queue-mail.ts';
import { testSecrets } from '../../support/app.ts';
import { type Fields, type RecordsWorld, startRecords } from '../records-world.ts';

const DAY_MS = 86_400_000;

const fresh: ComplaintFacts = {
  ...{ receivedAt: new Date('2026-06-30T23:30:00Z'), investigatorId: null, acknowledgedAt: null },
  ...{ outcome: null, closedAt: null },
};

describe('how a complaint stands', () => {
  const state = (today: string, changes: Partial<ComplaintFacts> = {}): unknown =>
    complaintState({ ...fresh, ...changes }, today, workingDays());

  it('is acknowledged by the 30th day after it came, by England’s days [P110, P111]', () => {
    // It came on 1 July in England: the 30th day is 31 July, a Friday.
    expect(state('2026-07-01')).to.deep.equal({ kind: 'waiting', by: '2026-07-31', urgency: 'in time' });
    expect(state('2026-07-24')).to.deep.include({ urgency: 'due soon' });
    expect(state('2026-07-31')).to.deep.include({ urgency: 'due soon' });
    expect(state('2026-08-01')).to.deep.include({ urgency: 'overdue' });
    // Thirty days on is Saturday 1 August: Monday will do.
    expect(state('2026-07-03', { receivedAt: new Date('2026-07-02T09:00:00Z') })).to.deep.include({
      by: '2026-08-03',
    });
  });

  it('needs no acknowledgement beside an outcome that comes first', () => {
    const at = new Date('2026-07-10T09:00:00Z');
    expect(state('2026-09-01', { outcome: 'upheld', closedAt: at })).to.deep.equal({ kind: 'closed' });
    expect(state('2026-09-01', { acknowledgedAt: at })).to.deep.equal({ kind: 'acknowledged' });
  });

  it('has an outcome only once somebody investigates', () => {
    expect(stepsOpen(fresh)).to.deep.equal(['assigned', 'acknowledged']);
    const acknowledged = { ...fresh, investigatorId: 1, acknowledgedAt: fresh.receivedAt };
    expect(stepsOpen(acknowledged)).to.deep.equal(['assigned', 'informed', 'outcome']);
    expect(stepsOpen({ ...fresh, outcome: 'upheld', closedAt: fresh.receivedAt })).to.deep.equal([]);
  });
});

describe('complaints', () => {
  let world: RecordsWorld;
  before(async () => {
    world = await startRecords();
  });
  after(() => world.app.close());

  const dayAgo = (days: number): string =>
    londonTimeOf(new Date(world.app.clock.now().getTime() - days * DAY_MS)).slice(0, 10);
  const typedIn = (changes: Fields = {}): Fields => ({
    ...{ channel: 'phone', receivedOn: dayAgo(0), name: 'Ann Example', email: 'ann@example.org' },
    ...{ message: 'Nobody <ever> answered', wanted: 'An answer', ...changes },
  });
  const add = async (changes: Fields = {}): Promise<string> =>
    (await world.send('/occ/complaints/new', typedIn(changes))).location;
  const get = async (path: string): Promise<string> => (await world.officer.browser.get(path)).text;
  const step = (path: string, name: string, fields: Fields) => world.send(`${path}/${name}`, fields);
  const assign = (path: string) => step(path, 'assigned', { investigator: String(world.officer.id) });

  it('are typed in when they come by phone, letter, email or in person [P110]', async () => {
    for (const channel of ['phone', 'post', 'email', 'in-person']) {
      const path = await add({ channel });
      expect(path).to.match(/^\/occ\/complaints\/C-/);
      expect(await get(path))
        .to.include('typed in by Dee Pio')
        .and.to.include('Nobody &lt;ever&gt; answered');
    }
    expect((await world.events('complaint.typed-in')).at(-1)).to.deep.include({
      details: { channel: 'in-person' },
    });
    const empty = await world.send('/occ/complaints/new', {});
    for (const field of ['channel', 'receivedOn', 'name', 'message'])
      expect(empty.text).to.include(`href="#${field}"`);
    expect((await world.send('/occ/complaints/new', typedIn({ email: '' }))).text).to.include(
      'Enter an email address',
    );
    expect((await world.send('/occ/complaints/new', typedIn({ email: 'a@b, c@d' }))).status).to.equal(422);
    expect((await world.send('/occ/complaints/new', typedIn({ receivedOn: dayAgo(-1) }))).status).to.equal(
      422,
    );
  });

  it('are listed by urgency, with neither who nor what', async () => {
    const overdue = await add({ receivedOn: dayAgo(40) });
    const fair = await add({ receivedOn: dayAgo(10) });
    const done = await add({ receivedOn: dayAgo(50) });
    await step(done, 'acknowledged', { letter: 'x', way: 'phone' });
    const text = await get('/occ/complaints');
    const places = [overdue, fair, done].map((path) => text.indexOf(path));
    expect(places)
      .to.deep.equal([...places].sort((a, b) => a - b))
      .and.not.to.include(-1);
    expect(text)
      .to.include('Overdue')
      .and.not.to.match(/Ann Example|ever/);
  });

  it('are acknowledged, looked into and answered, with the way to the Commissioner [P110, P111, P112]', async () => {
    const path = await add();
    const reference = path.split('/').at(-1)!;
    expect((await step(path, 'outcome', { outcome: 'upheld', letter: 'x', way: 'email' })).status).to.equal(
      409,
    );
    expect(await get(`${path}/acknowledged`)).to.include(`Its reference is ${reference}`);
    expect((await step(path, 'acknowledged', { letter: 'We have it', way: 'email' })).location).to.equal(
      path,
    );
    expect((await assign(path)).status).to.equal(303);
    expect((await step(path, 'informed', { letter: 'Soon', way: 'phone' })).status).to.equal(303);
    const outcome = { outcome: 'partly-upheld', letter: 'You are right in part.\n\nSorry', way: 'email' };
    expect((await step(path, 'outcome', outcome)).status).to.equal(303);
    const page = await get(path);
    for (const said of [
      'Partly upheld',
      'Dee Pio',
      'You are right in part.',
      '0303 123 1113',
      'We have it',
      'Soon',
    ])
      expect(page).to.include(said);
    expect(await get('/occ/complaints?state=closed')).to.include(path);
    const letters = await world
      .db('outbox')
      .where('about', 'like', 'complaint-%')
      .orderBy('id')
      .select('about', 'content');
    expect(letters.map(({ about }: { about: string }) => about)).to.deep.equal([
      'complaint-acknowledged',
      'complaint-outcome',
    ]);
    const sent = openContent(testSecrets, (letters.at(-1) as { content: Buffer }).content);
    expect(sent.to).to.equal('ann@example.org');
    expect(JSON.stringify(sent.letter.parts)).to.include('Sorry').and.to.include('Information Commissioner');
    const events = await world.events('complaint.step-taken');
    expect(events.at(-1)).to.deep.include({
      details: { step: 'outcome', outcome: 'partly-upheld', way: 'email' },
    });
    expect(JSON.stringify(events)).not.to.match(/right in part|ann@/);
    expect((await step(path, 'informed', { letter: 'x', way: 'phone' })).status).to.equal(409);
    expect(withWaysOn('x')).to.include('You can also go to court');
  });

  it('ask for what is missing, and a way that there is', async () => {
    const path = await add({ email: '', phone: '01865 305200' });
    const { status, text } = await step(path, 'acknowledged', { letter: 'Typed already', way: 'email' });
    expect([status, text.includes('They gave no email address')]).to.deep.equal([422, true]);
    expect(text).to.include('>Typed already</textarea>');
    expect((await step(path, 'assigned', { investigator: '0' })).status).to.equal(422);
    expect((await step(path, 'acknowledged', {})).text).to.include('href="#letter"');
  });

  it('keep a log of contacts, which closes nothing [P16]', async () => {
    const path = await add();
    expect(
      (await step(path, 'answers', { note: 'Rang <them>', way: 'phone', makes: 'closed' })).status,
    ).to.equal(303);
    expect(await get(path))
      .to.include('Rang &lt;them&gt;')
      .and.to.include('Answered by phone');
    expect(await get('/occ/complaints')).to.include(path);
    const empty = await step(path, 'answers', { note: '' });
    expect(empty.status).to.equal(422);
    expect(empty.text).to.include('href="#note"').and.to.include('href="#way"');
  });

  it('are nobody’s own to deal with, nor theirs to investigate [P106]', async () => {
    const reference = newReference('complaint');
    await world.db('complaints').insert({
      ...{
        reference,
        received_at: world.app.clock.now(),
        user_id: world.officer.id,
        name: 'Dee',
        email: 'd@example.org',
      },
      message: 'About a colleague',
    });
    const path = `/occ/complaints/${reference}`;
    expect((await world.officer.browser.get(path)).status).to.equal(404);
    const admin = await world.app.signInAs({ role: 'admin' });
    expect((await admin.get(`${path}/assigned`)).text).not.to.include(`value="${world.officer.id}"`);
    const chosen = await world.send(`${path}/assigned`, { investigator: String(world.officer.id) }, admin);
    expect(chosen.status).to.equal(422);
    expect((await step(path, 'acknowledged', { letter: 'x', way: 'phone' })).status).to.equal(404);
  });

  it('leave nothing behind when the record fails, and open to nobody else [P106, P127]', async () => {
    const path = await add();
    const failed = await world.whileAuditFails(() =>
      step(path, 'acknowledged', { letter: 'x', way: 'email' }),
    );
    const unread = await world.whileAuditFails(() => world.officer.browser.get(path));
    expect([failed.status, unread.status]).to.deep.equal([500, 500]);
    expect(unread.text).not.to.include('answered');
    const reference = path.split('/').at(-1);
    const row = await world
      .db('complaints')
      .where({ reference })
      .first<{ id: number; acknowledged_at: unknown }>();
    expect(row).to.include({ acknowledged_at: null });
    expect(await world.db('complaint_events').where({ complaint_id: row.id })).to.deep.equal([]);
    for (const role of ['support', 'officer'] as const)
      expect((await (await world.app.signInAs({ role })).get(path)).status, role).to.equal(404);
    for (const odd of ['E-22222222', 'C-22222222', 'x', '%00', `${reference}/nonsense`])
      expect((await world.officer.browser.get(`/occ/complaints/${odd}`)).status, odd).to.equal(404);
    expect((await world.officer.browser.post(`${path}/acknowledged`, { letter: 'x' })).status).to.equal(403);
  });
});
