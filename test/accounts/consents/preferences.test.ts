import { expect } from 'chai';
import { purposeWords } from '../../../src/accounts/consents/purposes.ts';
import { chooseConsent } from '../../../src/accounts/consents/record-consent.ts';
import { consentsOf } from '../../../src/accounts/consents/store.ts';
import { startTestApp, type TestApp, testSecrets, type TestUser } from '../../support/app.ts';
import { query } from '../../support/database.ts';
import { errorOf } from '../../support/errors.ts';
import type { HttpClient } from '../../support/http-client.ts';

const page = '/account/preferences';

describe('preferences', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp();
  });
  after(() => app.close());

  const ledgerOf = ({ id }: TestUser): Promise<Record<string, unknown>[]> =>
    app.database.knex('consents').where({ user_id: id }).orderBy('id').select();
  const give = (browser: HttpClient, purpose: string, ways: string[]) =>
    sent(browser, `${page}/${purpose}`, ways.map((way) => `ways=${way}`).join('&'));
  const withdraw = (browser: HttpClient, purpose: string) =>
    sent(browser, `${page}/${purpose}/withdrawal`, '');
  const sent = async (browser: HttpClient, path: string, fields: string) =>
    browser.post(path, `_csrf=${encodeURIComponent(await browser.csrfToken())}&${fields}`);

  it('are three switches, all off until chosen, with nothing ticked [P4, P33, P34, P35, P36]', async () => {
    const user = await app.createUser();
    const { status, text } = await (await app.signIn(user.email)).get(page);
    expect(status).to.equal(200);
    expect(text.match(/<strong class="govuk-tag govuk-tag--grey">Off<\/strong>/g)).to.have.length(3);
    expect(text.match(/You have not chosen, so it is off/g)).to.have.length(3);
    expect(text).not.to.include(' checked').and.not.to.include('--green');
    for (const { title, wording, means } of Object.values(purposeWords))
      for (const words of [title, wording, means]) expect(text).to.include(words);
    expect(await ledgerOf(user)).to.deep.equal([]);
  });

  it('offer only ways for which there is a detail [P38]', async () => {
    const user = await app.createUser();
    const browser = await app.signIn(user.email);
    expect((await browser.get(page)).text.match(/name="ways"/g)).to.have.length(3);
    await browser.submit('/account/details', { name: 'Jo', telephone: '01632 960001', postalAddress: '' });
    const { text } = await browser.get(page);
    expect(text.match(/name="ways"/g)).to.have.length(6);
    expect(text.match(/Telephone: 01632 960001/g)).to.have.length(3);
    const refused = await give(browser, 'products', ['email', 'post']);
    expect(refused.status).to.equal(422);
    expect(await ledgerOf(user)).to.deep.equal([]);
  });

  it('are given and withdrawn one by one, each with a line in the ledger that says what was agreed to [P33, P44]', async () => {
    const user = await app.createUser();
    const browser = await app.signIn(user.email);
    const given = await give(browser, 'research', ['email']);
    expect([given.status, given.location]).to.deep.equal([303, `${page}?saved=research`]);
    const on = await browser.get(given.location);
    expect(on.text.match(/--green">On</g)).to.have.length(1);
    expect(on.text).to.include('It counts from now on').and.to.include('Stop being asked for research');
    expect(on.text.match(/ checked/g)).to.have.length(1);
    await withdraw(browser, 'research');
    const off = await browser.get(page);
    expect(off.text).not.to.include('--green').and.not.to.include(' checked');
    expect(off.text).to.include('You switched it off on');

    const { wording, version } = purposeWords.research;
    const shared = {
      user_id: user.id,
      purpose: 'research',
      wording,
      wording_version: version,
      channel: 'web',
    };
    const rows = await ledgerOf(user);
    const kept = rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([name]) => !['id', 'at'].includes(name))),
    );
    expect(kept).to.deep.equal([
      { ...shared, given: true, ways: ['email'], recorded_by: null },
      { ...shared, given: false, ways: [], recorded_by: null },
    ]);
    const events = await app.database
      .knex('audit_events')
      .whereLike('action', 'consent.%')
      .where({ actor_id: user.id })
      .orderBy('id')
      .select('action', 'subject_id', 'details');
    const subject_id = String(user.id);
    expect(events).to.deep.equal([
      {
        ...{ action: 'consent.given', subject_id },
        details: { purpose: 'research', given: true, ways: 1, channel: 'web' },
      },
      {
        ...{ action: 'consent.withdrawn', subject_id },
        details: { purpose: 'research', given: false, ways: 0, channel: 'web' },
      },
    ]);
    expect(off.text.match(/On this site/g), 'own history').to.have.length(2);
  });

  it('say nothing twice: sending a choice again adds no line', async () => {
    const user = await app.createUser();
    const browser = await app.signIn(user.email);
    await withdraw(browser, 'products');
    await give(browser, 'products', ['email']);
    await give(browser, 'products', ['email']);
    expect(await ledgerOf(user)).to.have.length(1);
  });

  it('ask for a tick when none is there, beside the choice that it is about', async () => {
    const browser = await app.signInAs();
    const answer = await give(browser, 'sharing', []);
    expect(answer.status).to.equal(422);
    expect(answer.text).to.include('<a href="#sharing-ways">Tick at least one detail to share</a>');
    expect(answer.text).to.match(/id="sharing-error"/);
    expect((await give(browser, 'everything', ['email'])).status).to.equal(404);
  });

  it('show exactly what others see while one shares [P32]', async () => {
    const user = await app.createUser({ name: 'Pat Preview' });
    const browser = await app.signIn(user.email);
    await browser.submit('/account/details', {
      ...{ name: 'Pat Preview', telephone: '01632 960002' },
      postalAddress: '9 Hidden Road',
    });
    await give(browser, 'sharing', ['telephone']);
    const preview = /What they see of you(.*?)<\/dl>/s.exec((await browser.get(page)).text)?.[1] ?? '';
    expect(preview).to.include('Pat Preview').and.to.include('Ealing').and.to.include('01632 960002');
    expect(preview).not.to.include(user.email).and.not.to.include('Hidden');
    const entry = /<dl.*?<\/dl>/s.exec((await browser.get(`/directory/${user.id}`)).text)?.[0] ?? '';
    const values = (html: string): string[] =>
      [...html.matchAll(/list__value[^>]*>([^<]*)</g)].map(([, value = '']) => value);
    expect(values(preview)).to.deep.equal(['Pat Preview', ...values(entry)]);
  });

  it('keep interests, which lead the start page to what belongs to them [P5, P43]', async () => {
    const user = await app.createUser();
    const browser = await app.signIn(user.email);
    expect((await browser.get('/')).text).not.to.include('Your interests');
    await sent(browser, '/account/interests', 'topics=cost&topics=outcomes&topics=nonsense');
    expect(
      await app.database.knex('interests').where({ user_id: user.id }).orderBy('topic').pluck('topic'),
    ).to.deep.equal(['cost', 'outcomes']);
    expect((await browser.get('/')).text)
      .to.include('Your interests')
      .and.to.include('/reports/outcomes/1a');
    await sent(browser, '/account/interests', '');
    expect((await browser.get('/')).text).not.to.include('Your interests');
  });

  it('are for people of the authorities; a stale form changes nothing', async () => {
    expect((await app.browser().get(page)).status).to.equal(303);
    const user = await app.createUser();
    const browser = await app.signIn(user.email);
    expect((await browser.post(`${page}/sharing`, { _csrf: 'old', ways: 'email' })).status).to.equal(403);
    expect(await ledgerOf(user)).to.deep.equal([]);
  });
});

