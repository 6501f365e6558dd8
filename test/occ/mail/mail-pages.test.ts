import { expect } from 'chai';
import { mailRoutes } from '../../../src/occ/mail/routes.ts';
import { text } from '../../../src/platform/mail/letter.ts';
import { queueMail } from '../../../src/platform/mail/queue-mail.ts';
import { markDead } from '../../../src/platform/mail/store.ts';
import { startTestApp, testSecrets, type TestApp } from '../../support/app.ts';
import type { HttpClient } from '../../support/http-client.ts';
import { mailsOf } from '../../support/mail.ts';

const page = '/occ/mail';

describe('the page of mail in the back office', () => {
  let app: TestApp;
  let support: HttpClient;
  before(async () => {
    app = await startTestApp({
      routes: ({ database, clock }) => mailRoutes({ db: database.knex, clock }),
    });
    support = await app.signInAs({ role: 'support' });
  });
  after(() => app.close());
  beforeEach(() => app.database.knex('outbox').delete());

  const queue = (to = 'secret.person@example.org', userId: number | null = null): Promise<number> =>
    app.database.knex.transaction((trx) =>
      queueMail(trx, testSecrets, {
        ...{ to, userId, about: 'password-reset' },
        letter: { subject: 'x', name: null, parts: [text('whatever')] },
      }),
    );
  const dead = async (...given: Parameters<typeof queue>): Promise<number> => {
    const id = await queue(...given);
    const fault = { word: 'recipient-refused', code: 550 } as const;
    await markDead(app.database.knex, id, fault, app.clock.now());
    return id;
  };
  const row = (id: number) => app.database.knex('outbox').where({ id }).first<Record<string, unknown>>();
  const events = (action: string) =>
    app.database
      .knex('audit_events')
      .where({ action })
      .select<{ subject_type: string; subject_id: string; details: unknown }[]>(
        'subject_type',
        'subject_id',
        'details',
      );
  const press = async (path: string): Promise<number> =>
    (await support.post(path, { _csrf: await support.csrfToken() })).status;

  it('says that there is nothing to do when there is not', async () => {
    const { status, text: html } = await support.get(page);
    expect(status).to.equal(200);
    expect(html).to.match(/<title>Mail – /);
    expect(html).to.include('No letter has failed.').and.to.include('There is nothing to do here.');
  });

  it('lists what failed and what waits, why and how often, and nobody’s address', async () => {
    const user = await app.createUser();
    await app.database.knex('outbox').delete();
    const id = await dead('secret.person@example.org', user.id);
    await queue('other.person@example.org');
    const { text: html } = await support.get(page);
    expect(html).to.include('1 letter could not be sent. 1 letter waits to be sent.');
    expect(html)
      .to.include('Password reset')
      .and.to.include('The address was refused.')
      .and.to.include('(550)');
    expect(html).to.include(`href="/occ/users/${user.id}"`).and.to.include('Nobody with an account');
    expect(html).to.include(`action="/occ/mail/${id}/sending"`);
    expect(html).not.to.match(/person@example/);
  });

  it('sends a dead letter again, once, and records who did', async () => {
    const id = await dead();
    expect(await press(`${page}/${id}/sending`)).to.equal(303);
    expect(await row(id)).to.include({ state: 'queued', attempts: 0, ended_at: null });
    expect(await mailsOf(app)).to.have.length(1);
    const { rows } = await app.database.knex.raw<{ rows: unknown[] }>(
      'select 1 from graphile_worker.jobs where key = ? and run_at <= now()',
      [`send-mail ${id}`],
    );
    expect(rows).to.have.length(1);
    expect(await events('mail.sent-again')).to.deep.equal([
      { subject_type: 'mail', subject_id: String(id), details: {} },
    ]);
    expect(await press(`${page}/${id}/sending`)).to.equal(409);
  });

  it('gives a letter up: nothing of what it said is left', async () => {
    const id = await dead();
    expect(await press(`${page}/${id}/ending`)).to.equal(303);
    expect(await row(id)).to.include({ state: 'given-up', content: null });
    expect(await events('mail.given-up')).to.have.length(1);
    expect(await press(`${page}/${id}/sending`)).to.equal(409);
    expect((await support.get(page)).text).to.include('There is nothing to do here.');
  });

  it('offers no sending of a letter that is wiped', async () => {
    const id = await dead();
    await app.database.knex('outbox').where({ id }).update({ content: null });
    expect((await support.get(page)).text)
      .to.include('Wiped')
      .and.not.to.include(`/${id}/sending`);
    expect(await press(`${page}/${id}/sending`)).to.equal(409);
  });

  it('is for support and administrators; others find no page, and no button without its token works', async () => {
    const id = await dead();
    for (const role of ['officer', 'lead', 'compliance'] as const) {
      const other = await app.signInAs({ role });
      expect((await other.get(page)).status, role).to.equal(404);
      const answer = await other.post(`${page}/${id}/sending`, { _csrf: await other.csrfToken() });
      expect(answer.status, role).to.equal(404);
    }
    expect((await (await app.signInAs({ role: 'admin' })).get(page)).status).to.equal(200);
    expect((await support.post(`${page}/${id}/sending`, {})).status).to.equal(403);
    for (const odd of ['0', 'x', '1e3', '99999999999999999999'])
      expect(await press(`${page}/${odd}/ending`), odd).to.equal(404);
    expect(await press(`${page}/999999/ending`)).to.equal(409);
    expect(await row(id)).to.include({ state: 'dead' });
  });
});
