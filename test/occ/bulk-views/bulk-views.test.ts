import { expect } from 'chai';
import { MOST_PEOPLE } from '../../../src/occ/bulk-views/bulk-view.ts';
import { startAuthority, type Authority } from '../../accounts/colleagues/authority.ts';
import type { HttpClient } from '../../support/http-client.ts';
import { lettersTo, pathIn } from '../../support/mail.ts';

describe('a member of staff who opens many people’s pages', () => {
  let at: Authority;
  let support: { id: number; browser: HttpClient };
  let admin: { id: number; email: string; browser: HttpClient };
  const people: number[] = [];
  before(async () => {
    at = await startAuthority();
    support = await at.seat({ role: 'support' });
    admin = await at.seat({ role: 'admin' });
    for (let made = 0; made <= MOST_PEOPLE; made += 1)
      people.push((await at.app.invite({ authorityCode: '38' })).userId);
  });
  after(() => at.app.close());

  const open = async (id: number): Promise<void> => {
    const page = `/occ/users/${id}`;
    await support.browser.submit(page, { reason: 'upkeep', caseNumber: '' }, { action: `${page}/opening` });
    expect((await support.browser.get(page)).status).to.equal(200);
  };
  const told = async () =>
    (await lettersTo(at.db, admin.email)).filter(({ about }) => about === 'bulk-views');
  const noticed = () => at.events('staff.bulk-views-noticed');

  it('is told to administrators once an hour, and shown where they begin; the trail and the letter name nobody [P106, P133]', async () => {
    for (const id of people.slice(0, -1)) await open(id);
    await open(people[0]!);
    await open(support.id);
    expect(await noticed()).to.deep.equal([]);
    expect((await admin.browser.get('/occ')).text).to.match(/Many people’s pages opened at once.*?None/s);

    await open(people.at(-1)!);
    await open(people[1]!);
    expect(await noticed()).to.deep.equal([
      {
        ...{ actor_id: null, subject_type: 'user', subject_id: String(support.id) },
        details: { people: MOST_PEOPLE + 1 },
      },
    ]);
    const [letter, ...more] = await told();
    expect(more).to.deep.equal([]);
    const { email, name } = (await at.user(support.id)) as { email: string; name: string };
    expect(JSON.stringify(letter)).to.include(`${MOST_PEOPLE + 1} people`);
    for (const word of [email, name]) expect(JSON.stringify(letter), word).not.to.include(`${word}"`);
    const trail = await admin.browser.get(pathIn(letter!.letter));
    expect(trail.status).to.equal(200);
    expect(trail.text).to.include('user.opened');
    expect((await admin.browser.get('/occ')).text).to.include('1 time in the last 7 days');
    expect((await support.browser.get('/occ')).text).not.to.include('pages opened at once');
  });
});
