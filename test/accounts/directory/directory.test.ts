import { expect } from 'chai';
import { chooseConsent } from '../../../src/accounts/consents/record-consent.ts';
import type { Way } from '../../../src/accounts/consents/purposes.ts';
import { countPeople, peopleFound } from '../../../src/accounts/directory/store.ts';
import { startTestApp, type TestApp, testSecrets, type TestUser } from '../../support/app.ts';

describe('the directory', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });
  afterEach(() => app.close());

  const share = (user: TestUser, ways: Way[]) =>
    chooseConsent(
      app.database.knex,
      testSecrets,
      { userId: user.id, purpose: 'sharing', ways, at: app.clock.now() },
      { userId: user.id, action: 'test.shared' },
    );
  const sharing = async (
    name: string,
    authorityCode = '00AJ',
    ways: Way[] = ['email'],
  ): Promise<TestUser> => {
    const user = await app.createUser({ name, authorityCode });
    await share(user, ways);
    return user;
  };
  const viewsOf = (user: TestUser): Promise<number[]> =>
    app.database.knex('directory_views').where({ seen_id: user.id }).orderBy('id').pluck('viewer_id');

  it('has those who share, and nobody else, from one moment to the next [P32, P33]', async () => {
    const user = await app.createUser({ name: 'Sam Sharing', authorityCode: '00DA' });
    const reader = await app.signInAs();
    const entry = `/directory/${user.id}`;
    const seen = async () => [
      (await reader.get('/directory')).text.includes('Sam Sharing'),
      (await reader.get(entry)).status,
    ];
    expect(await seen()).to.deep.equal([false, 404]);
    await share(user, ['email']);
    expect(await seen()).to.deep.equal([true, 200]);
    await share(user, []);
    expect(await seen()).to.deep.equal([false, 404]);
    await share(user, ['email']);
    await app.database.knex.raw('update users set closed_at = now() where id = ?', [user.id]);
    expect(await seen(), 'a closed account').to.deep.equal([false, 404]);
  });

  it('shows just the details that a person shares, one person at a time [P32, P96]', async () => {
    const user = await app.createUser({ name: 'Kim Kept', authorityCode: '00DA' });
    const browser = await app.signIn(user.email);
    const details = { name: 'Kim Kept', telephone: '01632 960003', postalAddress: '5 Secret Street' };
    await browser.submit('/account/details', details);
    await share(user, ['telephone']);
    const reader = await app.signInAs();
    const { text } = await reader.get(`/directory/${user.id}`);
    for (const part of ['Kim Kept', 'Leeds', '01632 960003', 'Officer']) expect(text).to.include(part);
    expect(text).not.to.include('Secret Street').and.not.to.include(user.email);
    expect((await reader.get('/directory')).text)
      .to.include('Kim Kept')
      .and.not.to.include('960003');
    await browser.submit('/account/details', { ...details, telephone: '' });
    expect((await reader.get(`/directory/${user.id}`)).status, 'nothing left to share').to.equal(404);
  });

  it('notes for a person who has seen their details, and shows it to them [P32, P133]', async () => {
    const user = await sharing('Vic Viewed');
    const viewer = await app.createUser({ authorityCode: '00DA' });
    const reader = await app.signIn(viewer.email);
    await reader.get('/directory');
    await reader.get(`/directory/${user.id}`);
    await reader.get(`/directory/${user.id}`);
    const own = await app.signIn(user.email);
    await own.get(`/directory/${user.id}`);
    expect(await viewsOf(user)).to.deep.equal([viewer.id, viewer.id]);
    const { text } = await own.get('/account/data');
    expect(text.match(/Seen by an officer of Leeds on /g)).to.have.length(2);
    expect(text).not.to.include(viewer.email);
    await app.confirm(own, user.email);
    const json = JSON.parse((await own.get('/account/data.json')).text) as {
      seenBy: { authority: string }[];
    };
    expect(json.seenBy.map(({ authority }) => authority)).to.deep.equal(['Leeds', 'Leeds']);
  });

  it('is for officers and lead officers; OCC’s people find nothing', async () => {
    const user = await sharing('Only Officers');
    expect((await app.browser().get('/directory')).status).to.equal(303);
    for (const role of ['support', 'compliance', 'admin'] as const) {
      const browser = await app.signInAs({ role });
      for (const page of ['/directory', `/directory/${user.id}`])
        expect((await browser.get(page)).status, `${role} ${page}`).to.equal(404);
    }
    expect((await (await app.signInAs({ role: 'lead' })).get('/directory')).status).to.equal(200);
    expect(await viewsOf(user)).to.deep.equal([]);
  });

  it('finds people by name, authority and region, and takes signs for signs', async () => {
    await sharing('Ann O’Neill', '00AJ');
    await sharing('Bob 100% Smith', '00DA');
    await sharing('Cy Smith', '00AJ');
    const reader = await app.signInAs();
    const names = async (query: string): Promise<string[]> => {
      const { text } = await reader.get(`/directory?${query}`);
      return [...text.matchAll(/href="\/directory\/\d+">([^<]*)</g)].map(([, name = '']) => name);
    };
    expect(await names('')).to.deep.equal(['Ann O’Neill', 'Bob 100% Smith', 'Cy Smith']);
    expect(await names('name=smith+b')).to.deep.equal(['Bob 100% Smith']);
    expect(await names('name=%25')).to.deep.equal(['Bob 100% Smith']);
    expect(await names('name=_')).to.deep.equal([]);
    expect(await names('name=%5C')).to.deep.equal([]);
    expect(await names('authority=00AJ')).to.deep.equal(['Ann O’Neill', 'Cy Smith']);
    expect(await names('region=London&name=cy')).to.deep.equal(['Cy Smith']);
    expect(await names('authority=nowhere')).to.deep.equal([]);
    const nobody = await reader.get('/directory?name=zzz');
    expect(nobody.text)
      .to.include('Nobody who shares their contact details fits this')
      .and.to.include('value="zzz"');
    expect((await reader.get('/directory?name=a&name=b&region[]=x')).status).to.equal(200);
  });

  it('goes page by page', async () => {
    const { knex } = app.database;
    const people = await knex('users')
      .insert(
        Array.from({ length: 30 }, (_, place) => ({
          ...{ email: `p${place}@example.org`, name: `Person ${String(place).padStart(2, '0')}` },
          ...{ role: 'officer', authority_id: knex.raw(`(select id from authorities where code = '00AJ')`) },
        })),
      )
      .returning<{ id: number }[]>('id');
    await knex('consents').insert(
      people.map(({ id }) => ({
        ...{ user_id: id, purpose: 'sharing', given: true, ways: ['email'], wording: 'w' },
        ...{ wording_version: 1, channel: 'web', at: new Date() },
      })),
    );
    const filter = { name: '', authority: '', region: '' };
    expect(await countPeople(knex, filter)).to.equal(30);
    const second = await peopleFound(knex, filter, { limit: 25, offset: 25 });
    expect(second.map(({ name }) => name)).to.deep.equal(
      ['25', '26', '27', '28', '29'].map((n) => `Person ${n}`),
    );
    const reader = await app.signInAs();
    const first = (await reader.get('/directory?region=London')).text;
    expect(first).to.include('30 people').and.to.include('href="/directory?region=London&amp;page=2"');
    expect((await reader.get('/directory?page=2')).text)
      .to.include('Person 29')
      .and.not.to.include('Person 24<');
  });
});
