import { expect } from 'chai';
import { noticesOf } from './http-reading.ts';
import { cost, downloads, pages, servicePage, startCountry, type Country } from './http-world.ts';

const long = 'x'.repeat(6000);

describe('who may see reports, and of what', () => {
  let country: Country;
  before(async () => {
    country = await startCountry();
  });
  after(() => country.app.close());

  const all = [...pages, servicePage, ...downloads];

  it('are for officers and lead officers; OCC’s people find nothing', async () => {
    const { app } = country;
    const lead = await app.signInAs({ role: 'lead' });
    for (const path of all) {
      expect((await country.ealing.get(path)).status, `officer ${path}`).to.equal(200);
      expect((await lead.get(path)).status, `lead ${path}`).to.equal(200);
    }
    for (const role of ['support', 'compliance', 'admin'] as const) {
      const other = await app.signInAs({ role });
      for (const path of all) expect((await other.get(path)).status, `${role} ${path}`).to.equal(404);
    }
  });

  it('lead to the sign-in page who has not signed in, without a word of what is there', async () => {
    const nobody = country.app.browser();
    for (const path of all) {
      const { status, location, text } = await nobody.get(path);
      expect(status, path).to.equal(303);
      expect(location, path).to.match(/^\/sign-in\b/);
      expect(text, path).not.to.match(/House|£/);
    }
  });

  it('are no page where there is no such family, measure, kind of file or service', async () => {
    for (const path of [
      '/reports/cost',
      '/reports/cost/happiness',
      '/reports/joy/weekly-unit-cost',
      '/reports/quality/weekly-unit-cost',
      '/reports/cost/__proto__',
      '/reports/__proto__/__proto__',
      '/reports/constructor/name',
      '/reports/cost/happiness.csv',
      '/reports/cost/happiness.xlsx',
      '/reports/cost/happiness.svg',
      '/reports/cost/happiness/services.csv',
      '/reports/cost/happiness/trend',
      '/reports/joy/kpi2/trend.csv',
      '/reports/cost/__proto__/trend.svg',
      `${cost}.pdf`,
      `${cost}.csv/services.csv`,
      `${cost}/services.xlsx`,
      `${cost}/trend.xlsx`,
      '/reports.pdf',
      '/reports/value-for-money.xlsx',
      '/reports/briefing.csv',
      '/reports/services',
      '/reports/services/',
      '/reports/services/NONE-1',
      '/reports/services/__proto__',
      '/reports/services/%00',
      `/reports/services/${long}`,
      '/reports/groups/__proto__',
      '/reports/groups/999',
    ])
      expect((await country.ealing.get(path)).status, path.slice(0, 80)).to.equal(404);
    expect((await country.ealing.get('/reports/services/%E0%A4%A')).status).to.equal(400);
  });

  it('are no page of a service for anybody but its own authority', async () => {
    const { app, ealing, leeds } = country;
    const bromley = await app.signInAs({ authorityCode: '00AF' });
    const [theirs] = await app.database
      .knex('services')
      .where('service_id', 'like', 'PEER-0-Generic-1-%')
      .pluck<string[]>('service_id');
    const address = `/reports/services/${encodeURIComponent(theirs!)}`;
    expect((await bromley.get(address)).status).to.equal(200);
    expect((await ealing.get(address)).status).to.equal(404);
    expect((await bromley.get(servicePage)).status).to.equal(404);
    expect((await leeds.get(servicePage)).status).to.equal(404);
  });

  const common = [
    'peers=group-999',
    'peers=nearest&peers=region',
    'peers=__proto__',
    'show=group-1',
    'groupBy=postcode',
    'clientGroup=Pirates',
    'region=%00',
    'serviceType=%E2%80%AE',
    `clientGroup=${long}`,
    `peers=${long}`,
  ];
  const bad: [page: string, query: string][] = [
    ...common.flatMap((query): [string, string][] => [
      ['/reports', query],
      [cost, query],
    ]),
    [`${cost}/trend`, 'peers=group-999&clientGroup=Pirates'],
    ['/reports/value-for-money', 'peers=group-999&region=%00'],
    ['/reports/outliers', `peers=${long}`],
    ['/reports/briefing', `clientGroup=${long}&groupBy=postcode`],
    [servicePage, 'peers=group-999'],
    ['/reports', 'sort=nonsense'],
    ['/reports', 'sort=--own'],
    ['/reports', 'sort=own&sort=peers'],
    ['/reports', `sort=${long}`],
    [cost, 'page=-1'],
    [cost, 'page=0'],
    [cost, 'page=1e9'],
    [cost, 'page=two'],
    [cost, 'page=2&page=3'],
    [cost, `page=${'9'.repeat(5000)}`],
    ['/reports/outliers', 'like=x'],
    ['/reports/outliers', 'like=region'],
    ['/reports/outliers', 'family=joy'],
    ['/reports/value-for-money', 'cost=/etc'],
    ['/reports/value-for-money', 'worth=cost/weekly-unit-cost'],
    ['/reports/briefing', 'measure=cost/happiness'],
    ['/reports/briefing', 'edition=secret'],
  ];

  it('leave out a bad choice, and say so', async () => {
    for (const [page, query] of bad) {
      const { status, text } = await country.ealing.get(`${page}?${query}`);
      const asked = `${page}?${query.slice(0, 60)}`;
      expect(status, asked).to.equal(200);
      expect(noticesOf(text), asked).to.have.length.above(0);
      // Neither what is not seen nor all of what is long is repeated.
      // eslint-disable-next-line no-control-regex -- it is these that are looked for
      expect(text, asked).not.to.match(/[\u0000-\u0008\u202e]/);
      expect(text, asked).not.to.include(long.slice(0, 100));
    }
  });

  it('take no notice of what no form of theirs asks', async () => {
    for (const page of pages) {
      const { status, text } = await country.ealing.get(
        `${page}?peers[]=nearest&show[a]=b&groupBy[__proto__]=region&__proto__=x&utm=1`,
      );
      expect(status, page).to.equal(200);
      expect(noticesOf(text), page).to.deep.equal([]);
    }
  });

  it('make the same download of a bad choice as of none', async () => {
    const plain = new Map<string, string>();
    for (const path of downloads.filter((one) => /csv$|svg$/.test(one)))
      plain.set(path, (await country.ealing.get(path)).text);
    const query =
      'peers=group-999&show[a]=b&groupBy=postcode&clientGroup=Pirates&region=%00&sort=x&like=x&family=y&cost=/etc&page=-1';
    for (const [path, text] of plain) {
      const answer = await country.ealing.get(`${path}?${query}`);
      expect(answer.status, path).to.equal(200);
      expect(answer.text, path).to.equal(text);
    }
    for (const path of ['/reports.xlsx', `${cost}.xlsx`, '/reports/briefing.pdf'])
      expect(
        (await country.ealing.get(`${path}?${query}&measure=cost/weekly-unit-cost&measure=x&edition=y`))
          .status,
        path,
      ).to.equal(200);
  });

  it('have no problem with what nobody would ask', () => {
    expect(country.app.log()).not.to.include('request failed');
  });
});