describe('the ledger of consents', () => {
  let app: TestApp;
  let user: TestUser;
  before(async () => {
    app = await startTestApp();
    user = await app.createUser();
    await choose(['email']);
  });
  after(() => app.close());

  const choose = (ways: 'email'[], action = 'test.chosen') => {
    const choice = { userId: user.id, purpose: 'sharing' as const, ways, at: app.clock.now() };
    return chooseConsent(app.database.knex, testSecrets, choice, { userId: user.id, action });
  };

  it('is only ever added to [P44]', async () => {
    const db = app.database.knex;
    for (const change of [
      () => db('consents').update({ given: false, ways: [] }),
      () => db('consents').where({ user_id: user.id }).delete(),
      () => query(app.database.url, 'truncate consents'),
    ])
      expect(await errorOf(() => Promise.resolve(change()))).to.include('append-only');
    expect(await db('consents').where({ user_id: user.id }).pluck('given')).to.deep.equal([true]);
  });

  it('gives way to the removal of the person alone', async () => {
    const db = app.database.knex;
    const other = await app.createUser();
    const removal = (id: number): Promise<unknown> =>
      db.transaction(async (trx) => {
        await trx.raw(`select set_config('spbench.removed_user', ?, true)`, [String(id)]);
        await trx('consents').where({ user_id: user.id }).delete();
      });
    expect(await errorOf(() => removal(other.id))).to.include('append-only');
    await removal(user.id);
    expect(await db('consents').where({ user_id: user.id }).pluck('id')).to.deep.equal([]);
    expect(
      await errorOf(async () => {
        await choose(['email']);
        await db('consents').delete();
      }),
    ).to.include('append-only');
  });

  it('has the last word of two at once, and no line whose record failed', async () => {
    const db = app.database.knex;
    await Promise.all([choose([]), choose(['email']), choose([])]);
    const rows = await db('consents').where({ user_id: user.id }).orderBy('id').pluck<boolean[]>('given');
    for (const [place, given] of rows.entries()) expect(given).not.to.equal(rows[place - 1]);
    const last = (await consentsOf(db, user.id)).sharing;
    expect(last?.given ?? false).to.equal(rows.at(-1));
    const next = last?.given ? [] : (['email'] as 'email'[]);
    expect(await errorOf(() => choose(next, null as unknown as string))).to.include('null value');
    expect(await db('consents').where({ user_id: user.id }).pluck('given')).to.deep.equal(rows);
  });

  it('refuses a line that contradicts itself', async () => {
    const line = {
      ...{ user_id: user.id, purpose: 'research', given: true, ways: [] as string[], wording: 'w' },
      ...{ wording_version: 1, channel: 'web', recorded_by: null as number | null, at: new Date() },
    };
    const insert = (changes: object) =>
      errorOf(() => Promise.resolve(app.database.knex('consents').insert({ ...line, ...changes })));
    expect(await insert({})).to.include('check');
    expect(await insert({ ways: ['pigeon'] })).to.include('check');
    expect(await insert({ ways: ['email'], channel: 'phone' })).to.include('check');
    expect(await insert({ ways: ['email'], recorded_by: user.id })).to.include('check');
  });
});
