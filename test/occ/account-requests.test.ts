import { expect } from 'chai';
import { issueAccount } from '../../src/accounts/index.ts';
import { ask, errorsOn, newcomer, startAuthority, type Authority } from '../accounts/colleagues/authority.ts';
import type { HttpClient } from '../support/http-client.ts';
import { lastMailTo, lettersTo, mailsIn, pathIn } from '../support/mail.ts';

const list = '/occ/account-requests';

describe('requests for accounts in the back office', () => {
  let at: Authority;
  let support: HttpClient & { id: number };
  before(async () => {
    at = await startAuthority();
    const { id, browser } = await at.seat({ role: 'support' });
    support = Object.assign(browser, { id });
  });
  after(() => at.app.close());

  let made = 0;
  /** A request that waits, and the lead officer who made it. */
  const waiting = async (authorityCode: string, change: Partial<typeof newcomer> = {}) => {
    const lead = await at.seat({ role: 'lead', authorityCode, name: `Lead ${(made += 1)}` });
    const email = `new-${made}@example.org`;
    expect((await ask(lead.browser, { email, ...change })).status).to.equal(303);
    const row = await at.db('account_requests').orderBy('id', 'desc').first<{ id: number; email: string }>();
    return { lead, id: row.id, email: row.email, path: `${list}/${row.id}` };
  };
  const counts = async (): Promise<unknown[]> => [
    await at.db('users').count().first(),
    await at.db('invitations').count().first(),
    await at.db('account_requests').orderBy('id'),
    await mailsIn(at.db),
  ];

  it('are listed by how long they wait, each with the authority’s accounts beside it', async () => {
    const first = await waiting('00AJ', { name: 'First <i>' });
    at.app.clock.advance(26 * 60 * 60 * 1000);
    const browser = await signedInAgain();
    const second = await waiting('38', { name: 'Second' });
    const { text } = await browser.get(list);
    expect(text.indexOf(first.path)).to.be.above(0).and.below(text.indexOf(second.path));
    expect(text).to.include('1 day').and.to.include('less than an hour').and.to.include('First &lt;i&gt;');
    const page = (await browser.get(first.path)).text;
    expect(page).to.match(/<h1[^>]*>Account for First &lt;i&gt;<\/h1>/);
    expect(page)
      .to.include(newcomer.reason)
      .and.to.include('Lead 1')
      .and.to.include('Accounts that Ealing has');
    expect(page).to.include(`href="/occ/users/${first.lead.id}"`);
  });

  it('open an account: by invitation, with the lead officer told, all in one record [P6, P127, P133]', async () => {
    const { lead, id, email, path } = await waiting('00DA', { name: 'Nadia Bright', role: 'lead' });
    const browser = await signedInAgain();
    const answer = await browser.submit(path, {}, { action: `${path}/issuing` });
    expect([answer.status, answer.location]).to.deep.equal([303, `${list}?done=issued`]);
    const user = await at.db('users').where({ email }).first<Record<string, unknown>>();
    const { authority_id } = (await at.user(lead.id))!;
    expect(user).to.include({ name: 'Nadia Bright', role: 'lead', authority_id, password_hash: null });
    const sources = at.db('personal_fields').where({ user_id: user.id, source: 'lead' }).orderBy('field');
    expect(await sources.pluck('field')).to.deep.equal(['email', 'name']);
    const row = await at.db('account_requests').where({ id }).first<Record<string, unknown>>();
    expect(row).to.include({ state: 'issued', decided_by: support.id, user_id: user.id });
    expect((await at.events('account-request.issued')).at(-1)).to.deep.equal({
      ...{ actor_id: support.id, subject_type: 'account-request', subject_id: String(id) },
      details: { user: user.id },
    });
    expect((await at.events('user.created')).at(-1)).to.deep.include({
      ...{ actor_id: support.id, subject_type: 'user', subject_id: String(user.id) },
    });
    const { about, letter } = await lastMailTo(at.app, email);
    expect(about).to.equal('invitation');
    expect(JSON.stringify(letter))
      .to.include(`Lead ${made} of Leeds has asked`)
      .and.to.include('works once, until');
    expect((await at.app.browser().get(pathIn(letter))).status).to.equal(200);
    const told = await lastMailTo(at.app, lead.email);
    expect(told.about).to.equal('account-request-decided');
    expect((await lead.browser.get('/account/colleagues')).text)
      .to.include('>Opened<')
      .and.to.include('>Invited<');
  });

  it('are declined with a reason, which the lead officer reads', async () => {
    const { lead, id, email, path } = await waiting('00CG');
    const browser = await signedInAgain();
    const options = { action: `${path}/declining` };
    const empty = await browser.submit(path, { reason: ' ' }, options);
    expect([empty.status, errorsOn(empty.text)]).to.deep.equal([
      422,
      ['Say why, for the lead officer to read'],
    ]);
    const answer = await browser.submit(path, { reason: 'This is a shared mailbox.' }, options);
    expect([answer.status, answer.location]).to.deep.equal([303, `${list}?done=declined`]);
    const row = await at.db('account_requests').where({ id }).first<Record<string, unknown>>();
    expect(row).to.include({ state: 'declined', decline_reason: 'This is a shared mailbox.', user_id: null });
    expect(JSON.stringify(await lastMailTo(at.app, lead.email))).to.include('This is a shared mailbox.');
    expect(await lettersTo(at.db, email)).to.deep.equal([]);
    const [event] = await at.events('account-request.declined');
    expect(event).to.deep.include({ actor_id: support.id, subject_id: String(id), details: {} });
    expect((await lead.browser.get('/account/colleagues')).text).to.include('This is a shared mailbox.');
  });

  it('are decided once, whoever is first', async () => {
    const { id, path } = await waiting('00BN');
    const browser = await signedInAgain();
    const token = await browser.csrfToken();
    const issue = () => browser.post(`${path}/issuing`, { _csrf: token });
    const decline = () => browser.post(`${path}/declining`, { _csrf: token, reason: 'No' });
    const answers = await Promise.all([issue(), issue(), decline()]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([303, 409, 409]);
    expect(await at.db('account_requests').where({ id }).select('decided_by')).to.deep.equal([
      { decided_by: support.id },
    ]);
    const page = (await browser.get(path)).text;
    expect(page).not.to.include('/issuing"').and.not.to.include('/declining"');
  });

  it('tell OCC alone that an address is taken, and then open nothing', async () => {
    const holder = await at.app.createUser({ authorityCode: '00BP', name: 'Holds It' });
    const { path } = await waiting('00BQ', { email: holder.email.toUpperCase() });
    const browser = await signedInAgain();
    const before = await counts();
    const page = (await browser.get(path)).text;
    expect(page).to.include('belongs to an account of ').and.to.include(`href="/occ/users/${holder.id}"`);
    expect(page).not.to.include('/issuing"');
    const token = await browser.csrfToken();
    const answer = await browser.post(`${path}/issuing`, { _csrf: token });
    expect(answer.status).to.equal(422);
    expect(errorsOn(answer.text)).to.deep.equal([
      'Somebody has this address already, so the account was not opened',
    ]);
    expect(await counts()).to.deep.equal(before);
  });

  it('leave everything as it was when a step fails', async () => {
    const { id } = await waiting('00CA');
    const before = await counts();
    const parts = { db: at.db, clock: at.app.clock.now, secrets: { originals: {}, originalsKeyId: 'gone' } };
    const command = { requestId: id, decidedBy: support.id };
    const issued = issueAccount(parts, command, { userId: support.id, action: 'test.half-issued' });
    expect(await issued.catch(() => 'threw')).to.equal('threw');
    expect(await counts()).to.deep.equal(before);
  });

  it('are not for compliance officers, nor for a form that was open too long', async () => {
    const { path } = await waiting('00CB');
    const compliance = await at.seat({ role: 'compliance' });
    for (const page of [list, path]) expect((await compliance.browser.get(page)).status).to.equal(404);
    const browser = await signedInAgain();
    expect((await browser.post(`${path}/issuing`, {})).status).to.equal(403);
    for (const odd of ['0', 'x', '99999999999999', '%00'])
      expect((await browser.get(`${list}/${odd}`)).status, odd).to.equal(404);
  });

  /** Time moves on in these tests, and sessions end. */
  async function signedInAgain(): Promise<HttpClient> {
    const { email } = (await at.user(support.id)) as { email: string };
    return at.app.signIn(email);
  }
});
