import { expect } from 'chai';
import type { HttpClient } from '../support/http-client.ts';
import { startAuthority, type Authority } from '../accounts/colleagues/authority.ts';
const list = '/occ/users';

describe('the search for people', () => {
  let at: Authority;
  let support: { id: number; browser: HttpClient };
  let admin: { id: number };
  before(async () => {
    at = await startAuthority();
    support = await at.seat({ role: 'support', name: 'Sue Support' });
    admin = await at.seat({ role: 'admin', name: 'Ada Admin' });
  });
  after(() => at.app.close());
  const namesOn = (html: string): string[] =>
    [...html.matchAll(/<th scope="row"><a[^>]*>([^<]*)</g)].map(([, name = '']) => name);

  it('finds by whatever somebody is or was known by: name, address, telephone, authority [P6, P60]', async () => {
    const { id } = await at.app.createUser({ name: 'Nora Before', authorityCode: '00DA' });
    const db = at.app.database.knex;
    const [ealing] = await db('authorities').where({ code: '00AJ' }).pluck<number[]>('id');
    await db('contact_details').insert({
      ...{ user_id: id, telephone: '01632 960444', postal_address: '7 Quince Yard' },
    });
    await db('users').where({ id }).update({ name: 'Nora After', email: 'nora@after.example' });
    await db('users').where({ id }).update({ authority_id: ealing });
    await db('corrections').insert(
      ['done', 'refused'].map((state) => ({
        ...{ user_id: id, field: 'postal-address', value_before: `${state} Lane`, value_after: null },
        ...{ evidence: 'x', mistake_kept: false, corrected_on: '2026-01-01', recorded_by: support.id },
        ...{ recorded_at: new Date(), state, settled_at: new Date() },
        ...(state === 'done'
          ? { settled_way: 'alone' }
          : { settled_way: 'second-person', settled_by: admin.id }),
      })),
    );
    const found = async (words: string): Promise<string[]> =>
      namesOn((await support.browser.get(`${list}?q=${encodeURIComponent(words)}`)).text);
    for (const words of ['nora before', 'nora ealing', 'NORA leeds', '960444', 'quince', 'done lane'])
      expect(await found(words), words).to.deep.equal(['Nora After']);
    expect(await found('refused lane'), 'what was never theirs').to.deep.equal([]);
    const kept = await db('former_names').where({ user_id: id }).orderBy('id').pluck<string[]>('kind');
    expect(kept).to.deep.equal(['name', 'email', 'authority']);
    await db('users').where({ id }).update({ authority_id: ealing });
    expect(await db('former_names').where({ user_id: id }), 'the same again').to.have.length(3);
  });
});
