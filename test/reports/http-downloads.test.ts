import { parse } from 'csv-parse/sync';
import { expect } from 'chai';
import { measures } from '../../src/reports/measures/measures.ts';
import { readBytes } from '../support/xlsx-reading.ts';
import { elementsOf, strayOf } from './charts/drawn.ts';
import { bytesOf, linesOf, rowsOf } from './http-reading.ts';
import { cost, kpi2Report, servicePage, SMALL, startCountry, TINY, type Country } from './http-world.ts';
import { cellsOf, textsOfSheets, trimmed } from './workbook-reading.ts';

const grouped = '?clientGroup=Teenage+parents&clientGroup=Generic&groupBy=clientGroup';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

describe('downloads of reports', () => {
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

  it('say what kind of file they are, and have a name that says what is in it', async () => {
    const kinds: [path: string, type: string, name: string][] = [
      ['/reports.csv', 'text/csv; charset=utf-8', 'overview-2004-09-13.csv'],
      ['/reports.xlsx', XLSX, 'overview-2004-09-13.xlsx'],
      [`${cost}.csv`, 'text/csv; charset=utf-8', 'weekly-unit-cost-comparison-2004-09-13.csv'],
      [`${cost}/services.csv`, 'text/csv; charset=utf-8', 'weekly-unit-cost-services-2004-09-13.csv'],
      [`${cost}.xlsx`, XLSX, 'weekly-unit-cost-comparison-2004-09-13.xlsx'],
      [`${cost}.svg`, 'image/svg+xml', 'weekly-unit-cost-chart-2004-09-13.svg'],
      [`${cost}/trend.csv`, 'text/csv; charset=utf-8', 'weekly-unit-cost-trend.csv'],
      [`${cost}/trend.svg`, 'image/svg+xml', 'weekly-unit-cost-trend.svg'],
      [`${cost}/trend.xlsx`, XLSX, 'weekly-unit-cost-trend.xlsx'],
      [`${cost}/bars.svg${grouped}`, 'image/svg+xml', 'weekly-unit-cost-bars-2004-09-13.svg'],
      ['/reports/value-for-money.xlsx', XLSX, 'value-for-money-2004-09-13.xlsx'],
      ['/reports/value-for-money.svg', 'image/svg+xml', 'value-for-money-chart-2004-09-13.svg'],
      ['/reports/outliers.xlsx', XLSX, 'outliers-cost-2004-09-13.xlsx'],
      [`${servicePage}/measures.csv`, 'text/csv; charset=utf-8', 'service-2004-09-13.csv'],
      [`${servicePage}/measures.xlsx`, XLSX, 'service-2004-09-13.xlsx'],
      ['/reports/value-for-money.csv', 'text/csv; charset=utf-8', 'value-for-money-2004-09-13.csv'],
      ['/reports/outliers.csv', 'text/csv; charset=utf-8', 'outliers-cost-2004-09-13.csv'],
      [
        '/reports/briefing.pdf?measure=cost/weekly-unit-cost',
        'application/pdf',
        'briefing-public-2004-09-13.pdf',
      ],
      [
        '/reports/briefing.pdf?measure=cost/weekly-unit-cost&edition=internal',
        'application/pdf',
        'briefing-internal-2004-09-13.pdf',
      ],
    ];
    for (const [path, type, name] of kinds) {
      const { headers } = await country.ealing.get(path);
      expect(headers.get('content-type')?.replace('xml; charset=utf-8', 'xml'), path).to.equal(type);
      expect(headers.get('content-disposition'), path).to.match(
        new RegExp(`^attachment; filename="?sp-bench-${name.replaceAll('.', '\\.')}"?$`),
      );
      expect(headers.get('cache-control'), path).to.include('no-store');
    }
    const peersOnly = await country.leeds.get(`${cost}.csv`);
    expect(peersOnly.headers.get('content-disposition')).to.include('weekly-unit-cost-comparison.csv');
  });

  it('of rows begin with the mark of UTF-8 and end their lines as spreadsheets do', async () => {
    for (const path of [
      '/reports.csv',
      `${cost}.csv`,
      `${cost}/services.csv`,
      `${cost}/trend.csv`,
      '/reports/value-for-money.csv',
      '/reports/outliers.csv',
      `${servicePage}/measures.csv`,
    ]) {
      const file = (await bytes(path)).toString();
      expect(file.charAt(0), path).to.equal('\uFEFF');
      expect(file.replaceAll('\r\n', ''), path).not.to.match(/[\r\n]/);
      const [head, ...rows] = parse(file, { bom: true });
      expect(rows, path).to.have.length.above(0);
      for (const row of rows) expect(row, path).to.have.length(head!.length);
    }
  });

  it('of a measure have the columns of the contract and the rows of the page', async () => {
    const csv = await read(`${cost}.csv${grouped}`);
    expect(csv.split('\r\n')).to.deep.equal([
      'group,own_services,own_mean,own_median,authorities,services,minimum,lower_quartile,median,upper_quartile,' +
        'maximum,mean,unit_weighted_mean,suppressed',
      'Teenage parents,1,85,85,12,26,10,40,70,100,130,70,70,',
      'Generic,119,210.5,210.5,12,26,10,40,70,100,130,70,70,',
      '',
    ]);
    const page = rowsOf(await read(`${cost}${grouped}`), 'comparison-caption');
    expect(page.map(([label]) => label)).to.deep.equal(['Teenage parents', 'Generic']);
    expect(linesOf(await read(`${cost}.csv?groupBy=clientGroup`))).to.include(
      `${SMALL},1,52,52,3,6,,51.3,52.5,53.8,,52.5,52.5,`,
    );
    expect(linesOf(await read(`${cost}.csv?groupBy=clientGroup`))).to.include(`${TINY},1,52,52,,,,,,,,,,yes`);
  });

  it('of own services list them in the order of the page, with their percentiles', async () => {
    const lines = linesOf(await read(`${cost}/services.csv${grouped}`));
    const page = rowsOf(await read(`${cost}${grouped}&page=all`), 'services-caption');
    expect(lines[0]).to.equal('ONE-4,Lodge 4,Teenage parents,85,61.538462');
    expect(lines.map((line) => line.split(',')[0])).to.deep.equal(page.map(([, id]) => id));
    expect(lines.at(-1)).to.equal('OWN-0,House 0,Generic,,');
  });

  it('as a workbook have the same rows, and a sheet of definitions', async () => {
    const book = await bytes(`${kpi2Report}.xlsx`);
    const { rows, fault } = await readBytes(book);
    expect(fault).to.equal(null);
    expect(cellsOf(rows)).to.deep.equal(parse(await bytes(`${kpi2Report}.csv`), { bom: true }).map(trimmed));
    const sheets = await textsOfSheets(book);
    expect(sheets.names).to.deep.equal(['Comparison', 'Your services', 'Choices', 'Definitions']);
    const [, services, , definitions] = sheets.texts as [string, string, string, string];
    for (const text of ['House 2', '<b>Bold & "brave"</b>', 'planned moves', 'all departures'])
      expect(services).to.include(text);
    const kpi2 = measures.find(({ slug }) => slug === 'kpi2')!;
    for (const text of [kpi2.definition, kpi2.formula, kpi2.source.table, 'Higher is better.', 'percent'])
      expect(definitions).to.include(text);
    expect(definitions).to.include('at least 3 other authorities and at least 5 services in all');
  });

  it('of the overview have a row for each measure, as a workbook too, with all definitions', async () => {
    const rows = parse(await bytes('/reports.csv'), { bom: true });
    expect(rows[0]).to.deep.equal([
      ...['family', 'measure', 'name', 'unit', 'own_services', 'own_median', 'own_part', 'own_whole'],
      'earlier_own_median',
      ...['authorities', 'services', 'lower_quartile', 'median', 'upper_quartile', 'suppressed'],
    ]);
    expect(rows.slice(1).map(([family, slug]) => `${family}/${slug}`)).to.deep.equal(
      measures.map(({ family, slug }) => `${family}/${slug}`),
    );
    expect(rows[1]!.slice(4, 9)).to.deep.equal(['126', '207', '', '', '227']);
    // Of two services, 1 of 4 and 2 of 4.
    expect(rows.find(([, slug]) => slug === 'kpi2')!.slice(4, 8)).to.deep.equal(['2', '37.5', '3', '8']);
    const book = await bytes('/reports.xlsx');
    expect(cellsOf((await readBytes(book)).rows)).to.deep.equal(rows.map(trimmed));
    const { names, texts } = await textsOfSheets(book);
    expect(names).to.deep.equal(['Overview', 'Choices', 'Definitions']);
    for (const { formula } of measures) expect(texts[2]).to.include(formula);
  });

  it('of drawings are whole files that need no style of ours', async () => {
    for (const path of [
      `${cost}.svg?show=all`,
      `${cost}.svg${grouped}`,
      `${cost}/trend.svg`,
      `${kpi2Report}.svg`,
      `${cost}/bars.svg${grouped}`,
      '/reports/value-for-money.svg?peers=nearest',
    ]) {
      const svg = (await bytes(path)).toString();
      const elements = elementsOf(svg);
      expect(elements[0]!.attributes, path).to.deep.include({
        xmlns: 'http://www.w3.org/2000/svg',
        role: 'img',
      });
      for (const name of ['title', 'desc'])
        expect(
          elements.find((one) => one.name === name)?.text.trim(),
          `${path} ${name}`,
        ).to.have.length.above(10);
      const shapes = ['rect', 'line', 'circle', 'polygon', 'polyline', 'text'];
      for (const { name, painted, inDefinition } of elements)
        if (shapes.includes(name) && !inDefinition)
          expect(painted.fill ?? painted.stroke, `${path} ${name}`).to.be.a('string');
      expect(svg, path).not.to.match(/<style|style=|<script|href=/);
      expect(strayOf(svg), path).to.deep.equal([]);
    }
  });

  it('of a trend have the rows of its page, the earliest first', async () => {
    const lines = linesOf(await read(`${cost}/trend.csv?clientGroup=Generic`));
    expect(lines).to.deep.equal([
      '2004-06-30,119,230.5,12,26,40,70,100,',
      '2004-09-30,119,210.5,12,26,40,70,100,',
    ]);
    const page = rowsOf(await read(`${cost}/trend?clientGroup=Generic`), 'quarters-caption');
    expect(page).to.deep.equal([
      ['30 September 2004', '119', '£210.50', '£40.00', '£70.00', '£100', '26'],
      ['30 June 2004', '119', '£230.50', '£40.00', '£70.00', '£100', '26'],
    ]);
  });

  it('of outliers and value for money have all the rows, also those beyond the page', async () => {
    const page = rowsOf(await read('/reports/outliers'), 'outliers-caption');
    const lines = linesOf(await read('/reports/outliers.csv'));
    expect(page).to.have.length(100);
    expect(lines).to.have.length.above(100);
    expect(lines.slice(0, 100).map((line) => line.split(',')[0])).to.deep.equal(page.map(([, id]) => id));
    expect(lines).to.include('OWN-119,House 119,weekly-unit-cost,Generic,269.5,70,3.325,103740');
    const value = '/reports/value-for-money.csv?clientGroup=Generic&worth=performance/kpi2';
    expect(linesOf(await read(value))).to.deep.equal([
      'OWN-1,House 1,151.5,25,70,35,"Costs more, does worse"',
      'OWN-2,House 2,152.5,50,70,35,"Costs more, does better"',
    ]);
  });
});
