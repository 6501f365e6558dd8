import { expect } from 'chai';
import { readFields } from '../../../src/data-rights/registers/rules/read-fields.ts';
import type { Field } from '../../../src/data-rights/registers/specification/field.ts';
import { registerKinds, registers } from '../../../src/data-rights/registers/specification/registers.ts';
import { registerCounts } from '../../../src/data-rights/registers/store.ts';
import { londonTimeOf, momentInLondon } from '../../../src/data-rights/rules/london-time.ts';
import type { TestUser } from '../../support/app.ts';
import { type Fields, type RecordsWorld, startRecords } from '../records-world.ts';

const DAY_MS = 86_400_000;
const now = new Date('2026-11-22T12:00:00Z');

describe('fields that are told as data', () => {
  const read = (field: Partial<Field>, typed: string | string[]): unknown => {
    const whole = { name: 'it', label: 'It', ...field } as Field;
    const result = readFields([whole], { it: typed }, now);
    return result.kind === 'values' ? result.values.it : result.faults[0]!.message;
  };

  it('read days and moments as browsers send them and as people write them', () => {
    for (const typed of ['2026-03-27', '27/3/2026', '27.03.2026'])
      expect(read({ kind: 'day' }, typed), typed).to.equal('2026-03-27');
    for (const typed of ['2026-07-01T14:05', '1/7/2026 14:05', '01/07/2026, 14.05'])
      expect(read({ kind: 'moment' }, typed), typed).to.equal('2026-07-01T13:05:00.000Z');
    for (const odd of ['2026-02-30', '31/4/2026', '1866-01-01', 'soon', '3/27/2026'])
      expect(read({ kind: 'day' }, odd), odd).to.include('must be a real date');
    expect(read({ kind: 'day' }, '2026-11-23')).to.equal('It must be today or in the past');
    expect(read({ kind: 'day', mayBeAhead: true }, '2026-11-23')).to.equal('2026-11-23');
    expect(read({ kind: 'moment' }, '2026-11-22T12:01')).to.equal('It must not be in the future');
  });

  it('read numbers, choices and what was left out', () => {
    expect(read({ kind: 'count' }, '1,200')).to.equal(1200);
    expect(read({ kind: 'count' }, '-1')).to.equal('It must be a whole number, such as 40');
    expect(read({ kind: 'line' }, '')).to.equal('Enter: it');
    expect(read({ kind: 'line', isOptional: true }, '')).to.equal(null);
    expect(read({ kind: 'line' }, 'x'.repeat(301))).to.include('300 characters or fewer');
    const choices = [
      { value: 'a', text: 'A' },
      { value: 'b', text: 'B' },
    ];
    expect(read({ kind: 'one-of', choices }, 'c')).to.equal('Choose: it');
    expect(read({ kind: 'some-of', choices }, ['b', 'a'])).to.deep.equal(['a', 'b']);
    expect(read({ kind: 'some-of', choices }, [])).to.equal('Choose at least one: it');
  });

  it('know England’s clock through the changes of the hour', () => {
    expect(momentInLondon('2026-03-29T01:30')).to.equal(null);
    expect(momentInLondon('2026-10-25T01:30')).to.deep.equal(new Date('2026-10-25T00:30:00Z'));
    expect(londonTimeOf(new Date('2026-06-30T23:30:00Z'))).to.equal('2026-07-01T00:30');
  });

  it('of every register have names of their own, and a day on which an entry is looked at again', () => {
    for (const kind of registerKinds) {
      const names = registers[kind].fields.map(({ name }) => name);
      expect(new Set(names).size, kind).to.equal(names.length);
      expect(names, kind).to.include.members(['reviewOn', registers[kind].besideField]);
    }
  });
});

