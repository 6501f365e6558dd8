import { expect } from 'chai';
import { approveRemoval } from '../../../src/data-rights/removals/approve-removal.ts';
import { askForRemoval } from '../../../src/data-rights/removals/ask-for-removal.ts';
import { removalsLedger } from '../../../src/platform/removals-ledger.ts';
import { personalData } from '../../../src/wiring.ts';
import { uploadKinds } from '../../../src/wiring-jobs.ts';
import { errorsOn } from '../../accounts/colleagues/authority.ts';
import { testSecrets, type TestUser } from '../../support/app.ts';
import type { HttpClient } from '../../support/http-client.ts';
import { until } from '../../support/until.ts';
import { download, type ExportWorld, startExports, unzipped } from './export-world.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

describe('the delivery of a copy of what is held', function () {
  this.timeout(60_000);
  let world: ExportWorld;
  before(async () => {
    world = await startExports();
  });
  after(() => world.app.close());

  /** Somebody whose copy is packed and waits to be delivered. */
  async function packed(): Promise<{
    person: TestUser;
    browser: HttpClient;
    reference: string;
  }> {
    const person = await world.app.createUser({ name: 'Pat Subject' });
    const browser = await world.app.signIn(person.email);
    const reference = await world.ask(browser);
    await world.gather(reference);
    await world.giveAll(reference);
    await world.pack(reference);
    return { person, browser, reference };
  }

  async function codeFor(reference: string): Promise<{ link: string; code: string }> {
    const { text, status } = await world.on('delivery/code', reference, {});
    expect(status).to.equal(200);
    const link = /id="link">([^<]*)</.exec(text)![1]!;
    return { link, code: /id="code">([^<]*)</.exec(text)![1]! };
  }

  async function fetchWith(link: string, code: string) {
    const stranger = world.app.browser();
    const { text } = await stranger.get(link);
    const formToken = /name="formToken" value="([^"]*)"/.exec(text)?.[1] ?? '';
    const file = await download(world.app, stranger, link, { formToken, code });
    return { file, cookies: stranger.cookies.size };
  }

  it('by a link and a code needs both, sets no cookie, and is over after five downloads [P60, P65]', async () => {
    const { reference } = await packed();
    const { link, code } = await codeFor(reference);
    const kept = JSON.stringify([
      await world.db('export_codes').select('*'),
      await world.db('audit_events').select('details'),
    ]);
    expect(kept).not.to.include(link.split('/').at(-1)!).and.not.to.include(code.replace(' ', ''));
    const wrong = await fetchWith(link, 'AAAA AAAA');
    expect([wrong.file.status, errorsOn(wrong.file.bytes.toString())[0]]).to.deep.equal([
      422,
      'This is not the code that we gave you. Look at it again, or ask us for another',
    ]);
    const right = await fetchWith(link, code.toLowerCase());
    expect([right.file.status, right.cookies]).to.deep.equal([200, 0]);
    expect([...(await unzipped(right.file)).keys()]).to.include('data.json');
    expect(await world.lastEvent('access-export.downloaded-by-code')).to.deep.include({
      ...{ actor_id: null, subject_id: reference },
    });
    for (let more = 0; more < 4; more += 1) expect((await fetchWith(link, code)).file.status).to.equal(200);
    expect((await world.app.browser().get(link)).status).to.equal(410);
    const stranger = world.app.browser();
    expect((await stranger.get('/packages/nonsense')).status).to.equal(410);
    expect((await stranger.post(link, { code })).status).to.equal(403);
  });

  it('a code is slowed down when it is guessed, and ends after seven days or with a new one', async () => {
    const { reference } = await packed();
    const first = await codeFor(reference);
    const { link, code } = await codeFor(reference);
    expect((await world.app.browser().get(first.link)).status).to.equal(410);
    let status = 0;
    for (let guess = 0; guess < 7 && status !== 429; guess += 1)
      ({ status } = (await fetchWith(link, `AAAAAAA${guess + 2}`)).file);
    expect(status).to.equal(429);
    expect((await fetchWith(link, code)).file.status).to.equal(429);
    world.app.clock.advance(2 * 60 * 60 * 1000);
    expect((await fetchWith(link, code)).file.status).to.equal(200);
    world.app.clock.advance(7 * DAY_MS);
    expect((await world.app.browser().get(link)).status).to.equal(410);
    await world.signInAgain();
  });

  it('by hand is recorded with its day; then the request can be answered', async () => {
    const { reference } = await packed();
    const empty = await world.on('delivery/handing', reference, { on: '01/01/2099', way: '' });
    expect(errorsOn(empty.text)).to.deep.equal(['Choose how it was handed over']);
    const ahead = await world.on('delivery/handing', reference, { on: '01/01/2099', way: 'paper' });
    expect(errorsOn(ahead.text)).to.deep.equal(['The day cannot be in the future']);
    const on = world.app.clock.now().toISOString().slice(0, 10);
    const file = await download(world.app, world.reviewer, `/occ/requests/${reference}/export/package.zip`);
    expect(file.status).to.equal(200);
    expect((await world.lastEvent('access-export.package-read'))?.subject_id).to.equal(reference);
    expect((await world.on('delivery/handing', reference, { on, way: 'paper' })).status).to.equal(303);
    expect((await world.state(reference)).state).to.equal('released');
    expect((await world.page('', reference)).text).to.include('Handed over or posted on paper');
    const answer = { outcome: 'done', note: '', on };
    const { reviewer } = world;
    const answered = await reviewer.post(`/occ/requests/${reference}/answer`, {
      ...{ _csrf: await reviewer.csrfToken(), ...answer },
    });
    expect(answered.status).to.equal(303);
  });

  it('is taken back at once, link, code and package', async () => {
    const { person, browser, reference } = await packed();
    const { link } = await codeFor(reference);
    await world.on('delivery/account', reference, {});
    const { id } = await world.state(reference);
    expect((await world.on('withdrawal', reference, {})).status).to.equal(303);
    expect((await world.app.browser().get(link)).status).to.equal(410);
    await world.confirm(browser, person);
    expect((await browser.get(`/account/exports/${Number(id)}/package.zip`)).status).to.equal(410);
    expect(await world.db('export_files').where({ export_id: id })).to.have.length(0);
    expect((await world.state(reference)).state).to.equal('withdrawn');
    expect((await world.page('', reference)).text).to.include('Gather what is held');
    expect((await world.on('', reference, {})).status).to.equal(303);
    await until(async () => (await world.state(reference)).state === 'review');
  });

  it('of somebody who is represented goes to the representative, never into an account [P63, P86]', async () => {
    const { reference, person, browser } = await packed();
    await world.db('rights_requests').where({ reference }).update({ acts_for: 'Pat Subject' });
    const refused = await world.on('delivery/account', reference, {});
    expect(errorsOn(refused.text)[0]).to.include('the answer goes to their representative');
    await world.confirm(browser, person);
    const { id } = await world.state(reference);
    expect((await browser.get(`/account/exports/${Number(id)}/package.zip`)).status).to.equal(404);
    expect((await codeFor(reference)).link).to.match(/^\/packages\//);
  });

  it('goes with the person when they are removed, packages that wait included [P69]', async () => {
    const { person, reference } = await packed();
    await world.on('delivery/account', reference, {});
    const { link } = await codeFor(reference);
    const { id } = await world.state(reference);
    const parts = {
      ...{ db: world.db, clock: world.app.clock.now, secrets: testSecrets, declared: personalData },
      kinds: uploadKinds({ database: world.app.database }),
      ...{ ledger: removalsLedger(world.app.dataDir, testSecrets), backupDays: 35 },
    };
    const actor = { userId: null, action: 'test.removal' };
    const asked = await askForRemoval(
      parts,
      {
        ...{ scope: 'person', ground: 'leaves', caseReference: reference, confirmation: null },
        ...{ requestedBy: world.staff.reviewer.id, subject: { userId: person.id, authorityId: null } },
      },
      actor,
    );
    if (asked.kind !== 'asked') throw new Error(JSON.stringify(asked));
    const command = { id: asked.id, approvedBy: world.staff.approver.id, roles: [] };
    expect((await approveRemoval(parts, command, actor)).kind).to.equal('removed');
    expect((await world.app.browser().get(link)).status).to.equal(410);
    for (const table of ['access_exports', 'export_files', 'export_items', 'export_groups', 'export_codes'])
      expect(
        await world.db(table).where(table === 'access_exports' ? { id } : { export_id: id }),
        table,
      ).to.have.length(0);
    const chunks = await world
      .db('export_file_chunks')
      .whereNotIn('file_id', world.db('export_files').select('id'));
    expect(chunks).to.have.length(0);
    expect(await world.db('rights_requests').where({ reference })).to.have.length(1);
  });
});
