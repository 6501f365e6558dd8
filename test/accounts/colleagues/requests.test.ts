import { expect } from 'chai';
import { askForAccount } from '../../../src/accounts/colleagues/ask-for-account.ts';
import { lettersTo, mailsIn } from '../../support/mail.ts';
import { ask, errorsOn, form, list, newcomer, startAuthority, type Authority } from './authority.ts';

describe('asking for a colleague’s account', () => {
  let at: Authority;
  before(async () => {
    at = await startAuthority();
  });
  after(() => at.app.close());

  const requests = (): Promise<Record<string, unknown>[]> => at.db('account_requests').orderBy('id');

  it('is for lead officers: a form, a waiting request, an audit row that names nobody [P1, P2]', async () => {
    const lead = await at.seat({ role: 'lead' });
    const answer = await ask(lead.browser, {
      name: ' Nadia \r\n Bright ',
      reason: 'First line\r\nsecond <b>',
    });
    expect([answer.status, answer.location]).to.deep.equal([303, `${list}?done=asked`]);
    const row = (await requests()).at(-1)!;
    expect(row).to.include({
      ...{ name: 'Nadia Bright', email: newcomer.email, role: 'officer', reason: 'First line\nsecond <b>' },
      ...{ state: 'waiting', requested_by: lead.id, decided_by: null, user_id: null },
    });
    expect(await at.events('account-request.made')).to.deep.equal([
      {
        ...{ actor_id: lead.id, subject_type: 'account-request', subject_id: String(row.id) },
        details: { role: 'officer' },
      },
    ]);
    const { text } = await lead.browser.get(answer.location);
    expect(text)
      .to.include('Your request is with Oxford Computer Consultants')
      .and.to.include('Nadia Bright');
    expect(text).to.include('>Waiting<');
    expect(await lettersTo(at.db, newcomer.email)).to.deep.equal([]);
  });

  it('shows what is wrong beside each field, and what was typed', async () => {
    const { browser } = await at.seat({ role: 'lead', authorityCode: '38' });
    const before = await requests();
    const answer = await browser.submit(form, { name: ' ', email: 'a@b, c@d.example', reason: '<i>x' });
    expect(answer.status).to.equal(422);
    expect(errorsOn(answer.text)).to.deep.equal([
      'Enter the person’s name',
      'Enter an email address, such as name@example.gov.uk',
      'Choose what the person is to do',
    ]);
    expect(answer.text).to.include('value="a@b, c@d.example"').and.to.include('&lt;i&gt;x</textarea>');
    expect(answer.text).to.include('<title>Error: ').and.to.include('id="email-error"');
    for (const change of [
      { name: 'a'.repeat(201) },
      { name: 'a\u0000b' },
      { name: 'a\u202eb' },
      { email: `${'a'.repeat(320)}@example.org` },
      { role: 'admin' },
      { reason: 'x'.repeat(1001) },
      { reason: 'a\u0000b' },
      { reason: '' },
    ])
      expect((await ask(browser, change)).status, JSON.stringify(change).slice(0, 40)).to.equal(422);
    expect((await browser.post(form, 'name=a&name=b&email=x&email=y')).status).to.equal(403);
    expect(await requests()).to.deep.equal(before);
  });

  it('says nothing of whether somebody has the address [P22, P127]', async () => {
    const { browser } = await at.seat({ role: 'lead', authorityCode: '00DA' });
    const taken = await at.app.createUser({ authorityCode: '38', email: 'Known.Person@example.org' });
    const free = await ask(browser, { email: 'nobody.yet@example.org' });
    const used = await ask(browser, { email: 'known.person@EXAMPLE.org' });
    expect([used.status, used.location]).to.deep.equal([free.status, free.location]);
    const { text } = await browser.get(list);
    expect(text).to.include('known.person@EXAMPLE.org').and.not.to.include(taken.email);
  });

  it('takes one request for an address at a time, and twenty in all', async () => {
    const { browser } = await at.seat({ role: 'lead', authorityCode: '00CG' });
    expect((await ask(browser)).status).to.equal(303);
    const again = await ask(browser, { email: newcomer.email.toUpperCase() });
    expect([again.status, errorsOn(again.text)]).to.deep.equal([
      422,
      ['Your authority has asked for an account with this address already, and the request is waiting'],
    ]);
    for (let made = 1; made < 20; made += 1)
      expect((await ask(browser, { email: `one-${made}@example.org` })).status).to.equal(303);
    const over = await ask(browser, { email: 'one-too-many@example.org' });
    expect([over.status, errorsOn(over.text)[0]]).to.deep.equal([
      422,
      '20 of your authority’s requests are waiting. Wait until Oxford Computer Consultants has decided some of them',
    ]);
  });

  it('is not for officers, who see names and roles only, nor for a form that was open too long [P127]', async () => {
    const lead = await at.seat({ role: 'lead', authorityCode: '00BN', name: 'Lena Lead' });
    await ask(lead.browser, { email: 'waits@example.org' });
    const { path } = await at.app.invite({ authorityCode: '00BN', name: 'Ivan Invited' });
    expect(path).to.match(/^\/invitations\//);
    const officer = await at.seat({ authorityCode: '00BN', name: 'Olga Officer' });
    const { status, text } = await officer.browser.get(list);
    expect(status).to.equal(200);
    expect(text).to.include('Lena Lead').and.to.include('Olga Officer (you)').and.to.include('Lead officer');
    for (const hidden of [lead.email, 'waits@example.org', 'Ivan Invited', form, 'closing'])
      expect(text).not.to.include(hidden);
    const token = await officer.browser.csrfToken();
    expect((await officer.browser.get(form)).status).to.equal(404);
    expect((await officer.browser.post(form, { _csrf: token, ...newcomer })).status).to.equal(404);
    const before = await requests();
    expect((await lead.browser.post(form, { ...newcomer })).status).to.equal(403);
    expect(await requests()).to.deep.equal(before);
  });

  it('leaves nothing behind when its record cannot be written', async () => {
    const lead = await at.seat({ role: 'lead', authorityCode: '00BP' });
    const { authority_id: authorityId } = (await at.user(lead.id))!;
    const before = [await requests(), await mailsIn(at.db)];
    const command = {
      ...{ ...newcomer, role: 'officer' as const, authorityId: authorityId as number },
      ...{ requestedBy: lead.id, requestedAt: at.app.clock.now() },
    };
    const failed = await askForAccount(at.db, command, { userId: -1, action: 'test.asked' }).catch(
      () => 'threw',
    );
    expect(failed).to.equal('threw');
    expect([await requests(), await mailsIn(at.db)]).to.deep.equal(before);
  });
});
