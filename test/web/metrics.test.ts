import { expect } from 'chai';
import { openDatabase } from '../../src/platform/database.ts';
import { addJob } from '../../src/platform/jobs.ts';
import { metricsText, type Sample } from '../../src/platform/metrics.ts';
import { metricsParts } from '../../src/wiring-metrics.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { testRoutes } from '../support/test-routes.ts';

const token = 'a token of more than twenty characters';

describe('/metrics', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp({ metricsToken: token, routes: testRoutes });
  });
  after(() => app.close());

  const figures = async (): Promise<Map<string, number>> =>
    figuresIn((await app.browser().get('/metrics')).text);

  it('tells this machine how requests were answered, by class alone, whoever asked for what [P12]', async () => {
    const before = await figures();
    const officer = await app.signInAs({ email: 'counted@example.org' });
    await officer.get('/test/signed-in?word=telling');
    await officer.get('/no-such-page');
    await officer.get('/test/throws');
    const { text, headers } = await app.browser().get('/metrics');
    expect(headers.get('content-type')).to.equal('text/plain; version=0.0.4; charset=utf-8');
    expect(headers.get('cache-control')).to.equal('no-store');
    expect(headers.getSetCookie()).to.deep.equal([]);
    const after = figuresIn(text);
    const more = (name: string): number => (after.get(name) ?? NaN) - (before.get(name) ?? NaN);
    // Signing in takes its page, the form and what comes after; the rest is asked for once each.
    expect(more('spbench_http_requests_total{status="5xx"}')).to.equal(1);
    expect(more('spbench_http_requests_total{status="4xx"}')).to.equal(1);
    expect(more('spbench_http_requests_total{status="2xx"}')).to.equal(2);
    expect(more('spbench_http_requests_total{status="3xx"}')).to.equal(1);
    expect(more('spbench_http_request_duration_seconds_count')).to.equal(5);
    expect(more('spbench_http_request_duration_seconds_bucket{le="+Inf"}')).to.equal(5);
    expect(after.get('spbench_http_requests_in_hand')).to.equal(0);
    for (const telling of ['test/', 'telling', 'counted', 'example', 'no-such-page', '127.0.0.1'])
      expect(text, telling).to.not.contain(telling);
  });

  it('is no page to whoever comes through a proxy, unless with the token', async () => {
    for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via', 'x-forwarded-proto']) {
      const proxied = { [name]: '127.0.0.1' };
      const refused = await app.browser(proxied).get('/metrics');
      expect(refused.status, name).to.equal(404);
      expect(refused.text, name).to.contain('Page not found').and.to.not.contain('spbench_');
      const wrong = { ...proxied, authorization: `Bearer ${token}x` };
      expect((await app.browser(wrong).get('/metrics')).status, name).to.equal(404);
      const right = { ...proxied, authorization: `Bearer ${token}` };
      expect((await app.browser(right).get('/metrics')).status, name).to.equal(200);
    }
  });

  it('lets nobody in by a token where none is set', async () => {
    const other = await startTestApp({ on: app.testDatabase });
    try {
      for (const authorization of ['Bearer null', 'Bearer ', 'Bearer undefined', `Bearer ${token}`]) {
        const headers = { 'x-forwarded-for': '203.0.113.9', authorization };
        expect((await other.browser(headers).get('/metrics')).status, authorization).to.equal(404);
      }
    } finally {
      await other.close();
    }
  });

  it('tells of the process, the background work, the mail and the database', async () => {
    const { database } = app;
    await database.knex.transaction(async (trx) => {
      await addJob(trx, { task: 'nothing', payload: {}, queue: 'test' });
      await addJob(trx, { task: 'later', payload: {}, queue: 'test', runAt: new Date(Date.now() + 60_000) });
    });
    const parts = metricsParts({ database, config: { metricsToken: null } }, () => true);
    const told = figuresIn(metricsText(await parts.read()));
    expect(told.get('spbench_worker_up')).to.equal(1);
    expect(told.get('spbench_database_up')).to.equal(1);
    expect(told.get('spbench_database_connections{state="open"}')).to.be.above(0);
    expect(told.get('spbench_jobs{state="due"}')).to.be.above(0);
    expect(told.get('spbench_jobs{state="later"}')).to.equal(1);
    expect(told.get('spbench_mail_letters{state="queued"}')).to.be.at.least(0);
    expect(told.get('spbench_mail_letters{state="dead"}')).to.equal(0);
    expect(told.get('process_resident_memory_bytes')).to.be.above(1_000_000);
    expect(told.get('process_cpu_seconds_total')).to.be.above(0);
  });

  it('tells the rest where the database does not answer', async () => {
    const gone = openDatabase(app.testDatabase.url);
    await gone.close();
    const parts = metricsParts({ database: gone, config: { metricsToken: null } }, () => false);
    const rest = figuresIn(metricsText(await parts.read()));
    expect([rest.get('spbench_database_up'), rest.get('spbench_worker_up')]).to.deep.equal([0, 0]);
    expect(rest.has('spbench_jobs{state="due"}')).to.equal(false);
  });
});

describe('the text of metrics', () => {
  it('has each figure under its name, labels escaped and numbers as Prometheus reads them', () => {
    const samples: Sample[] = [
      { labels: { path: 'a\\b "c"\nd' }, value: 0.5 },
      { suffix: '_bucket', labels: { le: '+Inf' }, value: Infinity },
      { value: NaN },
    ];
    expect(metricsText([{ name: 'x_total', help: 'Two\nlines.', kind: 'counter', samples }])).to.equal(
      [
        '# HELP x_total Two\\nlines.',
        '# TYPE x_total counter',
        'x_total{path="a\\\\b \\"c\\"\\nd"} 0.5',
        'x_total_bucket{le="+Inf"} +Inf',
        'x_total NaN',
        '',
      ].join('\n'),
    );
  });
});

/** Every figure of the text by its name and labels; throws at a line that is none. */
function figuresIn(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('# '));
  return new Map(
    lines.map((line) => {
      const [, name = '', value = ''] = /^([a-z_0-9]+(?:\{[^}]*\})?) (\S+)$/i.exec(line) ?? [];
      if (name === '') throw new Error(`This is no figure: ${line}`);
      return [name, Number(value.replace('Inf', 'Infinity'))];
    }),
  );
}
