import { expect } from 'chai';
import { startTestApp, type TestApp, type TestUser } from '../../support/app.ts';
import type { Answer, HttpClient } from '../../support/http-client.ts';
import { lettersTo, lastMailTo, mailsOf, pathIn } from '../../support/mail.ts';

describe('choices that people tell staff', () => {
  let app: TestApp;
  let person: TestUser;
  let page: string;
  beforeEach(async () => {
    app = await startTestApp();
    person = await app.createUser({ name: 'Robin Rang' });
    page = `/occ/users/${person.id}/consents`;
  });
  afterEach(() => app.close());

  const told = { channel: 'phone', purpose: 'products', decision: 'yes', ways: 'email' };
  const note = (browser: HttpClient, fields: Record<string, string>): Promise<Answer> =>
    browser.submit(page, fields, { action: page });

  it('are noted with the channel and the member of staff, and the person is told [P39]', async () => {
    const staff = await app.createUser({ role: 'support' });
    const browser = await app.signIn(staff.email);
    const answer = await note(browser, told);
    expect([answer.status, answer.location]).to.deep.equal([303, `${page}?saved=1`]);
    const row = await app.database
      .knex('consents')
      .where({ user_id: person.id })
      .first<Record<string, unknown>>();
    expect(row).to.include({ purpose: 'products', given: true, channel: 'phone', recorded_by: staff.id });
    expect(String(row.wording)).to.include('other products and services');
    const event = await app.database
      .knex('audit_events')
      .where({ action: 'consent.recorded-by-staff' })
      .first<Record<string, unknown>>('actor_id', 'subject_id');
    expect(event).to.deep.equal({ actor_id: staff.id, subject_id: String(person.id) });
    const { letter } = await lastMailTo(app, person.email);
    expect(JSON.stringify(letter)).to.include('by telephone').and.to.include('yes (email)');
    expect(pathIn(letter)).to.equal('/account/preferences');
    expect((await browser.get(answer.location)).text).to.include('We have written to Robin Rang');
    const own = await (await app.signIn(person.email)).get('/account/preferences');
    expect(own.text).to.include('By telephone, noted by Oxford Computer Consultants');
  });

  it('are withdrawn as easily as given [P39, P40, P44]', async () => {
    const browser = await app.signInAs({ role: 'compliance' });
    await note(browser, told);
    const answer = await note(browser, { channel: 'post', purpose: 'products', decision: 'no' });
    expect(answer.status).to.equal(303);
    const rows = await app.database.knex('consents').orderBy('id').select('given', 'channel', 'ways');
    expect(rows).to.deep.equal([
      { given: true, channel: 'phone', ways: ['email'] },
      { given: false, channel: 'post', ways: [] },
    ]);
    expect(await lettersTo(app.database.knex, person.email)).to.have.length(2);
  });

  it('need all that the ledger asks for, and a change', async () => {
    const browser = await app.signInAs({ role: 'support' });
    const empty = await note(browser, {});
    expect(empty.status).to.equal(422);
    for (const field of ['channel', 'purpose', 'decision']) expect(empty.text).to.include(`href="#${field}"`);
    const unknown = await note(browser, { ...told, ways: 'telephone' });
    expect(unknown.text).to.include('has given no detail');
    const same = await note(browser, { ...told, decision: 'no' });
    expect([same.status, same.text.includes('already')]).to.deep.equal([422, true]);
    expect(await app.database.knex('consents').select('id')).to.deep.equal([]);
    expect(await mailsOf(app)).to.deep.equal([]);
  });

  it('are for staff, whose look at them is recorded; there is no such page for anybody else', async () => {
    const staff = await app.createUser({ role: 'admin' });
    expect((await (await app.signIn(staff.email)).get(page)).text).to.include('Robin Rang');
    const seen = await app.database
      .knex('audit_events')
      .where({ action: 'consent.seen-by-staff' })
      .pluck('actor_id');
    expect(seen).to.deep.equal([staff.id]);
    const lead = await app.signInAs({ role: 'lead' });
    expect((await lead.get(page)).status).to.equal(404);
    expect((await lead.post(page, { _csrf: await lead.csrfToken(), ...told })).status).to.equal(404);
    const browser = await app.signIn(staff.email);
    for (const other of [
      '/occ/users/999999/consents',
      '/occ/users/x/consents',
      `/occ/users/${staff.id}/consents`,
    ])
      expect((await browser.get(other)).status, other).to.equal(404);
  });
});
