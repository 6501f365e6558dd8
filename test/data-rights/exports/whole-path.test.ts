import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { errorsOn } from '../../accounts/colleagues/authority.ts';
import { EXTRACT_NAME } from '../../support/extract-files.ts';
import type { TestUser } from '../../support/app.ts';
import type { HttpClient } from '../../support/http-client.ts';
import { until } from '../../support/until.ts';
import { extractOf, send } from '../../uploads/officer.ts';
import { aboutOthers, download, type ExportWorld, startExports, unzipped } from './export-world.ts';
import { leaksOf } from './leaks.ts';

describe('a copy of what is held, from the form to the person’s own disk', function () {
  this.timeout(60_000);
  const secret = 'Quöndle Xavierovna';
  let world: ExportWorld;
  let person: TestUser;
  let browser: HttpClient;
  let reference: string;
  before(async () => {
    world = await startExports();
    person = await world.app.createUser({ name: 'Zoe Subject', email: 'zoe.subject@ealing.example' });
    browser = await world.app.signIn(person.email);
    await world.db('users').where({ id: person.id }).update({ name: 'Zoë Subject-Newname' });
    const other = await world.app.createUser({ name: 'Olive Witness', authorityCode: '38' });
    await world
      .db('users')
      .where({ id: other.id })
      .update({ name: `Olive ${secret}` });
    await world.db('enquiries').insert([
      {
        ...{ kind: 'question', reference: 'E-AAAAAAA2', received_at: new Date(), user_id: person.id },
        ...{ name: 'Zoe Subject', email: person.email },
        message: `I sat beside Olive ${secret} and Olive Witness. KEPTWORD.`,
      },
      {
        ...{ kind: 'question', reference: 'E-AAAAAAA3', received_at: new Date(), user_id: null },
        ...{ name: 'Anon', email: 'anon@example.org', message: 'Zoe Subject was rude. FOUNDWORD.' },
      },
      {
        ...{ kind: 'question', reference: 'E-AAAAAAA4', received_at: new Date(), user_id: null },
        ...{ name: 'Anon', email: 'anon@example.org', message: 'Another Zoe Subject altogether. LEFTWORD.' },
      },
    ]);
    const sent = await send(browser, extractOf(2));
    await until(
      async () => (await world.db('uploads').where({ id: sent.id, state: 'processing' })).length === 0,
    );
    reference = await world.ask(browser);
  });
  after(() => world.app.close());

  it('is gathered by the declarations, by names that they have and had, and with the files they sent [P60, P61]', async () => {
    expect((await world.page('', reference)).text).to.include('data-state="none"');
    await world.gather(reference);
    const { text } = await world.page('', reference);
    expect(text).to.include('data-state="review"').and.to.include('Files you sent');
    expect(text).to.include('Where your name stands: enquiries');
    expect(text).to.include('may name');
    for (const words of ['KEPTWORD', 'FOUNDWORD', 'LEFTWORD', EXTRACT_NAME])
      expect(await world.recordWith(reference, words), words).to.match(/^items\/\d+$/);
    const searches = (await world.page('searches', reference)).text;
    expect(searches).to.include('every column that holds something').and.to.include('Zoe Subject');
    expect(searches).to.include('SP-Bench keeps no copies of messages here');
    const stored = JSON.stringify(await world.db('export_items').select('*'));
    expect(stored).not.to.include('KEPTWORD');
    expect((await world.lastEvent('access-export.collected'))?.subject_id).to.equal(reference);
  });

  it('is not finished while a passage may name somebody, or a record was not looked at [P82, P86]', async () => {
    const open = await world.on('finishing', reference, {});
    expect([open.status, errorsOn(open.text)[0]]).to.deep.equal([
      422,
      'Say of each passage that may name somebody else whether it does',
    ]);
  });

  it('what is about somebody else is taken out with the three steps on record, also under a former name [P82, P85, P86]', async () => {
    const record = await world.recordWith(reference, 'KEPTWORD');
    const shown = (await world.page(record, reference)).text;
    expect(shown).to.include(`Olive ${secret}`).and.to.include('Olive Witness');
    const proposal = new RegExp(`proposal=(\\d+)"[^>]*>Take it out<span[^>]*>: Olive Quöndle`).exec(
      shown,
    )?.[1];
    const form = (await world.page(`${record}/withholdings?proposal=${proposal}`, reference)).text;
    expect(form).to.include(`>Olive ${secret}</textarea>`);
    const fields = { ...aboutOthers, column: 'message', passage: `Olive ${secret}` };
    const none = await world.on(`${record}/withholdings`, reference, {
      ...{ ...fields, canAnswerWithout: '', reasoning: '', reason: '' },
    });
    expect(none.status).to.equal(422);
    for (const field of ['canAnswerWithout', 'reason']) expect(none.text).to.include(`href="#${field}"`);
    const agreed = await world.on(`${record}/withholdings`, reference, { ...fields, consented: 'yes' });
    expect(errorsOn(agreed.text)).to.deep.equal(['If they agree, it is given']);
    const whole = await world.on(`${record}/withholdings`, reference, { ...fields, passage: '' });
    expect(errorsOn(whole.text)[0]).to.include('take out the passage alone');
    const absent = await world.on(`${record}/withholdings`, reference, { ...fields, passage: 'Nobody Here' });
    expect(errorsOn(absent.text)).to.deep.equal(['These words do not stand in this field']);
    for (const passage of [`Olive ${secret}`, 'Olive Witness'])
      expect((await world.on(`${record}/withholdings`, reference, { ...fields, passage })).status).to.equal(
        303,
      );
    const kept = (await world.page(record, reference)).text;
    expect(kept).to.include('She writes of her own illness.').and.to.include('Taken out');
    const rows = await world.db('export_withholdings').select('*');
    expect(rows).to.have.length(2);
    expect(JSON.stringify(rows)).not.to.include('illness').and.not.to.include('Olive');
    const event = await world.lastEvent('access-export.withheld');
    expect(event?.details).to.include({ ground: 'somebody-else' });
    expect(JSON.stringify(event)).not.to.include('Olive');
  });

  it('what is held is given or withheld on a ground; only what was found by a name is left out', async () => {
    const own = await world.recordWith(reference, 'KEPTWORD');
    const refused = await world.on(`${own}/verdict`, reference, { verdict: 'leave-out', note: 'x' });
    expect(refused.status).to.equal(404);
    const found = await world.recordWith(reference, 'LEFTWORD');
    const bare = await world.on(`${found}/verdict`, reference, { verdict: 'leave-out', note: '' });
    expect(errorsOn(bare.text)).to.deep.equal(['Say why it is not about them']);
    const note = 'Another person of that name';
    expect((await world.on(`${found}/verdict`, reference, { verdict: 'leave-out', note })).status).to.equal(
      303,
    );
    expect((await world.page(found, reference)).text).to.include(note);
    await world.giveAll(reference);
  });

  it('places searched by hand, paper files and copies of them go along [P61]', async () => {
    const client = world.reviewer;
    await client.submit('/occ/registers/paper/new', {
      ...{ what: 'Enquiries of 2019', people: 'Officers', order: 'By date', place: 'Room 4' },
      ...{ keeper: 'The office', kept: 'Six years', reviewOn: '2099-01-01' },
    });
    expect((await world.page('searches', reference)).text).to.include('Not in the log yet.');
    const search = { place: 'Paper: Enquiries of 2019', terms: 'Zoe Subject', on: '30/11/2025' };
    const empty = await world.on('searches', reference, search);
    expect(errorsOn(empty.text)).to.deep.equal(['Say what was found, or why it was not searched']);
    expect((await world.on('searches', reference, { ...search, result: 'One letter' })).status).to.equal(303);
    expect((await world.page('searches', reference)).text).not.to.include('Not in the log yet.');
    const address = `/occ/requests/${reference}/export/attachments`;
    const scan = Buffer.from('\x89PNG PAPERWORD', 'latin1');
    const picture = { field: 'file', name: 'letter.png', bytes: new Uint8Array(scan) };
    const about = { about: 'Copy of a letter of 2019' };
    const program = { ...picture, name: 'letter.exe' };
    expect((await client.postMultipart(address, program, { fields: about })).text).to.include(
      'Choose a PDF, PNG or JPEG file',
    );
    const lying = { ...picture, bytes: new Uint8Array(Buffer.from('MZ')) };
    expect((await client.postMultipart(address, lying, { fields: about })).status).to.equal(422);
    expect((await client.postMultipart(address, picture, { fields: about })).status).to.equal(303);
    const chunks = await world.db('export_file_chunks').pluck<Buffer[]>('bytes');
    expect(Buffer.concat(chunks).includes('PAPERWORD')).to.equal(false);
    const item = await world.recordWith(reference, 'letter.png');
    const read = await download(world.app, client, `/occ/requests/${reference}/export/${item}/file`);
    expect(read.bytes).to.deep.equal(scan);
    expect((await world.lastEvent('access-export.file-read'))?.subject_id).to.equal(reference);
  });

  it('the letter has what the law adds, can be changed, and the preview shows what they will get [P58, P60]', async () => {
    const page = (await world.page('letter', reference)).text;
    for (const words of ['Used for', 'Information Commissioner', 'data protection officer'])
      expect(page).to.include(words);
    const letter = 'Dear Zoë\n\nThis is LETTERWORD.';
    expect((await world.on('letter', reference, { letter })).status).to.equal(303);
    const preview = await world.page('preview', reference);
    expect(preview.text)
      .to.include('LETTERWORD')
      .and.to.include('KEPTWORD')
      .and.to.include('[withheld: about');
    expect(preview.text).not.to.include(secret);
    expect(preview.headers.get('content-security-policy')).to.match(
      /^default-src 'none'; style-src 'sha256-/,
    );
    expect((await world.lastEvent('access-export.preview-read'))?.subject_id).to.equal(reference);
  });

  it('is approved by somebody else than finished it, who has just said who they are [P86]', async () => {
    expect((await world.on('finishing', reference, {})).status).to.equal(303);
    const late = await world.on('letter', reference, { letter: 'Changed after all' });
    expect(late.text).to.include('nothing changes any more');
    const own = await world.on('approval', reference, { read: 'yes' });
    expect(errorsOn(own.text)).to.deep.equal(['You have finished the review: somebody else approves it']);
    const fresh = await world.app.signIn(world.staff.approver.email);
    const asked = await world.page('approval', reference, fresh);
    expect([asked.status, asked.location.split('?')[0]]).to.deep.equal([303, '/account/confirm-it-is-you']);
    const unread = await world.on('approval', reference, {}, world.approver);
    expect(errorsOn(unread.text)).to.deep.equal(['Tick that you have looked at all of it']);
    expect((await world.state(reference)).state).to.equal('review');
    const done = await world.on('approval', reference, { read: 'yes' }, world.approver);
    expect(done.status).to.equal(303);
    expect((await world.lastEvent('access-export.approved'))?.details).to.include({ withheld: 2 });
    await until(async () => (await world.state(reference)).package_sha256 !== null);
    expect((await world.lastEvent('access-export.original-read'))?.subject_type).to.equal('upload');
    const answer = { outcome: 'done', note: '', on: '30/11/2025' };
    expect((await browser.get(`/account/requests`)).text).not.to.include('Download your data');
    const { reviewer } = world;
    const early = await reviewer.post(`/occ/requests/${reference}/answer`, {
      ...{ _csrf: await reviewer.csrfToken(), ...answer, on: dayTyped() },
    });
    expect(errorsOn(early.text)[0]).to.include('Deliver the copy of their data first');
  });

  const dayTyped = (): string =>
    world.app.clock.now().toISOString().slice(0, 10).split('-').reverse().join('/');

  it('is there for the person alone, after a sign-in and a step-up, each download on record; mail carries nothing [P60, P65]', async () => {
    expect((await world.on('delivery/account', reference, {})).status).to.equal(303);
    const { id } = await world.state(reference);
    const address = `/account/exports/${Number(id)}/package.zip`;
    expect((await browser.get('/account/requests')).text).to.include(`href="${address}"`);
    const mail = await world.db('outbox').orderBy('id', 'desc').first<{ about: string }>('about');
    expect(mail.about).to.equal('export-ready');
    expect((await browser.get(address)).location).to.match(/^\/account\/confirm-it-is-you/);
    await world.confirm(browser, person);
    const colleague = await world.app.createUser();
    const other = await world.app.signIn(colleague.email);
    await world.confirm(other, colleague);
    expect((await other.get(address)).status).to.equal(404);
    expect((await world.approver.get(address)).status).to.equal(404);
    expect((await world.app.browser().get(address)).location).to.match(/^\/sign-in/);
    const file = await download(world.app, browser, address);
    expect([file.status, file.headers.get('content-type')]).to.deep.equal([200, 'application/zip']);
    expect(file.headers.get('cache-control')).to.equal('no-store');
    const { package_sha256 } = await world.state(reference);
    expect(createHash('sha256').update(file.bytes).digest()).to.deep.equal(package_sha256);
    const entries = await unzipped(file);
    const json = entries.get('data.json')!.toString();
    expect(json)
      .to.include('KEPTWORD')
      .and.to.include('FOUNDWORD')
      .and.to.include('zoe.subject@ealing.example');
    expect(entries.get('letter.txt')!.toString()).to.include('LETTERWORD');
    expect(entries.get('searches.csv')!.toString()).to.include('One letter');
    expect([...entries.keys()].filter((name) => name.startsWith('files/'))).to.have.length(2);
    expect(
      leaksOf(entries, [secret, 'Olive Witness', 'LEFTWORD', 'She writes of her own illness']),
    ).to.deep.equal([]);
    expect(leaksOf(entries, ['KEPTWORD'])).to.include.members([
      'data.json',
      'report.pdf',
      'read-me-first.html',
    ]);
    expect(await world.lastEvent('access-export.downloaded')).to.deep.include({
      ...{ actor_id: person.id, subject_id: reference },
    });
    expect(await world.db('export_downloads').select('way', 'user_id')).to.deep.equal([
      { way: 'account', user_id: person.id },
    ]);
  });

  it('the request is then answered in part, since something is withheld [P86]', async () => {
    const { reviewer } = world;
    const answer = async (outcome: string) =>
      reviewer.post(`/occ/requests/${reference}/answer`, {
        ...{ _csrf: await reviewer.csrfToken(), outcome, note: '', on: dayTyped() },
      });
    expect(errorsOn((await answer('done')).text)[0]).to.include('it is done in part');
    expect((await answer('partly')).status).to.equal(303);
  });

  it('after 30 days it is gone, with a page that says so, and what was withheld stays with the case', async () => {
    const { id } = await world.state(reference);
    const address = `/account/exports/${Number(id)}/package.zip`;
    world.app.clock.advance(31 * 24 * 60 * 60 * 1000);
    browser = await world.app.signIn(person.email);
    await world.confirm(browser, person);
    const over = await browser.get(address);
    expect(over.status).to.equal(410);
    expect(over.text).to.include('This is no longer there');
    const { expireExports } = await import('../../../src/data-rights/exports/expire-exports.ts');
    expect(await expireExports({ db: world.db, clock: world.app.clock.now })).to.equal(1);
    expect(await expireExports({ db: world.db, clock: world.app.clock.now })).to.equal(0);
    expect((await world.state(reference)).state).to.equal('expired');
    expect((await browser.get(address)).status).to.equal(410);
    expect((await browser.get('/account/requests')).text).to.include('its time was over on');
    const files = await world.db('export_files').select('id');
    expect(files, 'neither the package nor the copy of paper, of which nothing was withheld').to.deep.equal(
      [],
    );
    expect(await world.db('export_withholdings').select('ground')).to.have.length(2);
  });
});
