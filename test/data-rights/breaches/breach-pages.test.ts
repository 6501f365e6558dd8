import { expect } from 'chai';
import { londonTimeOf } from '../../../src/data-rights/rules/london-time.ts';
import type { HttpClient } from '../../support/http-client.ts';
import { type Fields, type RecordsWorld, startRecords } from '../records-world.ts';

const HOUR_MS = 3_600_000;

describe('the log of breaches', () => {
  let world: RecordsWorld;
  let support: { id: number; browser: HttpClient };
  before(async () => {
    world = await startRecords();
    const { id, email } = await world.app.createUser({ role: 'support' });
    support = { id, browser: await world.app.signIn(email) };
  });
  after(() => world.app.close());

  const ago = (hours: number): string =>
    londonTimeOf(new Date(world.app.clock.now().getTime() - hours * HOUR_MS));
  const sound = (): Fields => ({
    ...{
      awareAt: ago(2),
      what: 'A letter went to the wrong <council>',
      kinds: ['confidentiality', 'integrity'],
    },
    ...{ people: 'Officers', peopleCount: '1,200', submitted: 'yes' },
  });
  const report = async (changes: Fields = {}): Promise<string> => {
    const { location } = await world.send('/occ/breaches/new', { ...sound(), ...changes }, support.browser);
    return /reported=(B-[0-9A-Z]{8})$/.exec(location)?.[1] ?? '';
  };
  const step = (reference: string, kind: string, fields: Fields) =>
    world.send(`/occ/breaches/${reference}/${kind}`, fields);

  it('takes a report from anybody at OCC, and tells the compliance officers at once [P109]', async () => {
    expect((await support.browser.get('/occ/breaches/new')).text).to.include('nobody is blamed');
    const reference = await report();
    expect(reference).to.match(/^B-/);
    expect((await support.browser.get(`/occ/breaches/new?reported=${reference}`)).text).to.include(reference);
    expect((await world.events('breach.reported')).at(-1)).to.deep.equal({
      ...{
        actor_id: support.id,
        subject_type: 'breach',
        subject_id: reference,
        details: { submitted: 'yes' },
      },
    });
    const mail = await world.db('outbox').where({ about: 'breach-reported' }).pluck('user_id');
    expect(mail).to.deep.equal([world.officer.id]);
    const { text } = await world.officer.browser.get(`/occ/breaches/${reference}`);
    expect(text).to.include('wrong &lt;council&gt;').and.to.include('1,200').and.to.include('69 hours left');
    expect((await world.events('breach.read')).at(-1)).to.include({ subject_id: reference });
  });

  it('tells everybody at OCC how and when to report, and how their own training stands [P109, P129]', async () => {
    const page = await support.browser.get('/occ/how-to-report');
    for (const words of ['At once, at any hour', 'Nobody is blamed', 'None is entered for you yet'])
      expect(page.text).to.include(words);
    expect((await (await world.app.signInAs()).get('/occ/how-to-report')).status).to.equal(404);
  });

  it('shows what is wrong with a report, and what was typed', async () => {
    const empty = await world.send('/occ/breaches/new', {});
    expect(empty.status).to.equal(422);
    for (const field of ['awareAt', 'what', 'kinds', 'submitted'])
      expect(empty.text).to.include(`href="#${field}"`);
    const odd = await world.send('/occ/breaches/new', {
      ...{ ...sound(), awareAt: ago(-2), what: 'Typed already', peopleCount: 'many', kinds: ['x'] },
    });
    expect(odd.status).to.equal(422);
    expect(odd.text).to.include('must not be in the future').and.to.include('>Typed already</textarea>');
    expect(odd.text).to.include('must be a whole number').and.to.include('Choose only what is listed');
  });

  it('keeps every step with its day, and closes only what is settled [P80, P107, P108]', async () => {
    const reference = await report();
    const page = `/occ/breaches/${reference}`;
    expect((await step(reference, 'closed', { lessons: 'x' })).status).to.equal(409);
    expect((await step(reference, 'risk', { risk: 'high' })).status).to.equal(422);
    expect(
      (await step(reference, 'risk', { risk: 'high', reasons: 'Addresses of refuges' })).location,
    ).to.include(page);
    const told = { at: ago(1), what: 'All of it', number: 'IC-1' };
    expect((await step(reference, 'commissioner-told', told)).status).to.equal(303);
    expect((await step(reference, 'people-told', { at: ago(0.5), what: 'By letter' })).status).to.equal(303);
    expect((await step(reference, 'authorities-told', { at: ago(0.5), who: 'Ealing' })).status).to.equal(303);
    expect((await step(reference, 'more', { what: 'Two more', peopleCount: '2' })).status).to.equal(303);
    expect((await step(reference, 'closed', { lessons: 'Look twice' })).status).to.equal(303);
    const { text } = await world.officer.browser.get(page);
    for (const said of ['The Commissioner was told', 'IC-1', 'Addresses of refuges', 'Dee Pio', 'Look twice'])
      expect(text).to.include(said);
    expect((await world.officer.browser.get('/occ/breaches?state=closed')).text).to.include(page);
    expect((await step(reference, 'more', { what: 'x' })).status).to.equal(409);
    expect((await step(reference, 'reopened', { reasons: 'More came up' })).status).to.equal(303);
    expect((await world.officer.browser.get('/occ/breaches')).text).to.include(page);
    const events = await world.events('breach.step-recorded');
    expect(events.map(({ details }) => (details as { step: string }).step)).to.include.members([
      'risk',
      'closed',
    ]);
    expect(JSON.stringify(events)).not.to.match(/refuge|letter|Ealing/);
  });

  it('keeps the decision not to report with its reasons, and asks why a report is late [P108]', async () => {
    const quiet = await report({ submitted: 'no' });
    await step(quiet, 'risk', { risk: 'unlikely', reasons: 'It was encrypted' });
    const page = (await world.officer.browser.get(`/occ/breaches/${quiet}`)).text;
    expect(page).to.include('It was encrypted').and.to.include('Can be closed').and.to.include('Not needed');
    const late = await report({ awareAt: ago(80) });
    expect((await world.officer.browser.get('/occ/breaches')).text).to.include('Overdue');
    const told = { at: ago(1), what: 'All of it' };
    const refused = await step(late, 'commissioner-told', told);
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('href="#lateReasons"');
    expect(
      (await step(late, 'commissioner-told', { ...told, lateReasons: 'It was Sunday' })).status,
    ).to.equal(303);
    expect((await world.officer.browser.get(`/occ/breaches/${late}`)).text).to.include('Done late');
  });

  it('can only be added to', async () => {
    const reference = await report();
    const { id } = await world.db('breaches').where({ reference }).first<{ id: number }>('id');
    const events = () => world.db('breach_events').where({ breach_id: id });
    const failures = await Promise.allSettled([events().update({ facts: '{}' }), events().delete()]);
    expect(failures.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
    expect(await events()).to.have.length(1);
    expect(await world.db('breaches').where({ id }).delete()).to.equal(1);
    expect(await events()).to.deep.equal([]);
  });

  it('leaves nothing behind when the record fails', async () => {
    const before = await world.db('breaches').count();
    const outbox = await world.db('outbox').count();
    const { status } = await world.whileAuditFails(() => world.send('/occ/breaches/new', sound()));
    expect(status).to.equal(500);
    expect(await world.db('breaches').count()).to.deep.equal(before);
    expect(await world.db('outbox').count()).to.deep.equal(outbox);
  });

  it('is there for those whose work it is, and under its own references [P106, P127]', async () => {
    const reference = await report();
    const officer = await world.app.signInAs({ role: 'officer' });
    for (const path of ['/occ/breaches', '/occ/breaches/new', `/occ/breaches/${reference}`])
      expect((await officer.get(path)).status, path).to.equal(404);
    expect((await support.browser.get(`/occ/breaches/${reference}`)).status).to.equal(404);
    for (const odd of ['B-22222222', 'C-22222222', '1', '%00', `${reference}/nonsense`])
      expect((await world.officer.browser.get(`/occ/breaches/${odd}`)).status, odd).to.equal(404);
    expect((await world.officer.browser.post('/occ/breaches/new', { what: 'x' })).status).to.equal(403);
  });
});
