import { expect } from 'chai';
import { startAuthority, type Authority } from '../accounts/colleagues/authority.ts';
import type { HttpClient } from '../support/http-client.ts';

describe('what is held on a person, on their page in the back office', () => {
  let at: Authority;
  let support: HttpClient;
  let compliance: HttpClient;
  before(async () => {
    at = await startAuthority();
    support = (await at.seat({ role: 'support' })).browser;
    compliance = (await at.seat({ role: 'compliance' })).browser;
  });
  after(() => at.app.close());

  const open = async (reader: HttpClient, id: number): Promise<string> => {
    const page = `/occ/users/${id}`;
    await reader.submit(page, { reason: 'request', caseNumber: 'R-22222222' }, { action: `${page}/opening` });
    return (await reader.get(page)).text;
  };

  it('says where each detail comes from, and what the person chose [P6, P44, P133]', async () => {
    const { id } = await at.app.createUser({ name: 'Pat Person' });
    await at
      .db('personal_fields')
      .insert({
        ...{ user_id: id, field: 'telephone', source: 'self', set_at: '2026-03-02T12:00:00Z' },
      })
      .onConflict(['user_id', 'field'])
      .merge();
    await at.db('contact_details').insert({ user_id: id, telephone: '01865 305200' });
    await at.db('consents').insert({
      ...{ user_id: id, purpose: 'research', given: true, ways: ['email'], wording: 'x', wording_version: 1 },
      ...{ channel: 'web', at: '2026-04-02T12:00:00Z' },
    });
    const text = await open(support, id);
    for (const said of [
      '01865 305200: from the person',
      '2 March 2026',
      'Yes, by email',
      'Research',
      '2 April 2026',
    ])
      expect(text).to.include(said);
    expect(text).to.include('case R-22222222').and.to.include('Who opened this page');
  });

  it('shows mail by occasion and never by content, and uploads by number', async () => {
    const { id } = await at.app.createUser();
    const { authority_id } = (await at.user(id))!;
    await at.db('outbox').insert({
      ...{
        user_id: id,
        about: 'password-reset',
        state: 'dead',
        content: Buffer.from('SEALED-LETTER'),
        ended_at: new Date(),
      },
    });
    await at.db('uploads').insert({
      ...{ authority_id, uploaded_by: id, kind: 'extract', series: 'extract', file_name: 'secret-name.zip' },
      ...{ file_size: 1, sha256: Buffer.alloc(32), data_date: '2009-06-30', state: 'superseded' },
    });
    const text = await open(support, id);
    expect(text).to.include('password-reset').and.to.include('could not be sent').and.to.include('1 upload');
    expect(text).not.to.match(/SEALED-LETTER|secret-name/);
  });

  it('shows complaints, requests and disclosures to those whose work they are [P106, P127]', async () => {
    const { id } = await at.app.createUser();
    const sender = { user_id: id, name: 'x', email: 'x@example.org', message: 'x', received_at: new Date() };
    await at.db('enquiries').insert({ ...sender, reference: 'E-22222222', kind: 'question' });
    await at.db('complaints').insert({ ...sender, reference: 'C-22222222' });
    await at.db('disclosures').insert({
      ...{
        reference: 'D-22222222',
        user_id: id,
        decision: 'disclosed',
        data_kinds: ['name'],
        recipient: 'The court',
      },
      ...{
        purpose: 'x',
        ground: 'court-order',
        consent: 'not-sought',
        consent_reasons: 'x',
        telling: 'not-told',
      },
      ...{
        telling_reasons: 'x',
        review_on: '2027-01-01',
        decided_at: new Date(),
        recorded_at: new Date(),
        recorded_by: id,
      },
    });
    const seen = await open(support, id);
    expect(seen)
      .to.include('E-22222222')
      .and.not.to.match(/C-22222222|D-22222222|The court/);
    const all = await open(compliance, id);
    for (const reference of ['E-22222222', 'C-22222222', 'D-22222222']) expect(all).to.include(reference);
  });

  it('shows a request about them that somebody else has sent or typed in, and where their details come from [P6]', async () => {
    const { id } = await at.app.createUser({ name: 'Sub Ject' });
    await at.db('rights_requests').insert({
      ...{ reference: 'R-33333333', name: 'x', phone: '1', message: 'x', wanted_right: 'access' },
      ...{ received_at: new Date(), subject_id: id, linked_at: new Date() },
    });
    const text = await open(compliance, id);
    expect(text).to.include('R-33333333').and.to.include('Sub Ject: from us, on their word');
    expect(text).to.match(/Who opened this page.*Person \d+, a complaint, or a request/s);
  });

  it('finds people by the names and addresses they had before', async () => {
    const { id } = await at.app.createUser({ name: 'Maria Married', email: 'maria.young@example.org' });
    await at.db('users').where({ id }).update({ name: 'Maria Newname' });
    await at.db('users').where({ id }).update({ email: 'maria.new@example.org' });
    await at.db('users').where({ id }).update({ email: 'MARIA.new@example.org' });
    const former = await at.db('former_names').where({ user_id: id }).orderBy('id').pluck<string[]>('value');
    expect(former).to.deep.equal(['Maria Married', 'maria.young@example.org']);
    for (const words of ['married', 'maria.young', 'newname+married'])
      expect((await support.get(`/occ/users?q=${words}`)).text, words).to.include('1 person found');
    expect((await support.get('/occ/users?q=maria+ealing')).text).to.include('1 person found');
    const text = await open(support, id);
    expect(text).to.include('Former name').and.to.include('Maria Married, until');
  });
});
