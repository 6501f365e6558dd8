import { expect } from 'chai';
import { query } from '../../support/database.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { until } from '../../support/until.ts';

describe('a redirect after something was noted in the session', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp();
  });
  after(() => app.close());

  it('leaves only when the session is kept, since a browser follows it at once', async () => {
    const { email, password } = await app.createUser();
    const browser = await app.signIn(email);
    const body = new URLSearchParams({ _csrf: await browser.csrfToken(), password, returnTo: '/account' });
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    let isLedOn = false;
    const heldUp = await app.database.knex.transaction(async (trx) => {
      await trx('sessions').select('sid').forUpdate();
      // Resolves with the head of the answer, before its body has come.
      const leading = fetch(new URL('/account/confirm-it-is-you', app.baseUrl), {
        ...{ method: 'POST', body, redirect: 'manual', headers: { cookie } },
      }).then((answer) => {
        isLedOn = true;
        return answer;
      });
      await until(async () => (await waitingForLocks(app)) > 0);
      expect(isLedOn).to.equal(false);
      return { leading };
    });
    const { status, headers } = await heldUp.leading;
    expect([status, headers.get('location')]).to.deep.equal([303, '/account']);
  });
});

async function waitingForLocks({ testDatabase }: TestApp): Promise<number> {
  const rows = await query(
    testDatabase.url,
    `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows.length;
}
