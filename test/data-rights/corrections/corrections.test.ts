import { expect } from 'chai';
import type { Answer, HttpClient } from '../../support/http-client.ts';
import { lettersTo } from '../../support/mail.ts';
import { type RightsWorld, startRights } from '../rights-world.ts';

const sound = {
  ...{
    field: 'telephone',
    after: '01632 960777',
    evidence: 'She said so when we rang the number that we knew',
  },
  ...{ correctedOn: '2026-01-05', mistake: 'no', mistakeNote: '' },
};

describe('a correction', () => {
  let world: RightsWorld;
  beforeEach(async () => {
    world = await startRights();
  });
  afterEach(() => world.app.close());

  const correct = async (userId: number, fields: Partial<typeof sound> = {}, query = `user=${userId}`) =>
    world.send(`/occ/corrections/new?${query}`, { ...sound, ...fields });
  /** What a second person says of one that waits; a new colleague unless told who. */
  const settle = async (location: string, verdict: string, by?: HttpClient): Promise<Answer> => {
    const second = by ?? (await colleague());
    return world.send(`${location}/settlement`, { verdict }, second);
  };
  const colleague = async (): Promise<HttpClient> => {
    const { email } = await world.app.createUser({ role: 'compliance', authorityCode: null });
    const browser = await world.app.signIn(email);
    await world.app.confirm(browser, email);
    return browser;
  };
  const rows = (): Promise<Record<string, unknown>[]> => world.db('corrections').orderBy('id').select('*');

  it('puts a detail right with what stood there, how we know and where it now comes from [P6, P66]', async () => {
    const { user, browser } = await world.person('Cora Rect');
    const form = await world.desk.get(`/occ/corrections/new?user=${user.id}`);
    expect(form.text).to.include('Telephone, as it stands now: 01632 960123');
    const { status, location } = await correct(user.id);
    expect([status, location]).to.deep.equal([303, `/occ/corrections/1`]);
    const account = (await browser.get('/account')).text;
    expect(account).to.include('01632 960777').and.to.include('Given by Oxford Computer Consultants');
    const [row] = await rows();
    expect(row).to.include({
      value_before: '01632 960123',
      value_after: '01632 960777',
      mistake_kept: false,
    });
    const page = (await world.desk.get(location)).text;
    for (const part of ['01632 960123', '01632 960777', 'when we rang', 'Says nothing any more'])
      expect(page).to.include(part);
    expect((await lettersTo(world.db, user.email)).map(({ about }) => about)).to.deep.equal(['correction']);
    const { text } = await browser.get('/account/data');
    for (const part of ['Corrections of your details', '01632 960123', 'when we rang'])
      expect(text).to.include(part);
  });

  it('of each detail is judged as when the person writes it; the same again is none', async () => {
    const { user } = await world.person('Cora Rect');
    const other = await world.person('Otto Ther');
    const refusals = [
      [{ field: 'telephone', after: 'ring me' }, 'Enter a telephone number'],
      [{ field: 'telephone', after: '01632 960123' }, 'This is what is on record already'],
      [{ field: 'name', after: '' }, 'Enter your name'],
      [{ field: 'email', after: other.user.email.toUpperCase() }, 'Another account has this address'],
      [{ field: 'authority', after: 'XX' }, 'No authority has this code'],
      [{ mistake: 'yes' }, 'Say what was done because of the mistake'],
      [{ evidence: '' }, 'Enter: how we know'],
      [{ field: 'role', after: 'lead' }, 'Choose: which detail'],
    ] as const;
    for (const [fields, words] of refusals) {
      const { status, text } = await correct(user.id, fields);
      expect([status, text.includes(words)], JSON.stringify(fields)).to.deep.equal([422, true]);
    }
    expect(await rows()).to.deep.equal([]);
    const changes = [
      ['name', 'Cora Right', 'Cora Right'],
      ['postal-address', '', null],
      ['authority', '38', 'Oxfordshire'],
      ['email', 'cora@right.example', 'cora@right.example'],
    ] as const;
    for (const [field, after] of changes)
      expect((await correct(user.id, { field, after })).status, field).to.equal(303);
    expect((await rows()).map(({ value_after }) => value_after)).to.deep.equal(
      changes.map(([, , after]) => after),
    );
  });

  it('of an address or authority signs the person out, and an address that was wrong is written to as well', async () => {
    const { user, browser } = await world.person('Cora Rect');
    const { location } = await correct(user.id, { field: 'email', after: 'cora@right.example' });
    await settle(location, 'right');
    expect((await browser.get('/account')).status).to.equal(303);
    for (const address of [user.email, 'cora@right.example'])
      expect((await lettersTo(world.db, address)).at(-1)?.letter.subject, address).to.equal(
        'One of your details in SP-Bench was corrected',
      );
    const again = await world.app.signIn('cora@right.example');
    await settle((await correct(user.id, { field: 'authority', after: '38' })).location, 'right');
    expect((await again.get('/account')).status).to.equal(303);
    expect((await world.app.signIn('cora@right.example').then((one) => one.get('/'))).text).to.include(
      'Oxfordshire',
    );
  });

  it('keeps the mistake on record where it is history, and says why', async () => {
    const { user } = await world.person('Cora Rect');
    const { location } = await correct(user.id, { mistake: 'yes', mistakeNote: 'Two letters went astray' });
    expect((await world.desk.get(location)).text).to.include('Two letters went astray');
    expect((await rows())[0]).to.include({ mistake_kept: true, mistake_note: 'Two letters went astray' });
  });

  it('lists who had the wrong detail, and each is told or not with a reason; the person sees who [P72]', async () => {
    const { user, browser } = await world.person('Cora Rect');
    await world.allow(user.id, 'sharing', ['telephone']);
    for (const authorityCode of ['38', '38', '00DA'])
      await (await world.app.signInAs({ authorityCode })).get(`/directory/${user.id}`);
    const disclosure = {
      ...{ user_id: user.id, decision: 'disclosed', purpose: 'p', ground: 'court-order', agreement: null },
      ...{ consent: 'not-sought', consent_reasons: 'r', decided_at: new Date(), recorded_at: new Date() },
      recorded_by: world.officer.id,
    };
    const told = { telling: 'told', told_on: '2026-01-01' };
    const hidden = { telling: 'not-told', telling_reasons: 'r', review_on: '2030-01-01' };
    await world.db('disclosures').insert([
      {
        ...disclosure,
        ...told,
        reference: 'D-22222222',
        recipient: 'The county court',
        data_kinds: ['contact-details'],
      },
      {
        ...disclosure,
        ...hidden,
        reference: 'D-33333333',
        recipient: 'A secret squad',
        data_kinds: ['contact-details'],
      },
      {
        ...disclosure,
        ...told,
        reference: 'D-44444444',
        recipient: 'Who had the name',
        data_kinds: ['name'],
      },
    ]);
    const { location } = await correct(user.id);
    const page = (await world.desk.get(location)).text;
    for (const who of ['Officers of Oxfordshire', 'Officers of Leeds', 'The county court', 'A secret squad'])
      expect(page.split(who), who).to.have.length(2);
    expect(page).not.to.include('Who had the name');
    expect((await world.desk.get('/occ/corrections')).text).to.include('4 recipients');

    const ids = await world.db('correction_recipients').orderBy('id').pluck<number[]>('id');
    const settle = (id: number, fields: Record<string, string>) =>
      world.send(`${location}/recipients/${id}`, { settledOn: '2026-01-06', reason: '', ...fields });
    const without = await settle(ids[0]!, { outcome: 'impossible' });
    expect([without.status, without.text.includes('Say why they were not told')]).to.deep.equal([422, true]);
    expect((await settle(ids[0]!, { outcome: 'told' })).status).to.equal(303);
    expect((await settle(ids[1]!, { outcome: 'disproportionate', reason: 'Left long ago' })).status).to.equal(
      303,
    );
    expect((await settle(ids[0]!, { outcome: 'told' })).status, 'twice').to.equal(409);
    await world.send(`${location}/recipients/new`, { recipient: 'The printers' });

    const own = (await browser.get('/account/requests')).text;
    expect(own)
      .to.match(/Officers of \w+: told, 6 January 2026/)
      .and.to.include('Left long ago');
    expect(own).to.include('The printers: not told yet').and.not.to.include('A secret squad');
    await world.app.confirm(browser, user.email);
    const json = (await browser.get('/account/data.json')).text;
    expect(json).to.include('The county court').and.not.to.include('A secret squad');
  });

  it('is reached from a request, and belongs to it', async () => {
    const { user } = await world.person('Cora Rect');
    const { location: place } = await world.send('/occ/requests/new', {
      ...{ channel: 'post', receivedOn: '2026-01-05', right: 'correct', message: 'Wrong number' },
      ...{ forWhom: 'myself', name: 'Cora Rect', email: user.email },
    });
    const reference = place.split('/').at(-1)!;
    const before = await world.desk.get(`/occ/corrections/new?case=${reference}`);
    expect(before.status, 'before it is said whose data it is').to.equal(404);
    await world.send(`${place}/person`, { subject: String(user.id) });
    const { location } = await correct(user.id, {}, `case=${reference}`);
    expect((await world.desk.get(location)).text).to.include(`/occ/requests/${reference}`);
    expect((await world.desk.get(place)).text).to.include('Correct a detail');
  });

  it('leaves neither value in the audit trail, and nothing behind when it fails', async () => {
    const { user } = await world.person('Cora Rect');
    await correct(user.id);
    const events = await world.db('audit_events').select('details');
    expect(JSON.stringify(events))
      .to.include('correction')
      .and.not.to.match(/01632|960777|Rect/);
    const other = await world.person('Otto Ther');
    await correct(user.id, { field: 'email', after: other.user.email });
    expect(await rows()).to.have.length(1);
  });

  it('is nobody’s own to make, and not there for others [P127]', async () => {
    const own = await correct(world.officer.id);
    expect([own.status, own.text.includes('This case concerns you')]).to.deep.equal([403, true]);
    const { user, browser } = await world.person('Cora Rect');
    const { location } = await correct(user.id);
    const support = await world.app.signInAs({ role: 'support' });
    for (const other of [support, browser])
      for (const page of [location, '/occ/corrections', `/occ/corrections/new?user=${user.id}`])
        expect((await other.get(page)).status, page).to.equal(404);
    for (const page of ['/occ/corrections/999999', '/occ/corrections/new?user=0', `${location}/recipients/9`])
      expect((await world.desk.get(page)).status, page).to.equal(404);
  });
});

