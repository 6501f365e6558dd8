import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { shippedTexts } from '../../../src/policies/index.ts';
import { query } from '../../support/database.ts';
import type { HttpClient } from '../../support/http-client.ts';
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts';

const changed = '/policies/privacy/changed';

describe('a changed privacy notice', () => {
  let app: WholeApp;
  beforeEach(async () => {
    app = await startWholeApp({ jobs: false, showsNotice: true });
  });
  afterEach(() => app.close());

  const publishSecond = async (): Promise<void> => {
    const folder = path.join(app.dataDir, 'policies/privacy');
    await mkdir(folder, { recursive: true });
    const first = await readFile(path.join(shippedTexts, 'privacy/1.md'), 'utf8');
    const second = first
      .replace('version: 1', 'version: 2')
      .replace('changed: First version.', 'changed: Where data is kept is said more clearly.')
      .replace('Data is held in the United Kingdom.', 'Data is held in England.');
    await writeFile(path.join(folder, '2.md'), second);
    app.clock.advance(4000);
  };
  const seen = (): Promise<Record<string, unknown>[]> =>
    query(
      app.testDatabase.url,
      'select user_id::int, page, version::int from policy_acknowledgements order by version',
    );
  const led = async (email: string): Promise<{ client: HttpClient; to: string }> => {
    const client = app.browser();
    const fields = { email, password: 'correct horse battery staple', returnTo: '/uploads' };
    let { location } = await client.submit('/sign-in', fields);
    if (location.startsWith('/sign-in/check')) ({ location } = await client.get(location));
    return { client, to: location };
  };

  it('is not shown to those who come for the first time: what they found is noted', async () => {
    const { id, email } = await app.createUser();
    expect((await led(email)).to).to.equal('/uploads');
    expect(await seen()).to.deep.equal([{ user_id: id, page: 'privacy', version: 1 }]);
    expect((await led(email)).to).to.equal('/uploads');
    expect(await seen()).to.have.length(1);
  });

  it('is shown once at the next sign-in, with what is different, before one goes on [P57, P117]', async () => {
    const { id, email } = await app.createUser();
    await led(email);
    await publishSecond();
    const { client, to } = await led(email);
    expect(to).to.equal(`${changed}?returnTo=%2Fuploads`);
    const { status, text } = await client.get(to);
    expect(status).to.equal(200);
    expect(text).to.include('Where data is kept is said more clearly.');
    expect(text).to.match(/<ins>.*England.*<\/ins>/);
    expect(text).to.include('You agree to nothing by it');
    const answer = await client.submit(to, {}, { action: '/policies/privacy/acknowledgement' });
    expect([answer.status, answer.location]).to.deep.equal([303, '/uploads']);
    expect(await seen()).to.deep.equal([
      { user_id: id, page: 'privacy', version: 1 },
      { user_id: id, page: 'privacy', version: 2 },
    ]);
    expect((await led(email)).to).to.equal('/uploads');
    const events = await query(
      app.testDatabase.url,
      `select actor_id::int, action, subject_id, details from audit_events where action like 'policy.notice%' order by id`,
    );
    expect(events).to.deep.equal([
      { actor_id: id, action: 'policy.notice-noted', subject_id: 'privacy/1', details: {} },
      { actor_id: id, action: 'policy.notice-seen', subject_id: 'privacy/2', details: {} },
    ]);
  });

  it('is shown again as long as it was not gone on from', async () => {
    const { email } = await app.createUser();
    await led(email);
    await publishSecond();
    await led(email);
    expect((await led(email)).to).to.include(changed);
  });

  it('is noted twice as once', async () => {
    const { email } = await app.createUser();
    await led(email);
    await publishSecond();
    const { client, to } = await led(email);
    for (let times = 0; times < 2; times += 1)
      await client.submit(to, {}, { action: '/policies/privacy/acknowledgement' });
    expect(await seen()).to.have.length(2);
  });

  it('leads nowhere else than to our own pages, and notes no version that is not there', async () => {
    const { email } = await app.createUser();
    const { client } = await led(email);
    const send = (fields: Record<string, string>) =>
      client.submit(changed, fields, { action: '/policies/privacy/acknowledgement' });
    for (const returnTo of ['https://example.org', '//example.org', '/\\example.org', ''])
      expect((await send({ returnTo })).location).to.equal('/');
    for (const version of ['2', 'x', '', '-1'])
      expect((await send({ version })).status, version).to.equal(404);
    expect(await seen()).to.have.length(1);
  });

  it('needs a sign-in and a token of the page', async () => {
    expect((await app.browser().get(changed)).location).to.include('/sign-in');
    const { client } = await led((await app.createUser()).email);
    expect((await client.post('/policies/privacy/acknowledgement', { version: '1' })).status).to.equal(403);
  });
});
