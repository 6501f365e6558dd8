import { expect } from 'chai';
import { closeColleague } from '../../../src/accounts/colleagues/close-account.ts';
import { testPassword, testSecrets } from '../../support/app.ts';
import { lastMailTo, lettersTo } from '../../support/mail.ts';
import { list, startAuthority, type Authority } from './authority.ts';

const closing = (id: number): string => `${list}/${id}/closing`;

describe('closing a colleague’s account', () => {
  let at: Authority;
  before(async () => {
    at = await startAuthority();
  });
  after(() => at.app.close());

  it('asks first, ends every session and link at once, keeps everything, and tells the person [P23, P127]', async () => {
    const lead = await at.seat({ role: 'lead' });
    const officer = await at.seat({ name: 'Leaving Soon' });
    const second = await at.app.signIn(officer.email);
    await at.app.browser().submit('/password/forgotten', { email: officer.email });
    const asked = await lead.browser.get(closing(officer.id));
    expect(asked.text).to.match(/<h1[^>]*>Close the account of Leaving Soon<\/h1>/);
    expect(asked.text).to.include('closing is not removing');
    expect((await officer.browser.get('/account')).status).to.equal(200);

    const answer = await lead.browser.submit(closing(officer.id), {});
    expect([answer.status, answer.location]).to.deep.equal([303, `${list}?done=closed`]);
    for (const browser of [officer.browser, second])
      expect((await browser.get('/uploads')).location).to.match(/^\/sign-in/);
    const row = (await at.user(officer.id))!;
    expect(row.closed_at).to.be.instanceOf(Date);
    expect(row).to.include({ email: officer.email, name: 'Leaving Soon' });
    expect(await at.db('sessions').where({ user_id: officer.id })).to.deep.equal([]);
    const [reset] = await at
      .db('password_resets')
      .where({ user_id: officer.id })
      .select<{ expires_at: Date }[]>();
    expect(reset!.expires_at.getTime()).to.be.at.most(at.app.clock.now().getTime());
    expect((await at.events('colleague.account-closed')).at(-1)).to.deep.equal({
      ...{ actor_id: lead.id, subject_type: 'user', subject_id: String(officer.id) },
      details: { sessions: 2 },
    });
    const { about, letter } = await lastMailTo(at.app, officer.email);
    expect(about).to.equal('account-closed');
    expect(JSON.stringify(letter)).to.include('closed by your authority’s lead officer');
    const { text } = await lead.browser.get(list);
    expect(text)
      .to.include('>Closed<')
      .and.not.to.include(`href="${closing(officer.id)}"`);
  });

  it('answers its owner’s sign-in as a wrong password, and writes no link to choose another', async () => {
    const lead = await at.seat({ role: 'lead', authorityCode: '38' });
    const officer = await at.app.createUser({ authorityCode: '38' });
    await lead.browser.submit(closing(officer.id), {});
    const plain = (text: string): string =>
      text.replace(/value="[^"]*"/g, '').replace(/Reference: [\w-]+/, '');
    const right = await at.app.browser().submit('/sign-in', { email: officer.email, password: testPassword });
    const never = await at.app
      .browser()
      .submit('/sign-in', { email: 'no@example.org', password: testPassword });
    expect(right.status).to.equal(422);
    expect(plain(right.text)).to.equal(plain(never.text));
    expect(right.headers.getSetCookie()).to.deep.equal([]);
    const letters = (await lettersTo(at.db, officer.email)).length;
    await at.app.browser().submit('/password/forgotten', { email: officer.email });
    expect(await lettersTo(at.db, officer.email)).to.have.length(letters);
  });

  it('is not for oneself, happens once, and is of one’s own authority only [P127]', async () => {
    const lead = await at.seat({ role: 'lead', authorityCode: '00DA' });
    const officer = await at.app.createUser({ authorityCode: '00DA' });
    const foreign = await at.app.createUser({ authorityCode: '00CG' });
    const occ = await at.app.createUser({ role: 'support' });
    const token = await lead.browser.csrfToken();
    const post = (id: number) => lead.browser.post(closing(id), { _csrf: token });
    expect((await lead.browser.get(closing(lead.id))).status).to.equal(409);
    expect((await post(lead.id)).status).to.equal(409);
    for (const { id } of [foreign, occ, { id: 999_999 }]) {
      expect((await lead.browser.get(closing(id))).status).to.equal(404);
      expect((await post(id)).status).to.equal(404);
    }
    for (const odd of ['0', 'x', '99999999999999999999', '%00', '1.5'])
      expect((await lead.browser.get(`${list}/${odd}/closing`)).status, odd).to.equal(404);
    const answers = await Promise.all([post(officer.id), post(officer.id)]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([303, 409]);
    expect((await lead.browser.post(closing(officer.id), {})).status).to.equal(403);
    for (const { id } of [lead, foreign, occ]) expect((await at.user(id))?.closed_at).to.equal(null);
  });

  it('leaves an authority a lead officer, also when two close each other’s at once', async () => {
    const [one, other] = [
      await at.seat({ role: 'lead', authorityCode: '00CA' }),
      await at.seat({ role: 'lead', authorityCode: '00CA' }),
    ];
    const { authority_id: authorityId } = (await at.user(one.id))! as { authority_id: number };
    const parts = { db: at.db, clock: at.app.clock.now, secrets: testSecrets };
    const close = (userId: number, id: number) =>
      closeColleague(parts, { userId, lead: { id, authorityId } }, { userId: id, action: 'test.closed' });
    const results = await Promise.all([close(other.id, one.id), close(one.id, other.id)]);
    expect(results.map(({ kind }) => kind).sort()).to.deep.equal(['closed', 'not-found']);
    const open = at.db('users').where({ authority_id: authorityId, closed_at: null, role: 'lead' });
    expect(await open).to.have.length(1);
  });

  it('leaves everything as it was when a step fails', async () => {
    const lead = await at.seat({ role: 'lead', authorityCode: '00CB' });
    const officer = await at.seat({ authorityCode: '00CB' });
    const { authority_id: authorityId } = (await at.user(lead.id))! as { authority_id: number };
    const noKeys = { originals: {}, originalsKeyId: 'gone' };
    const command = { userId: officer.id, lead: { id: lead.id, authorityId } };
    const actor = { userId: lead.id, action: 'test.half-closed' };
    const closed = closeColleague({ db: at.db, clock: at.app.clock.now, secrets: noKeys }, command, actor);
    expect(await closed.catch(() => 'threw')).to.equal('threw');
    expect((await at.user(officer.id))?.closed_at).to.equal(null);
    expect((await officer.browser.get('/uploads')).status).to.equal(200);
    expect(await at.events('test.half-closed')).to.deep.equal([]);
  });
});
