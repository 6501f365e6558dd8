import { expect } from 'chai';
import { addGroup } from '../../src/reports/comparison-groups/store-peer-groups.ts';
import { hrefOf, noticesOf, textOf } from './http-reading.ts';
import {
  cost,
  downloads,
  downloadsOfSome,
  pages,
  servicePage,
  startCountry,
  type Country,
} from './http-world.ts';

const long = 'x'.repeat(6000);

describe('who may see reports, and of what', () => {
  let country: Country;
  before(async () => {
    country = await startCountry();
  });
  after(() => country.app.close());

  const all = [...pages, servicePage, ...downloads, ...downloadsOfSome];

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
      `${cost}/trend.pdf`,
      `${cost}/bars.csv`,
      '/reports.pdf',
      '/reports.svg',
      '/reports/value-for-money.pdf',
      '/reports/outliers.svg',
      `${servicePage}/measures.svg`,
      '/reports/services/NONE-1/measures.csv',
      '/reports/services/%00/measures.xlsx',
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
    for (const kind of ['csv', 'xlsx']) {
      expect((await bromley.get(`${address}/measures.${kind}`)).status, kind).to.equal(200);
      expect((await ealing.get(`${address}/measures.${kind}`)).status, kind).to.equal(404);
    }
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
    [servicePage, 'quarters=9'],
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

  const withChoice = (path: string, choice: string): string =>
    `${path}${path.includes('?') ? '&' : '?'}${choice}`;

  it('make no download of a bad choice: it says which, and leads to the page with the others', async () => {
    const asked = 'durationType=Short+term&peers=group-999&clientGroup=Pirates';
    for (const path of [...downloads, ...downloadsOfSome]) {
      const { status, text, headers } = await country.ealing.get(withChoice(path, asked));
      expect(status, path).to.equal(422);
      expect(headers.get('content-type'), path).to.include('text/html');
      expect(headers.get('content-disposition'), path).to.equal(null);
      for (const named of ['“group-999”', '“Pirates”']) expect(textOf(text), path).to.include(named);
      if (path.includes('briefing')) {
        expect(noticesOf(text), path).to.have.length(2);
        continue;
      }
      expect(textOf(text), path).to.include('This file cannot be made as it was asked for');
      const page = hrefOf(text, 'Open the page');
      expect(page, path)
        .to.match(/[?&]durationType=Short\+term/)
        .and.not.to.match(/group-999|Pirates/);
      const opened = await country.ealing.get(page);
      expect(opened.status, page).to.equal(200);
      expect(noticesOf(opened.text), page).to.deep.equal([]);
    }
  });

  it('make no download of any choice that the page would leave out', async () => {
    const filesOf: Record<string, string> = {
      '/reports': '/reports.csv',
      [cost]: `${cost}.csv`,
      '/reports/briefing': '/reports/briefing.pdf?measure=cost/weekly-unit-cost',
      [servicePage]: `${servicePage}/measures.csv`,
    };
    for (const [page, query] of bad) {
      const file = withChoice(filesOf[page] ?? `${page}.csv`, query);
      const { status, text } = await country.ealing.get(file);
      expect(status, file.slice(0, 80)).to.equal(422);
      // eslint-disable-next-line no-control-regex -- it is these that are looked for
      expect(text, file.slice(0, 80)).not.to.match(/[\u0000-\u0008\u202e]/);
      expect(text, file.slice(0, 80)).not.to.include(long.slice(0, 100));
    }
  });

  it('make no download with a comparison group once it has been ended', async () => {
    const { app, ealing } = country;
    const db = app.database.knex;
    const { id: authorityId } = await db('authorities').where({ code: '00AJ' }).first<{ id: number }>('id');
    const { id: userId } = await db('users').whereNotNull('authority_id').first<{ id: number }>('id');
    const others = await db('authorities').where({ region: 'London' }).whereNot({ code: '00AJ' }).pluck('id');
    const id = await db.transaction((trx) =>
      addGroup(trx, { authorityId, userId, name: 'All of London', members: others as number[] }),
    );
    const file = `${cost}.csv?clientGroup=Generic&peers=group-${id}`;
    expect((await ealing.get(file)).status).to.equal(200);
    await db('peer_groups').where({ id }).update({ ended_at: new Date(), ended_by: userId });
    const { status, text } = await ealing.get(file);
    expect(status).to.equal(422);
    expect(textOf(text)).to.include(`“group-${id}”`).and.to.include('It may have been ended.');
    expect(hrefOf(text, 'Open the page')).to.equal(`${cost}?clientGroup=Generic`);
  });

  it('have no problem with what nobody would ask', () => {
    expect(country.app.log()).not.to.include('request failed');
  });
});
