import { expect } from 'chai';
import { markDisputed } from '../../../src/data-rights/exports/rules/disputed.ts';
import type { GivenItem } from '../../../src/data-rights/exports/rules/withhold.ts';
import type { HttpClient } from '../../support/http-client.ts';
import { linksOn } from '../../audit/fill-forms.ts';
import { type RightsWorld, startRights } from '../rights-world.ts';

const NAME = 'Dispu Tedname';
const TELEPHONE = '01632 960123';

/**
 * Pages on which the words stand as something else than the detail: what was written on a form on some day.
 */
const excused: readonly (readonly [start: string, why: string])[] = [];

describe('a detail that somebody disputes', function () {
  this.timeout(240_000);
  let world: RightsWorld;
  let own: HttpClient;
  let userId: number;
  before(async () => {
    world = await startRights();
    const made = await world.person(NAME, '00AJ');
    own = made.browser;
    userId = made.user.id;
    await world.allow(userId, 'sharing', ['telephone', 'email']);
    for (const field of ['name', 'telephone'])
      await world.send('/account/disagreement', { field, statement: `Not quite my ${field}` }, own);
    const [authority] = await world.db('users').where({ id: userId }).pluck<number[]>('authority_id');
    await world.db('uploads').insert({
      ...{ authority_id: authority, uploaded_by: userId, kind: 'extract', series: 'extract' },
      ...{ file_name: 'a.zip', file_size: 1, sha256: Buffer.alloc(32), data_date: '2009-06-30' },
      state: 'withdrawn',
    });
    await world.db('peer_groups').insert({ authority_id: authority, name: 'Ours', created_by: userId });
    await world.send(`/occ/corrections/new?user=${userId}`, {
      ...{ field: 'postal-address', after: 'Elsewhere', evidence: 'Said so', correctedOn: '2026-01-05' },
      ...{ mistake: 'no', mistakeNote: '' },
    });
    const target = { kind: 'person', target: made.user.email };
    const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const hold = await world.send('/occ/holds/new', { ...target, reason: 'x', reviewOn: soon });
    expect(hold.status).to.equal(303);
    await world.db('objections').insert({
      ...{ user_id: userId, purpose: 'research', reasons: 'x', raised_at: new Date(), state: 'checking' },
    });
    await world.db('restrictions').insert({
      ...{ user_id: userId, ground: 'unlawful', started_at: new Date(), started_by: world.officer.id },
      ...{ told_on: '2026-01-01', told_way: 'email', told_by: world.officer.id, ended_at: new Date() },
      ...{ ended_by: world.officer.id, end_reason: 'x' },
    });
    await world.send(`/occ/removals/new?user=${userId}`, { scope: 'person', ground: 'leaves' });
  });
  after(() => world.app.close());

  /** Every page that can be reached by links, of each route a few. */
  const walk = async (browser: HttpClient, starts: readonly string[]): Promise<Map<string, string>> => {
    const waiting = [...starts];
    const seen = new Set<string>();
    const times = new Map<string, number>();
    const pages = new Map<string, string>();
    while (waiting.length > 0 && pages.size < 220) {
      const address = waiting.shift()!;
      const route = address.split('?')[0]!.replace(/\d+|[A-Z]-\w{8}/g, ':');
      const before = times.get(route) ?? 0;
      if (seen.has(address) || before >= 3 || /sign-out|policies|documentation/.test(address)) continue;
      seen.add(address);
      times.set(route, before + 1);
      const { status, text, headers, location } = await browser.get(address);
      if (location) waiting.push(location);
      if (status !== 200 || !headers.get('content-type')?.includes('html')) continue;
      pages.set(address, text);
      waiting.push(...linksOn(text));
    }
    return pages;
  };

  it('is marked wherever the name or the telephone number stands [P67]', async () => {
    await world.send(`/occ/users/${userId}/opening`, { reason: 'upkeep', caseNumber: '' });
    const colleagues = [
      ['officer', '00AJ'],
      ['lead', '00AJ'],
      ['officer', '38'],
    ] as const;
    const unmarked: string[] = [];
    let shown = 0;
    const look = async (who: string, browser: HttpClient, starts: string[]): Promise<void> => {
      for (const [address, text] of await walk(browser, starts)) {
        if (!text.includes(NAME) && !text.includes(TELEPHONE)) continue;
        shown += 1;
        const isMarked = /disputed|not quite my/i.test(text);
        if (!isMarked && !excused.some(([start]) => address.startsWith(start)))
          unmarked.push(`${who} ${address}`);
      }
    };
    for (const [role, authorityCode] of colleagues)
      await look(role, await world.app.signInAs({ role, authorityCode }), [
        ...['/', '/uploads', '/reports/groups', '/directory', '/account/colleagues', '/account'],
      ]);
    await look('compliance', world.desk, [
      ...['/occ', '/occ/users', `/occ/users/${userId}`, '/occ/authorities/00AJ', '/occ/corrections'],
      ...['/occ/holds', `/occ/corrections/new?user=${userId}`, '/occ/restrictions', '/occ/removals'],
    ]);
    expect(unmarked).to.deep.equal([]);
    expect(shown).to.be.above(15);
  });

  it('is marked beside the detail in the copy of somebody’s data [P60, P67]', () => {
    const said = { category: 'contact', purpose: 'x', lawfulBasis: 'consent', retention: 'x' };
    const item = (table: string, title: string, values: Record<string, string | null>): GivenItem => ({
      ...{ table, title, record: 1 },
      fields: Object.entries(values).map(([column, value]) => ({
        ...{ ...said, column, label: column, value, withheld: 'nothing' as const },
      })),
    });
    const statement = (field: string, withdrawn_at: string | null): GivenItem =>
      item('disagreements', 'Your statements', { field, withdrawn_at, statement: 'No' });
    const account = item('users', 'Your account', { name: NAME, email: 'x@example.org' });
    const contact = item('contact_details', 'Contact details', { telephone: TELEPHONE });
    const marks = (...statements: GivenItem[]): (string | undefined)[] =>
      markDisputed([account, contact, ...statements]).map(({ fields }) =>
        fields.flatMap(({ column, value }) => (column === 'disputed' ? [String(value)] : [])).join(),
      );
    expect(marks(statement('name', null))).to.deep.equal(['Name: see “Your statements”', '', '']);
    expect(marks(statement('telephone', null)).slice(0, 2)).to.deep.equal([
      '',
      'Telephone: see “Your statements”',
    ]);
    expect(marks(statement('name', '2026-01-01T00:00:00Z'))).to.deep.equal(['', '', '']);
  });
});
