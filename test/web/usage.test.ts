import { expect } from 'chai';
import { pino } from 'pino';
import { get } from '../../src/web/routes.ts';
import { openUsageCounter, type UsageCounter } from '../../src/web/usage.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { query } from '../support/database.ts';

describe('counting visits', () => {
  let counter: UsageCounter | undefined;
  const start = (isOn: boolean): Promise<TestApp> =>
    startTestApp({
      usage: isOn
        ? ({ database, clock, logger }) =>
            (counter = openUsageCounter({ pool: database.pool, clock, logger }))
        : undefined,
      routes: () => [
        get('/things/:id', 'public', (_req, res) => void res.type('html').send('<p>A thing</p>')),
        get('/things.csv', 'public', (_req, res) => void res.type('csv').send('a')),
        get('/found/:how', 'public', (req, res) => {
          req.countSearch(req.params.how === 'yes');
          res.redirect(303, '/');
        }),
      ],
    });
  const counts = (app: TestApp): Promise<Record<string, unknown>[]> =>
    query(
      app.testDatabase.url,
      `select to_char(day, 'YYYY-MM-DD') as day, what, count::int from usage_counts order by day, what`,
    );

  const searchesOf = async (app: TestApp): Promise<number> =>
    Number((await counts(app)).find(({ what }) => what === 'searches')?.count ?? 0);

  describe('when it is switched on', () => {
    let app: TestApp;
    before(async () => {
      app = await start(true);
    });
    after(() => app.close());
    const day = (): string =>
      new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(app.clock.now());

    it('counts pages by the pattern of their address, and nothing about who [P12, P29]', async () => {
      const officer = await app.signInAs();
      for (const address of [
        '/things/1?q=secret',
        '/things/2',
        '/things.csv',
        '/nowhere',
        '/healthz',
        '/assets/js/app.js',
      ])
        await officer.get(address);
      await app.browser({ 'user-agent': 'a telling name' }).get('/things/3');
      await counter?.flush();
      const rows = await counts(app);
      expect(rows).to.deep.include({ day: day(), what: 'page /things/:id', count: 3 });
      const text = JSON.stringify(rows);
      for (const telling of ['secret', 'telling', 'csv', 'nowhere', 'healthz', 'assets', 'person', 'example'])
        expect(text).not.to.include(telling);
      const columns = await query(
        app.testDatabase.url,
        `select column_name as name from information_schema.columns where table_name = 'usage_counts' order by 1`,
      );
      expect(columns.map(({ name }) => name)).to.deep.equal(['count', 'day', 'what']);
    });

    it('counts searches, and those that found nothing [P12]', async () => {
      for (const how of ['yes', 'no', 'no']) await app.browser().get(`/found/${how}`);
      await counter?.flush();
      const searches = (await counts(app)).filter(({ what }) => String(what).startsWith('searches'));
      expect(searches).to.deep.equal([
        { day: day(), what: 'searches', count: 3 },
        { day: day(), what: 'searches in vain', count: 2 },
      ]);
    });

    it('counts searches of the directory, not what was sought nor turning its pages unasked', async () => {
      const officer = await app.signInAs();
      const before = await searchesOf(app);
      for (const query of ['', '?page=2', '?name=Nobody+At+All', '?name=&authority=&region='])
        await officer.get(`/directory${query}`);
      await counter?.flush();
      expect((await searchesOf(app)) - before).to.equal(1);
      expect(JSON.stringify(await counts(app))).not.to.include('Nobody');
    });

    it('adds to what was counted that day, and begins anew the next', async () => {
      await app.browser().get('/found/yes');
      await counter?.flush();
      expect(await counts(app)).to.deep.include({ day: day(), what: 'searches', count: 5 });
      app.clock.advance(24 * 3600_000);
      await app.browser().get('/found/yes');
      await counter?.flush();
      expect(await counts(app)).to.deep.include({ day: day(), what: 'searches', count: 1 });
    });

    it('writes nothing while pages are answered, only when it is told to or ends', async () => {
      const before = await counts(app);
      await app.browser().get('/things/4');
      expect(await counts(app)).to.deep.equal(before);
      await counter?.close();
      expect(await counts(app)).not.to.deep.equal(before);
    });
  });

  it('loses nothing when the database cannot be reached for a while', async () => {
    const written: unknown[][] = [];
    let isDown = true;
    const pool = {
      query: (_sql: string, values: unknown[]) => {
        if (isDown) return Promise.reject(new Error('down'));
        written.push(values);
        return Promise.resolve();
      },
    };
    const clock = () => new Date('2026-11-22T12:00:00Z');
    const parts = { pool: pool as never, clock, logger: pino({ level: 'silent' }) };
    const own = openUsageCounter(parts);
    own.countSearch(true);
    await own.flush();
    own.countSearch(true);
    isDown = false;
    await own.close();
    expect(written).to.deep.equal([[['2026-11-22'], ['searches'], [2]]]);
  });

  it('is not done unless it is switched on [P54]', async () => {
    const app = await start(false);
    try {
      for (const address of ['/things/1', '/found/no']) await app.browser().get(address);
      expect(await counts(app)).to.deep.equal([]);
    } finally {
      await app.close();
    }
  });
});
