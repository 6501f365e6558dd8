import { expect } from 'chai';
import { errorsOn } from '../../accounts/colleagues/authority.ts';
import type { TestUser } from '../../support/app.ts';
import { until } from '../../support/until.ts';
import { download, type ExportWorld, startExports, unzipped } from './export-world.ts';
import { leaksOf } from './leaks.ts';

describe('the review of a copy of what is held', function () {
  this.timeout(60_000);
  let world: ExportWorld;
  before(async () => {
    world = await startExports();
  });
  after(() => world.app.close());

  async function asked(changes: Record<string, string> = {}, name = 'Quentin Person') {
    const person = await world.app.createUser({ name });
    const browser = await world.app.signIn(person.email);
    return { person, browser, reference: await world.ask(browser, changes) };
  }

  const enquiry = (person: TestUser, reference: string, message: string) =>
    world.db('enquiries').insert({
      ...{ kind: 'question', reference, received_at: new Date(), user_id: person.id, name: 'Q', message },
      email: person.email,
    });

  it('does not begin before it is known whose data it is and who asks, or for another right [P65]', async () => {
    const stranger = world.app.browser();
    const reference = await world.ask(stranger);
    const page = await world.page('', reference);
    expect(page.text)
      .to.include('Say first whose data it is')
      .and.not.to.include('Gather what is held</button>');
    const forced = await world.on('', reference, {});
    expect(errorsOn(forced.text)).to.deep.equal(['Say first whose data it is']);
    const { person } = await asked();
    const { reviewer } = world;
    await reviewer.post(`/occ/requests/${reference}/person`, {
      ...{ _csrf: await reviewer.csrfToken(), subject: String(person.id) },
    });
    expect(errorsOn((await world.on('', reference, {})).text)).to.deep.equal(['Check first who they are']);
    const other = await asked({ right: 'correct' });
    expect((await world.on('', other.reference, {})).status).to.equal(422);
    expect(await world.db('access_exports').select('id')).to.have.length(0);
  });

  it('is for those who manage requests alone, and never for whom it is about, nor is anything found by a number [P127]', async () => {
    const { reference } = await asked();
    await world.gather(reference);
    const base = `/occ/requests/${reference}/export`;
    const support = await world.app.signInAs({ role: 'support', authorityCode: null });
    const officer = await world.app.signInAs();
    const lead = await world.app.signInAs({ role: 'lead' });
    const addresses = [
      '',
      '/groups/1',
      '/items/1',
      '/items/1/file',
      '/preview',
      '/searches',
      '/letter',
      '/approval',
    ];
    for (const browser of [support, officer, lead, world.app.browser()])
      for (const address of [...addresses, '/package.zip', '/delivery'])
        expect((await browser.get(`${base}${address}`)).status, address).to.equal(404);
    for (const address of ['/groups/999', '/items/999', '/items/x', '/items/1/file'])
      expect((await world.reviewer.get(`${base}${address}`)).status, address).to.equal(404);
    const own = await world.app.createUser({ role: 'compliance', name: 'Own Case' });
    await world.db('rights_requests').where({ reference }).update({ subject_id: own.id });
    const subject = await world.app.signIn(own.email);
    await world.confirm(subject, own);
    for (const address of ['', '/groups/1', '/preview', '/delivery'])
      expect((await subject.get(`${base}${address}`)).status, address).to.equal(403);
    const token = await subject.csrfToken();
    for (const part of ['finishing', 'approval', 'delivery/account', 'withdrawal'])
      expect((await subject.post(`${base}/${part}`, { _csrf: token, read: 'yes' })).status, part).to.equal(
        403,
      );
  });

  it('withholds a field or a record on a ground, in silence where the law allows it, and gives it after all [P83, P84, P86]', async () => {
    const { person, browser, reference } = await asked();
    await enquiry(person, 'E-BBBBBBB2', 'FIELDSECRET');
    await enquiry(person, 'E-BBBBBBB3', 'RECORDSECRET');
    await enquiry(person, 'E-BBBBBBB4', 'AFTERALL');
    await world.gather(reference);
    const [field, record, after] = [
      await world.recordWith(reference, 'FIELDSECRET'),
      await world.recordWith(reference, 'RECORDSECRET'),
      await world.recordWith(reference, 'AFTERALL'),
    ];
    const privileged = { ground: 'legal-privilege', reason: 'Advice of our lawyers.' };
    await world.on(`${field}/withholdings`, reference, { ...privileged, column: 'message', passage: '' });
    await world.on(`${record}/withholdings`, reference, { ground: 'crime', column: '', passage: '' });
    await world.on(`${after}/withholdings`, reference, { ...privileged, column: '', passage: '' });
    const shown = (await world.page(after, reference)).text;
    const withholding = /name="withholding" value="(\d+)"/.exec(shown)![1]!;
    expect((await world.on(`${after}/withholdings/removal`, reference, { withholding })).status).to.equal(
      303,
    );
    expect((await world.on(`${after}/withholdings/removal`, reference, { withholding })).status).to.equal(
      404,
    );
    expect((await world.page(record, reference)).text).to.include('The person is told nothing of it.');
    await world.giveAll(reference);
    await world.pack(reference);
    await world.on('delivery/account', reference, {});
    await world.confirm(browser, person);
    const { id } = await world.state(reference);
    const entries = await unzipped(
      await download(world.app, browser, `/account/exports/${Number(id)}/package.zip`),
    );
    expect(leaksOf(entries, ['FIELDSECRET', 'RECORDSECRET'])).to.deep.equal([]);
    expect(leaksOf(entries, ['AFTERALL'])).to.include('data.json');
    const withheld = entries.get('withheld.csv')!.toString();
    expect(withheld).to.include('Advice of our lawyers.').and.not.to.include('crime');
  });

  it('giving a table leaves what may name somebody to be decided one by one, or wherever the words stand', async () => {
    await world.app.createUser({ name: 'Yolanda Zzyzx' });
    const { person, reference } = await asked();
    await enquiry(person, 'E-CCCCCCC2', 'Ask Yolanda Zzyzx FIRSTONE');
    await enquiry(person, 'E-CCCCCCC3', 'And Yolanda Zzyzx SECONDONE');
    await world.gather(reference);
    const record = await world.recordWith(reference, 'FIRSTONE');
    const groups = (await world.page('', reference)).text.matchAll(/\/export\/(groups\/\d+)"/g);
    for (const [, group] of groups) await world.on(group!, reference, {});
    const { id } = await world.state(reference);
    const open = async (): Promise<number[]> =>
      world.db('export_proposals').where({ export_id: id, state: 'open' }).pluck<number[]>('item_number');
    const left = await world
      .db('export_items')
      .where({ export_id: id })
      .whereNull('verdict')
      .orderBy('number')
      .pluck<number[]>('number');
    expect(left).to.deep.equal([...new Set(await open())].sort((a, b) => a - b));
    const both = [record, await world.recordWith(reference, 'SECONDONE')].map((one) =>
      Number(one.split('/')[1]),
    );
    expect(left).to.include.members(both);
    const shown = (await world.page(record, reference)).text;
    const proposal = /name="proposal" value="(\d+)"/.exec(shown)![1]!;
    await world.on(`${record}/proposals`, reference, { proposal, everywhere: 'yes' });
    expect(await open()).not.to.include.members(both);
    expect((await world.on(`${record}/proposals`, reference, { proposal })).status).to.equal(404);
    await world.giveAll(reference);
    expect((await world.on('finishing', reference, {})).status).to.equal(303);
    expect((await world.on('return', reference, {}, world.approver)).status).to.equal(303);
    expect((await world.lastEvent('access-export.sent-back'))?.actor_id).to.equal(world.staff.approver.id);
    expect((await world.page('', reference)).text).to.include('data-state="review"');
  });

  it('is gathered anew from the beginning, and keeps a search that SP-Bench made on record', async () => {
    const { reference } = await asked();
    await world.gather(reference);
    const own = { place: 'Mailbox', terms: 'x', result: 'Nothing', on: '30/11/2025' };
    await world.on('searches', reference, own);
    const listed = (await world.page('searches', reference)).text;
    const search = /name="search" value="(\d+)"/.exec(listed)![1]!;
    const { id } = await world.state(reference);
    const [first] = await world
      .db('export_searches')
      .where({ export_id: id })
      .whereNull('recorded_by')
      .pluck<number[]>('id');
    expect((await world.on('searches/removal', reference, { search: String(first) })).status).to.equal(404);
    expect((await world.on('searches/removal', reference, { search })).status).to.equal(303);
    await world.on('groups/1', reference, {});
    expect((await world.on('', reference, {})).status).to.equal(303);
    await until(async () => (await world.state(reference)).state === 'review');
    expect((await world.state(reference)).id).to.equal(id);
    const looked = await world.db('export_items').where({ export_id: id }).whereNotNull('verdict');
    expect(looked).to.have.length(0);
  });

  it('finds nothing that is not safe to tell, nor what lets somebody in', async () => {
    const { person, reference } = await asked({}, 'Hildegard Hiddenname');
    await world.db('disclosures').insert({
      ...{ reference: 'D-DDDDDDD2', about_whom: 'Hildegard Hiddenname', decision: 'disclosed' },
      ...{ data_kinds: ['account'], recipient: 'Police', purpose: 'NOTSAFE', ground: 'crime' },
      ...{ consent: 'not-sought', consent_reasons: 'x', telling: 'not-told', telling_reasons: 'x' },
      ...{ review_on: '2099-01-01', decided_at: new Date(), recorded_at: new Date() },
      ...{ recorded_by: world.staff.reviewer.id, user_id: null },
    });
    await world.gather(reference);
    expect(await world.recordWith(reference, 'Hildegard Hiddenname')).to.match(/^items/);
    const { id } = await world.state(reference);
    const tables = await world.db('export_groups').where({ export_id: id }).pluck<string[]>('in_table');
    expect(tables).to.include('users').and.not.to.include('disclosures');
    const hash = (
      await world.db('users').where({ id: person.id }).first<{ password_hash: string }>('password_hash')
    ).password_hash;
    const account = (await world.page('groups/1', reference)).text;
    expect(account).to.include('(held, not shown)').and.not.to.include(hash);
  });

  it('that cannot be packed says so and is tried once more', async () => {
    const { reference } = await asked();
    await world.gather(reference);
    await world.giveAll(reference);
    await world.on('finishing', reference, {});
    const { id } = await world.state(reference);
    await world.db('access_exports').where({ id }).update({
      state: 'approved',
      approved_by: world.staff.approver.id,
      approved_at: new Date(),
      failed_at: new Date(),
    });
    const failed = (await world.page('', reference)).text;
    expect(failed).to.include('data-state="approved"').and.to.include('Pack it once more');
    expect((await world.on('packing', reference, {})).status).to.equal(303);
    await until(async () => (await world.state(reference)).package_sha256 !== null);
    expect((await world.on('packing', reference, {})).status).to.equal(422);
  });
});
