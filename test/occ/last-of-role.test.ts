import { expect } from 'chai';
import { errorsOn, startAuthority, type Authority } from '../accounts/colleagues/authority.ts';
import type { Answer, HttpClient } from '../support/http-client.ts';

describe('whoever is the last of a role', () => {
  let at: Authority;
  let admin: { email: string; browser: HttpClient };
  before(async () => {
    at = await startAuthority();
    admin = await at.seat({ role: 'admin' });
    await at.app.confirm(admin.browser, admin.email);
  });
  after(() => at.app.close());

  const page = (id: number): string => `/occ/users/${id}`;
  const open = (id: number): Promise<Answer> =>
    admin.browser.submit(page(id), { reason: 'asked', caseNumber: '' }, { action: `${page(id)}/opening` });
  const close = async (id: number): Promise<Answer> =>
    admin.browser.post(`${page(id)}/closing`, { _csrf: await admin.browser.csrfToken() });

  it('keeps an authority’s only lead officer until somebody takes over, and says so [P127]', async () => {
    const lead = await at.app.createUser({ role: 'lead', authorityCode: '00CH' });
    await at.app.createUser({ authorityCode: '00CH' });
    await open(lead.id);
    const closing = await close(lead.id);
    expect([closing.status, closing.text.includes('Give the role to a colleague first')]).to.deep.equal([
      409,
      true,
    ]);
    const role = await admin.browser.submit(`${page(lead.id)}/role`, { role: 'officer' });
    expect([role.status, errorsOn(role.text)]).to.deep.equal([
      422,
      ['Nobody else has this role: give it to a colleague first'],
    ]);
    expect(await at.user(lead.id)).to.include({ role: 'lead', closed_at: null });
    await at.app.createUser({ role: 'lead', authorityCode: '00CH' });
    expect((await close(lead.id)).location).to.include('done=closed');
  });
});
