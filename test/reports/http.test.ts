import { expect } from 'chai';
import { reportRoutes } from '../../src/reports/index.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { HttpClient } from '../support/http-client.ts';
import { authorityOf, makeLive, service, type TestService } from './world.ts';

const report = '/reports/cost/weekly-unit-cost';

describe('reports over HTTP', () => {
  let app: TestApp;
  let ealing: HttpClient;
  let leeds: HttpClient;
  let peers: TestService[];

  before(async () => {
    app = await startTestApp({ routes: ({ database }) => reportRoutes({ database }) });
    const db = app.database.knex;
    const own = await authorityOf(db, '00AJ');
    const others = await Promise.all(['00AB', '38', '00BN'].map((code) => authorityOf(db, code)));
    peers = others.flatMap((authority, place) => [
      service(authority, `PEER-${place}-1`, { weekly_unit_cost: 10 + place, name: `Secret house ${place}` }),
      service(authority, `PEER-${place}-2`, { weekly_unit_cost: 20 + place, name: `Secret lodge ${place}` }),
      service(authority, `PEER-${place}-3`, {
        weekly_unit_cost: 30,
        serviceType: 'Resettlement',
        name: `Secret inn ${place}`,
      }),
    ]);
    const mine = Array.from({ length: 120 }, (_, index) =>
      service(own, `OWN-${index}`, {
        weekly_unit_cost: index === 0 ? null : index,
        serviceType: index < 100 ? 'Outreach' : 'Resettlement',
        name: index === 5 ? '<b>Bold & "brave"</b>' : `House ${index}`,
      }),
    );
    await makeLive(db, [...mine, ...peers]);
    ealing = await app.signInAs();
    leeds = await app.signInAs({ authorityCode: '00DA' });
  });

  after(() => app.close());

  it('are for officers who have signed in', async () => {
    for (const path of ['/reports', report, `${report}.csv`, `${report}/services.csv`]) {
      expect((await app.browser().get(path)).status, path).to.equal(303);
      expect((await ealing.get(path)).status, path).to.equal(200);
    }
    const admin = await app.signInAs({ role: 'admin' });
    expect((await admin.get(report)).status).to.equal(404);
  });

  it('list the seven measures and say how many peers there are', async () => {
    const { text } = await ealing.get('/reports');
    expect(text.match(/href="\/reports\/cost\//g)).to.have.length(7);
    expect(text).to.include('Your peers now are 9 services of 3 other authorities.');
    expect(text).to.include('13 September 2004');
  });

  it('tell an authority without a live extract what to do, and show it the peers', async () => {
    expect((await leeds.get('/reports')).text).to.include('href="/uploads/new"');
    const { status, text } = await leeds.get(report);
    expect(status).to.equal(200);
    expect(text).to.include('Your authority has no live extract').and.to.include('<svg');
    expect((await leeds.get(`${report}/services.csv`)).text).to.equal(
      'service_id,service_name,group,value,percentile\r\n',
    );
  });

  it('start downloads with the mark of UTF-8, for spreadsheets', async () => {
    const cookie = [...ealing.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    for (const path of [`${report}.csv`, `${report}/services.csv`]) {
      const bytes = await (await fetch(app.baseUrl + path, { headers: { cookie } })).arrayBuffer();
      expect([...new Uint8Array(bytes).slice(0, 3)], path).to.deep.equal([0xef, 0xbb, 0xbf]);
    }
  });

  it('show a title, a sentence, a table and a described chart', async () => {
    const { text } = await ealing.get(report);
    expect(text).to.match(/<title>Weekly unit cost – /);
    expect(text).to.match(/<h1[^>]*>Weekly unit cost<\/h1>/);
    expect(text).to.include('Your median is £60.00 a week, above the peer median of £21.00 a week.');
    expect(text).to.match(/<svg[^>]* role="img" aria-labelledby="chart-title chart-description"/);
    expect(text).to.match(/<title id="chart-title">[^<]+<\/title>\s*<desc id="chart-description">[^<]+</);
    expect(text).to.include('app-chart__box').and.to.include('app-chart__dot');
    expect(text).not.to.match(/ style=/);
  });

  it('list own services, escaped, a hundred a page or all', async () => {
    const first = (await ealing.get(report)).text;
    expect(first).to.include('OWN-119<').and.not.to.include('>OWN-1<');
    const second = (await ealing.get(`${report}?page=2`)).text;
    expect(second).to.include('>OWN-1<').and.to.include('&lt;b&gt;Bold &amp; &#34;brave&#34;&lt;/b&gt;');
    expect(second).to.include('Not available: WeeklyUnitCost empty or excluded');
    const all = (await ealing.get(`${report}?page=all`)).text;
    expect(all).to.include('>OWN-1<').and.to.include('OWN-119<');
    expect((await ealing.get(`${report}?page=99`)).status).to.equal(200);
  });

  it('give the same rows in downloads as on the page', async () => {
    const choices = '?serviceType=Outreach&serviceType=Resettlement&groupBy=serviceType';
    const csv = await ealing.get(`${report}.csv${choices}`);
    expect(csv.headers.get('content-type')).to.equal('text/csv; charset=utf-8');
    expect(csv.headers.get('content-disposition')).to.equal(
      'attachment; filename=sp-bench-weekly-unit-cost-comparison-2004-09-13.csv',
    );
    const rows = csv.text.trim().split('\r\n').slice(1);
    expect(rows).to.deep.equal([
      'Outreach,99,50,50,,,,,,,,,,yes',
      'Resettlement,20,109.5,109.5,,,,,,,,,,yes',
    ]);
    const page = (await ealing.get(report + choices)).text;
    expect(page.match(/Too few to compare/g)).to.have.length.above(1);
    expect(page)
      .to.include('109.50')
      .and.to.include(`href="${report}.csv${choices.replaceAll('&', '&amp;')}`);
    const services = (await ealing.get(`${report}/services.csv${choices}`)).text.trim().split('\r\n');
    expect(services).to.have.length(121);
    expect(services[1]).to.equal('OWN-99,House 99,Outreach,99,');
  });

  it('answer an unknown family, measure or kind of file with not found', async () => {
    for (const path of [
      '/reports/cost/happiness',
      '/reports/joy/weekly-unit-cost',
      '/reports/cost/happiness.csv',
      '/reports/cost/weekly-unit-cost.csv/services.csv',
      '/reports/cost/happiness/services.csv',
      '/reports/cost/weekly-unit-cost.pdf',
      '/reports/cost/__proto__',
      '/reports/cost',
    ]) {
      expect((await ealing.get(path)).status, path).to.equal(404);
    }
  });

  it('leave out a bad choice and say so', async () => {
    const bad = '?region=Atlantis&groupBy=postcode&serviceType[a]=b&page=x&clientGroup=%00%27%3B';
    const { status, text } = await ealing.get(report + bad);
    expect(status).to.equal(200);
    expect(text).to.include('Region “Atlantis” is not in the list');
    expect(text).to.include('There is no grouping by “postcode”');
    expect((await ealing.get(`${report}.csv${bad}`)).text).to.include(
      'All services,119,60,60,3,9,10,12,21,30,30,',
    );
  });

  it('never name another authority’s service, its id or its authority', async () => {
    const choices = [
      '',
      '?groupBy=region',
      '?groupBy=serviceType',
      '?region=London',
      '?groupBy=authorityType&page=all',
    ];
    for (const choice of choices) {
      for (const path of [report, `${report}.csv`, `${report}/services.csv`]) {
        const { text } = await ealing.get(path + choice);
        expect(text, path + choice).not.to.match(/Secret|PEER-|Barking|Oxfordshire|Manchester/);
      }
    }
  });
});
