import { expect } from 'chai';
import type { Knex } from 'knex';
import { startTestApp, type TestApp } from '../support/app.ts';
import { query } from '../support/database.ts';
import { until } from '../support/until.ts';

describe('a session that a page has changed', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp();
  });
  after(() => app.close());

  const waiting = async (): Promise<boolean> =>
    (
      await query(
        app.testDatabase.url,
        `select 1 from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock' and query like 'update sessions%'`,
      )
    ).length > 0;

  /** Whether a reply had begun while the session's row was held, so that nothing could be written to it. */
  const beginsEarly = async (userId: number, ask: () => Promise<unknown>): Promise<boolean> => {
    const held = await app.database.knex.transaction();
    try {
      await held('sessions').where({ user_id: userId }).forUpdate();
      return await whileHeld(held, ask);
    } finally {
      if (!held.isCompleted()) await held.rollback();
    }
  };
  const whileHeld = async (held: Knex.Transaction, ask: () => Promise<unknown>): Promise<boolean> => {
    let hasBegun = false;
    const asked = ask().then(() => {
      hasBegun = true;
    });
    await until(waiting);
    // Whatever was sent before this is there by now.
    for (let round = 0; round < 3; round += 1) await app.browser().get('/healthz');
    const early = hasBegun;
    await held.rollback();
    await asked;
    return early;
  };

  /** Resolves as soon as the head of the reply is there, as a browser goes on from it. */
  const headOf = (path: string, init: RequestInit): Promise<Response> =>
    fetch(new URL(path, app.baseUrl), { redirect: 'manual', ...init });

  it('is kept before the page is sent, so that the picture of a new key is there when it is asked for', async () => {
    const { id, email } = await app.createUser();
    const browser = await app.signIn(email);
    const headers = { cookie: `spbench=${browser.cookies.get('spbench') ?? ''}` };
    const early = await beginsEarly(id, () => headOf('/account/security/second-factor', { headers }));
    expect(early).to.equal(false);
    expect((await browser.get('/account/security/second-factor/qr.svg')).status).to.equal(200);
  });

  it('is kept before a redirect is sent, so that whoever has just said who they are is not asked again', async () => {
    const { id, email, password } = await app.createUser();
    const browser = await app.signIn(email);
    const headers = {
      cookie: `spbench=${browser.cookies.get('spbench') ?? ''}`,
      'content-type': 'application/x-www-form-urlencoded',
    };
    const body = new URLSearchParams({ _csrf: await browser.csrfToken(), password }).toString();
    const early = await beginsEarly(id, () =>
      headOf('/account/confirm-it-is-you', { method: 'POST', headers, body }),
    );
    expect(early).to.equal(false);
  });

  it('and cannot be kept is told of, with nothing half sent', async () => {
    const browser = await app.signInAs();
    await query(
      app.testDatabase.url,
      `alter table sessions add constraint no_change check (false) not valid`,
    );
    try {
      const answer = await browser.get('/account/security/second-factor');
      expect(answer.status).to.equal(500);
      expect(answer.text).to.contain('problem with SP-Bench').and.to.not.contain('app-key');
    } finally {
      await query(app.testDatabase.url, 'alter table sessions drop constraint no_change');
    }
  });
});
