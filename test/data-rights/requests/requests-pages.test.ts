import { expect } from 'chai';
import { query } from '../../support/database.ts';
import { factIn, type RequestsWorld, startRequests } from './requests-world.ts';

const check = {
  ...{ seen: 'called-back', way: 'phone', copies: 'none', isConfirmed: 'yes', checkNote: '' },
};

describe('a case about a request', () => {
  let world: RequestsWorld;
  before(async () => {
    world = await startRequests();
  });
  after(() => world.app.close());
  beforeEach(() => world.clear());

  const limit = async (reference: string): Promise<string | undefined> =>
    factIn(await world.page(reference), 'Limit of the law')?.replace(/(\d{4}), .*$/, '$1');
  const linkNobody = (reference: string) => world.on(reference, 'person', { subject: 'nobody' });

  it('is typed in when it came otherwise than by the form, with what makes it easier [P62]', async () => {
    const reference = await world.take({ channel: 'phone', forWhom: 'other', actsFor: 'Bo Other' });
    const page = await world.page(reference);
    for (const said of ['by phone', 'Large print', 'Bo Other', 'Ann Example', '3 September 2025'])
      expect(page).to.include(said);
    expect(page).to.include('data-state="overdue"');
    expect(await world.lastEvent('data-request.typed-in')).to.deep.equal({
      ...{ actor_id: world.officer.id, subject_type: 'requests', subject_id: reference },
      details: { channel: 'phone', on: '2025-09-03' },
    });
    expect(await world.lastEvent('data-request.read')).to.deep.include({ subject_id: reference });
  });

  it('is not typed in with a day to come, no channel, or nobody to answer', async () => {
    const answer = await (
      await world.compliance()
    ).submit('/occ/requests/new', { receivedOn: '01/01/2099', name: '', message: 'Kept <b>text</b>' });
    expect(answer.status).to.equal(422);
    for (const field of ['channel', 'receivedOn', 'name', 'email'])
      expect(answer.text).to.include(`href="#${field}"`);
    expect(answer.text).to.include('Kept &lt;b&gt;text').and.to.include('value="01/01/2099"');
    expect(await world.rows('/data-requests/new')).to.deep.equal([]);
  });

  it('is linked at once to whoever was signed in and asked for themselves, and to nobody else', async () => {
    const own = await world.app.createUser();
    const client = await world.app.signIn(own.email);
    const form = { name: 'Own', email: own.email, message: 'x', right: 'access' };
    const asked = (await client.get('/data-requests/new?right=erase')).text;
    expect(asked).to.match(/value="erase" checked/);
    await client.submit('/data-requests/new', { ...form, forWhom: 'myself' });
    await client.submit('/data-requests/new', { ...form, forWhom: 'other', actsFor: 'Bo' });
    await world.send('/data-requests/new');
    const rows = await world.rows('/data-requests/new');
    expect(rows.map(({ subject_id }) => subject_id)).to.deep.equal([own.id, null, null]);
    const text = (await client.get('/account/requests')).text;
    expect(text).to.include(String(rows[0]!.reference)).and.to.include(String(rows[1]!.reference));
    expect(text).not.to.include(String(rows[2]!.reference));
  });

  it('has the month of the day on which it came, stopped by what is asked for [P88, P89]', async () => {
    const reference = await world.take();
    expect(await limit(reference)).to.equal('The end of 3 October 2025');
    const asked = await world.on(reference, 'clarification/asking', {
      words: 'Which year?',
      on: '05/09/2025',
    });
    expect(asked.location).to.equal(`/occ/requests/${reference}/letters/1`);
    expect(factIn(await world.page(reference), 'Clock')).to.include('Stands still');
    const came = await world.on(reference, 'clarification/receipt', { cameOn: '2025-09-10', note: '' });
    expect(came.location).to.equal(`/occ/requests/${reference}`);
    expect(await limit(reference)).to.equal('The end of 9 October 2025');
    await world.on(reference, 'identity/asking', { words: 'Call us', on: '04/09/2025' });
    expect(factIn(await world.page(reference), 'Clock')).to.include('Has not started');
    await world.on(reference, 'identity/receipt', { cameOn: '12/09/2025', note: '' });
    expect(factIn(await world.page(reference), 'Clock started')).to.equal('12 September 2025');
    expect(await world.lastEvent('data-request.identity-received')).to.deep.include({
      details: { on: '2025-09-12' },
    });
  });

  it('of before 25 May 2018 has 40 days, and they begin with the fee, which is recorded and never taken [P87, P90, P132]', async () => {
    const reference = await world.take({ receivedOn: '24/05/2018' });
    expect(await limit(reference)).to.equal('The end of 3 July 2018');
    const fields = { ground: 'act-of-1998', pounds: '10', words: 'The Act allows it', on: '24/05/2018' };
    const tooMuch = await world.on(reference, 'fee/asking', { ...fields, pounds: '11' });
    expect(tooMuch.status).to.equal(422);
    await world.on(reference, 'fee/asking', fields);
    await world.on(reference, 'fee/receipt', { cameOn: '01/06/2018', note: 'Cheque' });
    expect(await limit(reference)).to.equal('The end of 11 July 2018');
    expect(await world.page(reference)).to.include('£10.00');
    const letter = await world.page(reference, 'letters/1');
    expect(letter).to.include('do not send card details');
    expect(await world.page(reference, 'fee')).not.to.match(/card number|name="card/);
  });

  it('is extended within the first month with a letter, and not a day later [P88, P89]', async () => {
    const late = await world.take();
    expect(await world.page(late, 'extension'))
      .to.include('It is too late')
      .and.not.to.include('name="reasons"');
    const token = await (await world.compliance()).csrfToken();
    const fields = { ground: 'complex', reasons: 'Many systems', on: '01/10/2025' };
    const forced = await (
      await world.compliance()
    ).post(`/occ/requests/${late}/extension`, { _csrf: token, ...fields });
    expect([forced.status, (await world.events('data-request.extended')).length]).to.deep.equal([422, 0]);
    const reference = await world.send('/data-requests/new');
    const told = await world.on(reference, 'extension', { ...fields, on: world.todayTyped() });
    expect(told.location).to.equal(`/occ/requests/${reference}/letters/1`);
    const letter = await world.page(reference, 'letters/1');
    expect(letter).to.include('Many systems').and.to.include('Information Commissioner');
    const owed = (await limit(reference))!.replace('The end of ', '');
    expect(letter).to.include(`by ${owed} at the latest`);
    expect((await world.on(reference, 'extension', fields)).status).to.equal(422);
  });

  it('is answered once it is known who asks, and closed once it is answered [P60, P65]', async () => {
    const person = await world.app.createUser({ name: 'Cy Subject' });
    const reference = await world.take();
    const answer = { outcome: 'done', note: 'Package handed over', on: world.todayTyped() };
    expect((await world.on(reference, 'answer', answer)).text).to.include('Say first whose data it is');
    const found = await (await world.compliance()).get(`/occ/requests/${reference}/person?q=cy`);
    expect(found.text).to.include('Cy Subject');
    await world.on(reference, 'person', { subject: String(person.id) });
    expect((await world.on(reference, 'answer', answer)).text).to.include('Check first who they are');
    expect((await world.on(reference, 'closing', {})).status).to.equal(409);
    await world.on(reference, 'identity/check', check);
    expect((await world.on(reference, 'answer', answer)).status).to.equal(303);
    expect(await world.page(reference))
      .to.include('data-state="answered"')
      .and.to.include('Package handed over');
    expect((await world.on(reference, 'closing', {})).status).to.equal(303);
    const closed = await world.page(reference);
    expect(closed).to.include('data-state="closed"').and.to.include('Open it again');
    expect((await (await world.compliance()).get('/occ/requests')).text).not.to.include(reference);
    expect((await (await world.compliance()).get('/occ/requests?state=closed')).text).to.include(reference);
    expect((await world.on(reference, 'person', { subject: 'nobody' })).status).to.equal(409);
    expect((await world.on(reference, 'reopening', {})).status).to.equal(303);
    expect(await world.page(reference)).to.include('data-state="overdue"');
  });

  it('keeps of the evidence only that it was seen, and is not checked while a copy is held [P65]', async () => {
    const reference = await world.take();
    const held = await world.on(reference, 'identity/check', { ...check, copies: '' });
    expect([held.status, held.text.includes('href="#copies"')]).to.deep.equal([422, true]);
    await world.on(reference, 'identity/check', { ...check, copies: 'destroyed', checkNote: 'Voice known' });
    const rows = await world
      .db('identity_checks')
      .select<Record<string, unknown>[]>('seen', 'copies', 'is_confirmed');
    expect(rows).to.deep.equal([{ seen: ['called-back'], copies: 'destroyed', is_confirmed: true }]);
    expect(await world.lastEvent('data-request.identity-checked')).to.deep.include({
      details: { confirmed: true, email: false },
    });
    const columns = await query(
      world.app.database.url,
      `select data_type as type from information_schema.columns where table_name = 'identity_checks' and data_type = 'bytea'`,
    );
    expect(columns).to.deep.equal([]);
  });

  it('ends with a letter that nothing is held, where nothing is [P59]', async () => {
    const reference = await world.take({ right: 'confirm' });
    await linkNobody(reference);
    expect(await world.page(reference)).to.include('Nobody’s: nothing is held');
    const begun = await world.page(reference, 'letters/new?kind=nothing-held');
    expect(begun).to.include('hold no personal data on you');
    const written = { kind: 'nothing-held', subject: 'We hold nothing', body: 'We hold nothing on you.' };
    const kept = await world.on(reference, 'letters/new', written);
    expect(kept.location).to.equal(`/occ/requests/${reference}/letters/1`);
    await world.on(reference, 'letters/1/sending', { way: 'post', version: '1' });
    expect(
      (await world.on(reference, 'answer', { outcome: 'nothing-held', note: '', on: '10/09/2025' })).status,
    ).to.equal(303);
    expect(await world.page(reference))
      .to.include('Answered: nothing is held')
      .and.to.include('Letter sent');
  });

  it('of a representative waits for their evidence [P63]', async () => {
    const reference = await world.take({ forWhom: 'other', actsFor: 'Bo Other' });
    expect(await world.page(reference)).to.include('Check that they may act for somebody else');
    await linkNobody(reference);
    await world.on(reference, 'identity/check', check);
    expect(
      (await world.on(reference, 'answer', { outcome: 'done', note: '', on: '10/09/2025' })).text,
    ).to.include('Check first that they may act');
    await world.on(reference, 'authority/asking', { words: 'A power of attorney', on: '04/09/2025' });
    await world.on(reference, 'authority/receipt', { cameOn: '08/09/2025', note: 'Seen' });
    expect(factIn(await world.page(reference), 'Clock started')).to.equal('8 September 2025');
    const answer = { outcome: 'done', note: 'Handed over on paper', on: '10/09/2025' };
    expect((await world.on(reference, 'answer', { ...answer, note: '' })).text).to.include(
      'Deliver the copy of their data first',
    );
    expect((await world.on(reference, 'answer', answer)).status).to.equal(303);
  });

  it('is refused in whole or part with reasons and the ways to complain', async () => {
    const reference = await world.take();
    const empty = await world.on(reference, 'refusal', { reasons: '' });
    for (const field of ['scope', 'ground', 'reasons']) expect(empty.text).to.include(`href="#${field}"`);
    const refusal = { scope: 'part', ground: 'others', reasons: 'It names somebody else', on: '10/09/2025' };
    await world.on(reference, 'refusal', refusal);
    const letter = await world.page(reference, 'letters/1');
    expect(letter).to.include('We cannot do part of what you ask').and.to.include('It names somebody else');
    expect(letter).to.include('go to court');
    expect(await world.lastEvent('data-request.refused')).to.deep.include({
      details: { on: '2025-09-10', ground: 'others', partly: true },
    });
  });

  it('keeps a change and its record together, or neither', async () => {
    const reference = await world.take();
    const client = await world.compliance();
    const token = await client.csrfToken();
    await query(
      world.app.database.url,
      'alter table audit_events add constraint brimful check (false) not valid',
    );
    const post = (task: string, fields: Record<string, string>) =>
      client.post(`/occ/requests/${reference}/${task}`, { _csrf: token, ...fields });
    const statuses = [
      await post('clarification/asking', { words: 'x', on: '05/09/2025' }),
      await post('identity/check', check),
      await post('person', { subject: 'nobody' }),
      await post('notes', { note: 'x' }),
      await client.get(`/occ/requests/${reference}`),
    ].map(({ status }) => status);
    await query(world.app.database.url, 'alter table audit_events drop constraint brimful');
    expect(statuses).to.deep.equal([500, 500, 500, 500, 500]);
    for (const table of ['request_events', 'identity_checks', 'request_letters', 'contact_notes'])
      expect(await world.db(table), table).to.deep.equal([]);
    expect((await world.rows('/data-requests/new'))[0]).to.include({ linked_at: null });
  });

  it('is never rewritten: what happened can be added to alone', async () => {
    const reference = await world.take();
    await world.on(reference, 'clarification/asking', { words: 'x', on: '05/09/2025' });
    const refusal = (work: Promise<unknown>): Promise<string> =>
      work.then(
        () => 'done',
        (error: unknown) => String((error as { code?: string }).code),
      );
    for (const table of ['request_events', 'identity_checks']) {
      expect(await refusal(world.db(table).update({ note: 'y' })), table).to.equal('42501');
      expect(await refusal(world.db(table).delete()), table).to.equal('42501');
    }
  });

  it('says nothing personal in audit or log', async () => {
    const reference = await world.take();
    await world.on(reference, 'refusal', {
      scope: 'whole',
      ground: 'excessive',
      reasons: 'Secret reasons',
      on: '10/09/2025',
    });
    await world.on(reference, 'identity/check', { ...check, checkNote: 'Secret check' });
    await world.on(reference, 'notes', { note: 'Secret note' });
    const kept = JSON.stringify(await world.db('audit_events')) + world.app.log();
    expect(kept).not.to.match(/Secret|Ann Example|ann@example/);
    expect(await world.page(reference)).to.include('Secret note');
  });
});
