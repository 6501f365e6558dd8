import { expect } from 'chai';
import { startAuthority, type Authority } from '../accounts/colleagues/authority.ts';

describe('authorities in the back office', () => {
  let at: Authority;
  before(async () => {
    at = await startAuthority();
  });
  after(() => at.app.close());

  it('are all 152, with their accounts, lead officers and last upload', async () => {
    const lead = await at.app.createUser({ role: 'lead', name: 'Lena Lead' });
    const gone = await at.app.createUser({ name: 'Gone Away' });
    await at.db('users').where({ id: gone.id }).update({ closed_at: new Date() });
    const { authority_id } = (await at.user(lead.id))!;
    await at.db('uploads').insert({
      ...{ authority_id, uploaded_by: lead.id, kind: 'extract', series: 'extract', file_name: 'a.zip' },
      ...{ file_size: 1, sha256: Buffer.alloc(32), data_date: '2009-06-30', state: 'superseded' },
      ...{ live_from: '2026-03-02T12:00:00Z', received_at: '2026-03-02T12:00:00Z' },
    });
    const { browser } = await at.seat({ role: 'compliance' });
    const all = (await browser.get('/occ/authorities')).text;
    expect(all.match(/<th scope="row">/g)).to.have.length(152);
    const found = (await browser.get('/occ/authorities?q=EALING')).text;
    expect(found.match(/<th scope="row">/g)).to.have.length(1);
    expect(found).to.include('data-label="Accounts" class="app-num">1<').and.to.include('2 March 2026');
    const { text } = await browser.get('/occ/authorities/00AJ');
    expect(text)
      .to.include('1 account, 1 lead officer')
      .and.to.include('Lena Lead')
      .and.to.include('Gone Away');
    expect(text).not.to.include('There is no lead officer');
    expect((await browser.get('/occ/authorities/38')).text).to.include('There is no lead officer');
    expect((await browser.get('/occ/authorities?q=no-such-place')).text).to.include('0 authorities');
    for (const odd of ['00aj', 'x', '%00', '%27'])
      expect((await browser.get(`/occ/authorities/${odd}`)).status, odd).to.equal(404);
  });

  it('say when the agreement was made and when the authority left, kept by those whose work it is [P103]', async () => {
    const { browser } = await at.seat({ role: 'compliance' });
    const page = '/occ/authorities/00DA';
    const send = (fields: Record<string, string>) =>
      browser.submit(`${page}/terms`, fields, { action: `${page}/terms` });
    expect((await browser.get(page)).text).to.include('Not entered');
    const wrong = await send({ agreedOn: '2020-05-01', leftOn: '2019-01-01', reviewOn: 'soon' });
    expect([wrong.status, wrong.text.includes('must be a real date')]).to.deep.equal([422, true]);
    expect((await send({ agreedOn: '2020-05-01', leftOn: '2019-01-01' })).text).to.include(
      'before its agreement',
    );
    expect((await send({ agreedOn: '1/5/2020', reviewOn: '2030-05-01' })).location).to.equal(page);
    const { text } = await browser.get(page);
    expect(text).to.include('1 May 2020').and.to.include('1 May 2030');
    expect((await browser.get(`${page}/terms`)).text).to.include('value="2020-05-01"');
    expect((await send({ leftOn: '2026-01-31' })).status).to.equal(303);
    expect((await browser.get(page)).text)
      .to.include('31 January 2026')
      .and.to.include('Not entered');
    expect((await at.events('authority.terms-changed')).at(-1)).to.deep.include({
      ...{ subject_type: 'authority', subject_id: '00DA', details: { hasAgreement: false, hasLeft: true } },
    });
    const support = (await at.seat({ role: 'support' })).browser;
    expect((await support.get(`${page}/terms`)).status).to.equal(404);
    expect((await support.get(page)).text).not.to.include(`${page}/terms`);
    expect((await browser.get('/occ/authorities/none/terms')).status).to.equal(404);
  });
});
