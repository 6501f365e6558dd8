import { parse } from 'csv-parse/sync';
import { expect } from 'chai';
import { readBytes } from '../support/xlsx-reading.ts';
import { elementsOf } from './charts/drawn.ts';
import { bytesOf, hrefOf, rowsOf, textOf } from './http-reading.ts';
import { cost, kpi2Report, servicePage, SMALL, startCountry, TINY, type Country } from './http-world.ts';
import { cellsOf, textsOfSheets, trimmed } from './workbook-reading.ts';

/** Files that are read long after the page that they came from. */
describe('a file of a report', () => {
  let country: Country;
  before(async () => {
    country = await startCountry();
  });
  after(() => country.app.close());

  const read = async (path: string): Promise<string> => {
    const { status, text } = await country.ealing.get(path);
    expect(status, path).to.equal(200);
    return text;
  };
  const bytes = (path: string): Promise<Buffer> => bytesOf(country.app, country.ealing, path);

  const books: [page: string, link: string, sheets: string[]][] = [
    ['/reports', 'Download the overview (Excel)', ['Overview']],
    [cost, 'Download all of it with definitions (Excel)', ['Comparison', 'Your services', 'Display group']],
    [`${cost}/trend`, 'Download the trend with definitions (Excel)', ['Trend']],
    ['/reports/value-for-money', 'Download all of it with definitions (Excel)', ['Your services', 'Peers']],
    ['/reports/outliers', 'Download all of them with definitions (Excel)', ['Far from peers']],
    [
      servicePage,
      'Download all of it with the whole history and definitions (Excel)',
      ['This service', 'Earlier quarters'],
    ],
  ];

  it('that is a workbook says whom it compares with, what is left out, and the address that makes it again', async () => {
    const choices = 'durationType=Short+term&peers=nearest&show=all';
    for (const [page, link, sheets] of books) {
      const href = hrefOf(await read(`${page}?${choices}`), link);
      const book = await bytes(href);
      expect((await readBytes(book)).fault, href).to.equal(null);
      const { names, texts } = await textsOfSheets(book);
      expect(names, page).to.deep.equal([...sheets, 'Choices', 'Definitions']);
      const said = texts.at(-2)!;
      expect(said, page).to.include('compared with 15 nearest neighbours');
      if (page !== servicePage) expect(said, page).to.include('filter Duration of support Short term');
      else expect(said).to.include('filter Service type Outreach filter Client group Generic');
      const address = /page (http\S+)/.exec(said)![1]!;
      expect(address.startsWith(`${country.app.baseUrl}${page}?`), address).to.equal(true);
      const again = await read(address.slice(country.app.baseUrl.length));
      expect(hrefOf(again, link), page).to.equal(href);
      if (page === cost) expect(said).to.include('single services of All other authorities');
    }
  });

  it('has the rows of its CSV in the first sheet of its workbook', async () => {
    for (const [csv, xlsx] of [
      [`${kpi2Report}/trend.csv`, `${kpi2Report}/trend.xlsx`],
      [
        '/reports/value-for-money.csv?worth=performance/kpi2',
        '/reports/value-for-money.xlsx?worth=performance/kpi2',
      ],
      ['/reports/outliers.csv?like=all', '/reports/outliers.xlsx?like=all'],
      [`${servicePage}/measures.csv`, `${servicePage}/measures.xlsx`],
    ] as const) {
      const { rows } = await readBytes(await bytes(xlsx));
      const lines: string[][] = parse(await bytes(csv), { bom: true });
      expect(lines, csv).to.have.length.above(1);
      expect(cellsOf(rows), xlsx).to.deep.equal(lines.map(trimmed));
    }
  });

  it('has the peers that value for money parts the services by', async () => {
    const book = await bytes('/reports/value-for-money.xlsx?clientGroup=Generic&worth=performance/kpi2');
    const { texts } = await textsOfSheets(book);
    expect(texts[1]).to.include('weekly-unit-cost Weekly unit cost pounds a week 12 26 40 70 100');
    expect(texts[1]).to.include('kpi2 KPI2 Planned moves percent 12 26 20 35 50');
  });

  it('of a service has every measure beside its peers, and what it gave before', async () => {
    const rows: string[][] = parse(await bytes('/reports/services/OWN-2/measures.csv'), { bom: true });
    expect(rows[0]).to.deep.equal([
      ...['family', 'measure', 'name', 'unit', 'value', 'part', 'whole', 'authorities', 'services'],
      ...['lower_quartile', 'median', 'upper_quartile', 'percentile', 'suppressed'],
    ]);
    expect(rows).to.have.length(45);
    expect(rows.find(([, slug]) => slug === 'kpi2')!.slice(4)).to.deep.equal([
      ...['50', '2', '4', '12', '26', '20', '35', '50', '69.230769', ''],
    ]);
    const small = parse(await bytes(`/reports/services/${encodeURIComponent(`FEW-${SMALL}`)}/measures.csv`), {
      bom: true,
    });
    expect(small[1]!.slice(4)).to.deep.equal(['52', '', '', '3', '6', '51.3', '52.5', '53.8', '', '']);
    const tiny = parse(await bytes(`/reports/services/FEW-${TINY}/measures.csv`), { bom: true });
    expect(tiny[1]!.slice(4)).to.deep.equal(['52', '', '', '', '', '', '', '', '', 'yes']);
    const { texts } = await textsOfSheets(await bytes('/reports/services/OWN-1/measures.xlsx'));
    expect(texts[1]).to.match(/^measure name unit 2004-09-30 2004-06-30 weekly-unit-cost .*? 151\.5 171\.5 /);
  });

  it('that is a drawing says whom it compares with, to those who see it and to those who do not', async () => {
    const choices = 'clientGroup=Generic&peers=nearest';
    for (const path of [
      `${cost}.svg?${choices}`,
      `${cost}/bars.svg?${choices}&groupBy=serviceType`,
      `${cost}/trend.svg?${choices}`,
      `/reports/value-for-money.svg?${choices}`,
    ]) {
      const elements = elementsOf((await bytes(path)).toString());
      const scope = 'Compared with: 15 nearest neighbours. Only services of: Client group Generic.';
      const seen = elements.filter(({ name }) => name === 'text').map(({ text }) => text);
      expect(seen.join(' '), path).to.include(scope);
      expect(elements.find(({ name }) => name === 'desc')!.text, path).to.match(new RegExp(` ${scope}$`));
    }
  });

  it('that would be an empty drawing is not made, and leads to the page', async () => {
    for (const [path, page] of [
      [`${cost}/bars.svg?clientGroup=Generic`, `${cost}?clientGroup=Generic`],
      ['/reports/value-for-money.svg', '/reports/value-for-money?'],
    ] as const) {
      const { status, text } = await country.leeds.get(path);
      expect(status, path).to.equal(422);
      expect(textOf(text), path).to.include('There is nothing to draw');
      expect(hrefOf(text, 'Open the page').startsWith(page), path).to.equal(true);
    }
  });

  it('has in its workbook the figures of the display group, as the page has them', async () => {
    const asked = `${cost}?clientGroup=${encodeURIComponent(SMALL)}&clientGroup=${TINY}&groupBy=clientGroup&show=all`;
    const page = rowsOf(await read(asked), 'displayed-caption');
    expect(page.find(([label]) => label === SMALL)!.slice(1)).to.deep.equal([
      ...['3', '6', '–', '£51.30', '£52.50', '£53.80', '–'],
    ]);
    const { texts } = await textsOfSheets(await bytes(asked.replace('?', '.xlsx?')));
    expect(texts[2])
      .to.include(`${SMALL} 3 6 51.3 52.5 53.8`)
      .and.to.match(new RegExp(`${TINY} yes`));
  });
});