describe('a statement of disagreement', () => {
  let world: RightsWorld;
  beforeEach(async () => {
    world = await startRights();
  });
  afterEach(() => world.app.close());
  const words = 'My extension is 12 and not 21';

  it('by the person stands beside the detail wherever it is shown [P67]', async () => {
    const { user, browser } = await world.person('Dora Grees');
    await world.allow(user.id, 'sharing', ['telephone']);
    const { status, location } = await world.send(
      '/account/disagreement',
      { field: 'telephone', statement: words },
      browser,
    );
    expect([status, location]).to.deep.equal([303, '/account/requests']);
    await world.app.confirm(browser, user.email);
    for (const page of [
      '/account',
      '/account/data',
      '/account/data.json',
      '/account/data.csv',
      '/account/requests',
    ])
      expect((await browser.get(page)).text, page).to.include(words);
    const reader = await world.app.signInAs({ authorityCode: '38' });
    expect((await reader.get(`/directory/${user.id}`)).text).to.include(words);
    expect(await world.personPage(user.id)).to.include(words);
    const [event] = await world.events('disagreement.stated');
    expect(event?.details).to.deep.equal({ statement: 1, field: 'telephone' });
  });

  it('about a detail that is not shared is not in the directory either [P32, P67]', async () => {
    const { user, browser } = await world.person('Dora Grees');
    await world.allow(user.id, 'sharing', ['telephone']);
    await world.send('/account/disagreement', { field: 'postal-address', statement: words }, browser);
    const reader = await world.app.signInAs({ authorityCode: '38' });
    const entry = (await reader.get(`/directory/${user.id}`)).text;
    expect(entry).to.include('01632 960123').and.not.to.include(words);
    expect((await browser.get('/account')).text).to.include(words);
  });

  it('can be typed in by us, and taken back by the person alone [P67]', async () => {
    const { user, browser } = await world.person('Dora Grees');
    const { status, location } = await world.send(`/occ/disagreements/new?user=${user.id}`, {
      ...{ field: 'authority', statement: words },
    });
    expect([status, location]).to.deep.equal([303, `/occ/users/${user.id}`]);
    expect((await browser.get('/account')).text).to.include(words);
    const stranger = await world.person('Otto Ther');
    const withdrawal = '/account/disagreement/1/withdrawal';
    expect((await world.send(withdrawal, {}, stranger.browser)).status).to.equal(404);
    expect((await world.send(withdrawal, {}, browser)).status).to.equal(303);
    expect((await browser.get('/account')).text).not.to.include(words);
    expect((await browser.get('/account/data')).text, 'still held').to.include(words);
    expect((await world.send(withdrawal, {}, browser)).status).to.equal(404);
  });

  it('has to say something, about something, within bounds', async () => {
    const { browser } = await world.person('Dora Grees');
    for (const [fields, message] of [
      [{ field: 'telephone', statement: '' }, 'Enter: what is not right about it'],
      [{ field: 'shoe-size', statement: words }, 'Choose: which detail'],
      [{ field: 'telephone', statement: 'x'.repeat(2001) }, '2,000 characters or fewer'],
    ] as const) {
      const { status, text } = await world.send('/account/disagreement', fields, browser);
      expect([status, text.includes(message)], message).to.deep.equal([422, true]);
    }
    expect(await world.db('disagreements').select('id')).to.deep.equal([]);
  });

  it('is nobody’s own to type in, and not there for others [P127]', async () => {
    const own = await world.send(`/occ/disagreements/new?user=${world.officer.id}`, {
      ...{ field: 'name', statement: words },
    });
    expect(own.status).to.equal(403);
    const { user } = await world.person('Dora Grees');
    const support = await world.app.signInAs({ role: 'support' });
    expect((await support.get(`/occ/disagreements/new?user=${user.id}`)).status).to.equal(404);
  });
});
