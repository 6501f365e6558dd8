import { expect } from 'chai';
import { isSigned } from '../../../src/data-rights/removals/certificate.ts';
import type { TestUser } from '../../support/app.ts';
import type { HttpClient } from '../../support/http-client.ts';
import { errorsOn } from '../../accounts/colleagues/authority.ts';
import { plantPerson, type RemovalWorld, startRemovals } from './removal-world.ts';

describe('the pages of removals', () => {
  let world: RemovalWorld;
  let asker: HttpClient;
  let approver: HttpClient;
  before(async () => {
    world = await startRemovals();
    asker = await signedIn(world.requester);
    approver = await signedIn(world.approver);
  });
  after(() => world.app.close());

  /** Signed in, and has just said once more who they are. */
  async function signedIn(user: TestUser): Promise<HttpClient> {
    const browser = await world.app.signIn(user.email);
    await confirmed(browser, user);
    return browser;
  }
  async function confirmed(browser: HttpClient, { email, password }: TestUser): Promise<void> {
    const code = await world.app.codeFor(email);
    const answer = await browser.submit('/account/confirm-it-is-you', { password, code });
    if (answer.status !== 303) throw new Error(`Confirming was answered with ${answer.status}.`);
  }
  const form = (id: number): string => `/occ/removals/new?user=${id}`;
  const ask = async (id: number, fields: Record<string, string> = {}): Promise<string> => {
    const answer = await asker.submit(
      form(id),
      { scope: 'person', ground: 'leaves', ...fields },
      { action: form(id) },
    );
    if (answer.status !== 303) throw new Error(errorsOn(answer.text).join('; '));
    return answer.location;
  };
  const events = (action: string) =>
    world
      .db('audit_events')
      .where({ action })
      .orderBy('id')
      .select('actor_id', 'subject_type', 'subject_id', 'details');
  const last = async (action: string) => (await events(action)).at(-1) as Record<string, unknown> | undefined;

  it('asked for by one, approved by another, searched after, and certified: and the trail names nobody [P69, P133]', async () => {
    const marker = 'QX77markerH1';
    const person = await plantPerson(world, marker);
    const page = await ask(person.id);
    const id = Number(page.split('/').at(-1));
    expect(await last('removal.asked')).to.deep.include({
      ...{ actor_id: world.requester.id, subject_type: 'removal', subject_id: String(id) },
    });
    const asked = (await asker.get(page)).text;
    expect(asked)
      .to.include('You asked for it, so somebody else approves it.')
      .and.to.include('Contact details');
    expect(asked).not.to.include(marker);
    expect((await asker.get(`${page}/approval`)).status).to.equal(409);

    const unread = await approver.submit(`${page}/approval`, {}, { action: `${page}/approval` });
    expect([unread.status, errorsOn(unread.text)]).to.deep.equal([422, ['Tick that you have read the plan']]);
    const done = await approver.submit(`${page}/approval`, { read: 'yes' }, { action: `${page}/approval` });
    expect([done.status, done.location]).to.deep.equal([303, `${page}?done=removed`]);
    expect((await last('removal.carried-out'))?.details).to.include({ scope: 'person', people: 1 });
    expect(
      await world.db('graphile_worker.jobs').where({ task_identifier: 'finish-removal' }),
    ).to.have.length(1);
    expect((await approver.get(page)).text).to.include('SP-Bench searches everything');
    expect((await approver.get(`${page}/certificate`)).status).to.equal(404);
    await world.finish(id);
    expect((await approver.get(page)).text).to.include('data-state="certified"');
    const certificate = await approver.get(`${page}/certificate`);
    expect(certificate.text).to.include('Compliance officer and Administrator').and.not.to.include(marker);
    const file = JSON.parse((await approver.get(`${page}/certificate.json`)).text) as Record<string, string>;
    expect(isSigned(file.publicKey!, file.certificate!, Buffer.from(file.signature!, 'base64'))).to.equal(
      true,
    );
    expect((await asker.get('/occ/removals')).text).to.include('Removed and certified');
    const trail = JSON.stringify(await world.db('audit_events').select('*'));
    expect(trail).not.to.include(marker);
    expect((await asker.get(form(person.id))).status).to.equal(404);
  });

  it('both ask once more who one is, and then go on', async () => {
    const person = await world.app.createUser();
    const other = await world.app.createUser({ role: 'compliance', authorityCode: null });
    const fresh = await world.app.signIn(other.email);
    const address = form(person.id);
    expect((await fresh.get(address)).location).to.equal(
      `/account/confirm-it-is-you?returnTo=${encodeURIComponent(address)}`,
    );
    const page = await ask(person.id);
    expect((await fresh.get(`${page}/approval`)).location).to.match(/^\/account\/confirm-it-is-you/);
    const posted = await fresh.post(`${page}/approval`, { _csrf: await fresh.csrfToken(), read: 'yes' });
    expect(posted.location).to.match(/^\/account\/confirm-it-is-you/);
    expect(await world.db('users').where({ id: person.id }).first('removed_at')).to.deep.equal({
      removed_at: null,
    });
  });

  it('nothing is removed once what is held has changed; after the plan is made again, the other approves it', async () => {
    const person = await plantPerson(world, 'QX77markerH3');
    const page = await ask(person.id);
    await world
      .db('interests')
      .insert({ user_id: person.id, topic: 'more', chosen_at: world.app.clock.now() });
    const refused = await approver.submit(
      `${page}/approval`,
      { read: 'yes' },
      { action: `${page}/approval` },
    );
    expect(refused.location).to.equal(`${page}?done=plan-changed`);
    expect(await world.db('interests').where({ user_id: person.id })).to.have.length(2);
    const again = await approver.submit(page, {}, { action: `${page}/plan` });
    expect(again.location).to.equal(`${page}?done=planned`);
    expect((await last('removal.planned-again'))?.actor_id).to.equal(world.approver.id);
    expect((await approver.get(`${page}/approval`)).status).to.equal(409);
    await asker.submit(`${page}/approval`, { read: 'yes' }, { action: `${page}/approval` });
    expect(await world.db('interests').where({ user_id: person.id })).to.have.length(0);
  });

  it('a plan that somebody has made again meanwhile is not the one that was read', async () => {
    const person = await world.app.createUser();
    const page = await ask(person.id);
    const fields = { _csrf: await approver.csrfToken(), read: 'yes', planHash: 'f'.repeat(64) };
    expect((await approver.post(`${page}/approval`, fields)).status).to.equal(409);
    expect(await world.db('users').where({ id: person.id }).first('removed_at')).to.deep.equal({
      removed_at: null,
    });
  });

  it('is not open to whoever it is about, nor for the last lead officer, the last administrator, or over an open complaint [P71]', async () => {
    const refusedFor = async (id: number, by = asker): Promise<string[]> => {
      const answer = await by.submit(form(id), { scope: 'person', ground: 'leaves' }, { action: form(id) });
      expect(answer.status).to.equal(422);
      return errorsOn(answer.text);
    };
    expect(await refusedFor(world.requester.id)).to.deep.equal([
      'Nobody acts on their own case: ask a colleague to deal with this.',
    ]);
    const lead = await world.app.createUser({ role: 'lead', authorityCode: '00DA' });
    expect((await refusedFor(lead.id))[0]).to.match(/only lead officer/);
    expect((await refusedFor(world.approver.id))[0]).to.match(/last administrator/);
    const person = await world.app.createUser();
    await world.db('complaints').insert({
      ...{ reference: 'C-OPEN0001', received_at: world.app.clock.now(), user_id: person.id, name: 'x' },
      ...{ email: 'x@example.org', message: 'x' },
    });
    expect((await refusedFor(person.id))[0]).to.match(/complaint or another request/);
    await world.db('complaints').where({ user_id: person.id }).update({ closed_at: world.app.clock.now() });
    await world.db('rights_requests').insert({
      ...{ reference: 'R-0PEN0001', received_at: world.app.clock.now(), user_id: person.id, name: 'x' },
      ...{ email: 'x@example.org', message: 'x', wanted_right: 'erase' },
    });
    expect((await refusedFor(person.id))[0]).to.match(/name the request that this removal answers/);
    expect(await ask(person.id, { caseReference: 'R-0PEN0001' })).to.match(/^\/occ\/removals\/\d+$/);
    await world
      .db('rights_requests')
      .where({ user_id: person.id })
      .update({ closed_at: world.app.clock.now() });
    expect((await refusedFor(person.id))[0]).to.match(/waits for approval already/);
  });

  it('the subject does not approve, though an administrator', async () => {
    const admin = await world.app.createUser({ role: 'admin', authorityCode: null });
    const page = await ask(admin.id);
    const own = await signedIn(admin);
    expect((await own.get(page)).text).to.include('This is about you');
    const { plan_hash } = await world
      .db('removals')
      .orderBy('id', 'desc')
      .first<{ plan_hash: Buffer }>('plan_hash');
    const fields = { _csrf: await own.csrfToken(), read: 'yes', planHash: plan_hash.toString('hex') };
    expect((await own.post(`${page}/approval`, fields)).status).to.equal(409);
    expect((await own.get(`${page}/approval`)).status).to.equal(409);
  });

  it('says what is wrong beside the field, and shows what was typed again', async () => {
    const lead = await world.app.createUser({ role: 'lead', name: 'Lena Lead' });
    const person = await world.app.createUser();
    const wrong = {
      scope: 'person-and-uploads',
      ground: '',
      caseReference: 'nonsense',
      confirmedOn: '2999-01-01',
    };
    const answer = await asker.submit(form(person.id), wrong, { action: form(person.id) });
    expect([answer.status, errorsOn(answer.text)]).to.deep.equal([
      422,
      [
        'Choose the ground for the removal',
        'A reference is a letter, a dash and eight letters or numbers, like R-7K2MQ9XT',
        'Choose the lead officer who has confirmed that the uploads go',
        'Enter the day on which they confirmed, like 31/3/2026, today or earlier',
        'Choose how they confirmed',
      ],
    ]);
    expect(answer.text).to.include('value="nonsense"').and.to.include('Lena Lead');
    const page = await ask(person.id, {
      ...{ scope: 'person-and-uploads', caseReference: 'r-7k2mq9xt' },
      ...{ confirmedBy: String(lead.id), confirmedOn: '2026-01-31', confirmedWay: 'phone' },
    });
    expect((await asker.get(page)).text)
      .to.include('R-7K2MQ9XT')
      .and.to.include('31 January 2026');
  });

  it('is refused on a ground of the law alone, and then nothing is removed [P71]', async () => {
    const person = await world.app.createUser();
    const page = await ask(person.id);
    const none = await approver.submit(
      `${page}/refusal`,
      { refusal: 'convenience' },
      { action: `${page}/refusal` },
    );
    expect([none.status, errorsOn(none.text)]).to.deep.equal([
      422,
      ['Choose the ground on which it is refused'],
    ]);
    await approver.submit(`${page}/refusal`, { refusal: 'claims' }, { action: `${page}/refusal` });
    expect((await asker.get(page)).text).to.include('Refused: legal claims');
    expect((await last('removal.refused'))?.details).to.deep.equal({ refusal: 'claims' });
    expect((await approver.get(`${page}/approval`)).status).to.equal(409);
    expect(await world.db('users').where({ id: person.id }).first('removed_at')).to.deep.equal({
      removed_at: null,
    });
  });

  it('what is still found is judged place by place; the last judgement brings the certificate [P69]', async () => {
    const marker = 'QX77markerH8';
    const person = await plantPerson(world, marker);
    const page = await ask(person.id);
    const id = Number(page.split('/').at(-1));
    await world.db('enquiries').insert({
      ...{ kind: 'question', reference: 'E-OTHER008', received_at: world.app.clock.now(), name: 'Olive' },
      ...{ email: 'olive@example.org', message: `I spoke to Zelda ${marker}.` },
    });
    await approver.submit(`${page}/approval`, { read: 'yes' }, { action: `${page}/approval` });
    await world.finish(id);
    expect((await approver.get(page)).text)
      .to.include('enquiries.message')
      .and.not.to.include(marker);
    const _csrf = await approver.csrfToken();
    const odd = { _csrf, place: 'users.name', settlement: 'must-stay' };
    expect((await approver.post(`${page}/traces`, odd)).status).to.equal(404);
    expect((await approver.post(`${page}/traces`, { ...odd, settlement: 'x' })).status).to.equal(400);
    await approver.submit(page, {}, { action: `${page}/search` });
    expect(await last('removal.search-asked')).to.include({ subject_id: String(id) });
    const judged = { _csrf, place: 'enquiries.message', settlement: 'somebody-else' };
    expect((await approver.post(`${page}/traces`, judged)).location).to.equal(`${page}?done=certified`);
    expect((await last('removal.trace-settled'))?.details).to.deep.equal({
      ...{ place: 'enquiries.message', settlement: 'somebody-else' },
    });
    expect((await approver.get(`${page}/certificate`)).text).to.include(
      'It is about somebody or something else',
    );
    await world.db('enquiries').where({ reference: 'E-OTHER008' }).delete();
  });

  it('is not there for support or officers, nor under numbers that name none [P127]', async () => {
    const person = await world.app.createUser();
    const page = await ask(person.id);
    const support = await world.app.signInAs({ role: 'support', authorityCode: null });
    const officer = await world.app.signInAs();
    for (const browser of [support, officer])
      for (const path of [
        '/occ/removals',
        page,
        form(person.id),
        `${page}/approval`,
        `${page}/certificate.json`,
      ])
        expect((await browser.get(path)).status, path).to.equal(404);
    for (const odd of ['0', 'x', '999999', '99999999999999999999'])
      expect((await asker.get(`/occ/removals/${odd}`)).status, odd).to.equal(404);
    expect((await asker.get('/occ/removals/new?user=x')).status).to.equal(404);
    expect((await asker.get('/occ/removals/new?authority=XX')).status).to.equal(404);
    expect((await asker.get('/occ/removals/new?authority=00AJ')).text).to.include('Remove Ealing');
    const stale = await approver.post(`${page}/refusal`, { _csrf: 'x', refusal: 'claims' });
    expect(stale.status).to.equal(403);
  });
});
