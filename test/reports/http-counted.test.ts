import { expect } from 'chai';
import { readPdf } from '../support/read-pdf.ts';
import { bytesOf, linesOf, rowsOf, textOf } from './http-reading.ts';
import { cost, kpi2Report, SMALL, startCountry, type Country } from './http-world.ts';

/** Two services of Ealing's have the percentage: 1 of 4 and 2 of 4 departures, in both quarters. */
describe('a percentage', () => {
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

  it('has what is counted of what beside it wherever one’s own is shown', async () => {
    const [report] = rowsOf(await read(kpi2Report), 'comparison-caption');
    expect(report!.slice(0, 5)).to.deep.equal(['All services', '2', '37.5%', '37.5%', '3 of 8']);
    const overview = rowsOf(await read('/reports'), 'performance-caption');
    expect(overview.find(([name]) => name!.startsWith('KPI2'))![1]).to.equal('37.5% (2), 3 of 8');
    const trend = rowsOf(await read(`${kpi2Report}/trend`), 'quarters-caption');
    expect(trend.map((row) => row.slice(0, 4))).to.deep.equal([
      ['30 September 2004', '2', '37.5%', '3 of 8'],
      ['30 June 2004', '2', '37.5%', '3 of 8'],
    ]);
    const history = rowsOf(await read('/reports/services/OWN-1'), 'history-caption');
    const kpi2 = history.find(([name]) => name!.startsWith('KPI2'))!;
    expect(kpi2.slice(1)).to.deep.equal(['25.0% (1 of 4)', '25.0% (1 of 4)']);
  });

  it('has it in a briefing, but not of few services in one for the public', async () => {
    const written = async (edition: string): Promise<string[]> => {
      const address = `/reports/briefing.pdf?measure=performance/kpi2&edition=${edition}`;
      const { pages } = readPdf(await bytesOf(country.app, country.ealing, address));
      return pages.flat().map(({ text }) => text);
    };
    expect(await written('internal')).to.include('3 of 8');
    expect(await written('public'))
      .to.include('not public')
      .and.not.to.include('3 of 8');
  });

  it('has both in the download of its trend', async () => {
    const csv = await read(`${kpi2Report}/trend.csv`);
    expect(csv).to.match(/^\uFEFF?quarter,own_services,own_median,own_part,own_whole,authorities,/);
    expect(linesOf(csv).map((line) => line.split(',').slice(0, 5))).to.deep.equal([
      ['2004-06-30', '2', '37.5', '3', '8'],
      ['2004-09-30', '2', '37.5', '3', '8'],
    ]);
  });

  it('of nobody’s is a dash, and no zero', async () => {
    const { text } = await country.leeds.get(kpi2Report);
    expect(rowsOf(text, 'comparison-caption')[0]!.slice(0, 5)).to.deep.equal([
      ...['All services', '0', '–', '–', '–'],
    ]);
  });
});

describe('a dash among figures of peers', () => {
  let country: Country;
  before(async () => {
    country = await startCountry();
  });
  after(() => country.app.close());

  it('is explained beside the table, and only where there is one', async () => {
    const page = async (clientGroup: string): Promise<string> =>
      textOf((await country.ealing.get(`${cost}?clientGroup=${encodeURIComponent(clientGroup)}`)).text);
    expect(await page(SMALL)).to.include(
      'Where a dash stands among peers’ figures: there is no minimum or maximum of fewer than 10 services or 5 authorities',
    );
    expect(await page('Generic')).not.to.include('Where a dash stands');
  });
});