describe('the registers', () => {
  let world: RecordsWorld;
  let colleague: TestUser;
  before(async () => {
    world = await startRecords();
    colleague = await world.app.createUser({ role: 'compliance', authorityCode: null });
  });
  after(() => world.app.close());

  const dayIn = (days: number): string =>
    londonTimeOf(new Date(world.app.clock.now().getTime() + days * DAY_MS)).slice(0, 10);
  const agreement = (changes: Fields = {}): Fields => ({
    ...{
      party: 'Printers & Sons',
      role: 'processor',
      covers: 'Printing of letters',
      checks: 'ISO 27001 seen',
    },
    ...{ signedOn: dayIn(-10), place: 'Safe 3', reviewOn: dayIn(100), ...changes },
  });
  const samples: Record<string, () => Fields> = {
    agreements: agreement,
    assessments: () => ({
      ...{ use: 'Directory', need: 'x', risks: 'x', measures: 'x', advice: 'x', outcome: 'conditions' },
      ...{ decidedOn: dayIn(-1), reviewOn: dayIn(300) },
    }),
    transfers: () => ({
      ...{ recipient: 'Backup Ltd', country: 'Ireland', data: 'x', safeguard: 'adequacy' },
      ...{ decidedOn: dayIn(-1), reviewOn: dayIn(300) },
    }),
    training: () => ({
      ...{ account: colleague.email.toUpperCase(), what: 'data-protection', doneOn: dayIn(-1) },
      ...{ how: 'Course', reviewOn: dayIn(364) },
    }),
    paper: () => ({
      ...{ what: 'Enquiries of 2019', people: 'Officers', order: 'By date', place: 'Room 4' },
      ...{ keeper: 'The office', kept: 'Six years', reviewOn: dayIn(300) },
    }),
  };

  for (const kind of registerKinds)
    it(`of ${kind} takes an entry, shows it and lists it [P103, P104, P105, P109, P129]`, async () => {
      const { status, location } = await world.send(`/occ/registers/${kind}/new`, samples[kind]!());
      expect([status, location]).to.match(new RegExp(`^303,/occ/registers/${kind}/\\d+$`));
      expect((await world.officer.browser.get(location)).text).to.include('In force');
      expect((await world.officer.browser.get(`/occ/registers/${kind}`)).text).to.include(location);
      expect((await world.events('register.entry-added')).at(-1)).to.deep.include({
        ...{
          subject_type: `register-${kind}`,
          subject_id: location.split('/').at(-1),
          details: { version: 1 },
        },
      });
      const empty = await world.send(`/occ/registers/${kind}/new`, {});
      expect([empty.status, empty.text.includes('href="#reviewOn"')]).to.deep.equal([422, true]);
    });

  it('keep every version of an entry, and end it without forgetting it', async () => {
    const { location } = await world.send('/occ/registers/agreements/new', agreement({ party: 'First <b>' }));
    expect((await world.officer.browser.get(`${location}/versions`)).text).to.include(
      'value="First &lt;b&gt;"',
    );
    expect((await world.send(`${location}/versions`, agreement({ party: 'Second' }))).location).to.equal(
      location,
    );
    const { text } = await world.officer.browser.get(location);
    expect(text).to.include('<h1 class="govuk-heading-l">Second').and.to.include('First &lt;b&gt;');
    expect(text).to.include('Version 2, by Dee Pio');
    expect((await world.send(`${location}/ending`, {})).status).to.equal(303);
    expect((await world.officer.browser.get(location)).text)
      .to.include('Ended')
      .and.not.to.include('Change it');
    expect((await world.send(`${location}/versions`, agreement())).status).to.equal(409);
    expect((await world.send(`${location}/ending`, {})).status).to.equal(409);
    const changed = world.db('register_versions').update({ facts: '{}' });
    expect(await changed.then(String, () => 'refused')).to.equal('refused');
  });

  it('count what is due to be looked at, and whose training it is by number alone', async () => {
    const { location } = await world.send('/occ/registers/agreements/new', agreement({ reviewOn: dayIn(0) }));
    const counts = (await registerCounts(world.db, dayIn(0))).agreements!;
    expect([counts.due, counts.oldest]).to.deep.equal([1, dayIn(0)]);
    expect((await world.officer.browser.get('/occ/registers')).text).to.include('1 is due to be looked at');
    expect((await world.officer.browser.get(location)).text).to.include('Overdue');
    const trained = await world.db('register_versions').pluck<object[]>('facts');
    expect(JSON.stringify(trained)).not.to.include(world.officer.email);
    const stranger = await world.send('/occ/registers/training/new', {
      ...{ ...samples.training!(), account: (await world.app.createUser()).email },
    });
    expect(stranger.text).to.include('None of our own people');
  });

  it('take nobody’s training from themselves: not as new, not changed, not ended [P129]', async () => {
    const other = await world.app.signIn(colleague.email);
    const own = { ...samples.training!(), account: world.officer.email };
    const refused = await world.send('/occ/registers/training/new', own);
    expect([refused.status, refused.text.includes('Somebody else enters your training')]).to.deep.equal([
      422,
      true,
    ]);
    const { status, location } = await world.send('/occ/registers/training/new', own, other);
    expect(status).to.equal(303);
    expect((await world.officer.browser.get(location)).status).to.equal(200);
    expect((await world.officer.browser.get(`${location}/versions`)).status).to.equal(403);
    expect((await world.send(`${location}/versions`, own)).status).to.equal(403);
    expect((await world.send(`${location}/ending`, {})).status).to.equal(403);
    expect((await world.send(`${location}/ending`, {}, other)).status).to.equal(303);
  });

  it('leave nothing behind when the record fails', async () => {
    const before = await world.db('register_entries').count();
    const { status } = await world.whileAuditFails(() =>
      world.send('/occ/registers/agreements/new', agreement()),
    );
    expect(status).to.equal(500);
    expect(await world.db('register_entries').count()).to.deep.equal(before);
  });

  it('are read by everybody at OCC, and kept by those whose work it is [P106, P127]', async () => {
    const { location } = await world.send('/occ/registers/agreements/new', agreement());
    const support = await world.app.signInAs({ role: 'support' });
    const { text } = await support.get(location);
    expect(text).to.include('Printers &amp; Sons').and.not.to.include('Change it');
    for (const path of ['/occ/registers/agreements/new', `${location}/versions`])
      expect((await support.get(path)).status).to.equal(404);
    expect((await world.send(`${location}/ending`, {}, support)).status).to.equal(404);
    const lead = await world.app.signInAs({ role: 'lead' });
    expect((await lead.get('/occ/registers/agreements')).status).to.equal(404);
    const strange = location.replace('agreements', 'transfers');
    for (const odd of [
      '/occ/registers/x',
      '/occ/registers/agreements/0',
      '/occ/registers/agreements/x',
      strange,
    ])
      expect((await world.officer.browser.get(odd)).status, odd).to.equal(404);
    expect((await world.officer.browser.post('/occ/registers/agreements/new', {})).status).to.equal(403);
  });
});
