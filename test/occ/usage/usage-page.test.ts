import { expect } from 'chai';
import { today } from '../../../src/platform/clock.ts';
import { textOf } from '../../policies/requirements-world.ts';
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts';

describe('the page about usage', () => {
  let app: WholeApp;
  before(async () => {
    app = await startWholeApp({ jobs: false });
  });
  after(() => app.close());

  it('is for support and administrators alone', async () => {
    for (const role of ['officer', 'lead', 'compliance'] as const)
      expect((await (await app.signInAs({ role })).get('/occ/usage')).status, role).to.equal(404);
    for (const role of ['support', 'admin'] as const)
      expect((await (await app.signInAs({ role })).get('/occ/usage')).status, role).to.equal(200);
  });

  it('says that nothing is counted, and whether counting is on', async () => {
    const words = textOf((await (await app.signInAs({ role: 'support' })).get('/occ/usage')).text);
    expect(words).to.include('Counting is off').and.include('Nothing has been counted');
    expect((await app.browser().get('/policies/cookies')).text).to.include('counting is off');
  });

  it('shows the last 30 days by day and by page', async () => {
    const day = (ago: number): string =>
      today(() => new Date(app.clock.now().getTime() - ago * 24 * 3600_000));
    await app.database.knex('usage_counts').insert([
      { day: day(0), what: 'page /policies', count: 1200 },
      { day: day(0), what: 'page /contact', count: 3 },
      { day: day(0), what: 'searches', count: 7 },
      { day: day(0), what: 'searches in vain', count: 2 },
      { day: day(29), what: 'page /contact', count: 4 },
      { day: day(31), what: 'page /contact', count: 900 },
    ]);
    const { text } = await (await app.signInAs({ role: 'admin' })).get('/occ/usage');
    const rows = [...text.matchAll(/<tr><th scope="row">(.*?)<\/tr>/gs)].map(([, row = '']) =>
      textOf(row)
        .trim()
        .split(/\s{1,}/),
    );
    expect(rows.map((cells) => cells.slice(-3))).to.deep.equal([
      ['1,203', '7', '2'],
      ['4', '0', '0'],
      ['/policies', '1,200'],
      ['/contact', '7'],
    ]);
  });

  it('is said to be on where it is, to everybody', async () => {
    const counting = await startWholeApp({ jobs: false, usageCounters: true });
    try {
      expect((await counting.browser().get('/policies/cookies')).text).to.include('counting is on');
      const support = await counting.signInAs({ role: 'support' });
      expect((await support.get('/occ/usage')).text).to.include('Counting is on');
    } finally {
      await counting.close();
    }
  });
});
