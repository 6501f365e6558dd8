import { expect } from 'chai';
import { hrefsOf, leadOf, rowsOf, tableOf, textOf } from './http-reading.ts';
import { BOLD_NAME, cost, positions, SMALL, startCountry, TINY, type Country } from './http-world.ts';

describe('the overview and the analyses over HTTP', () => {
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
  const of = (clientGroup: string): string => `clientGroup=${encodeURIComponent(clientGroup)}`;

  describe('the overview', () => {
    it('says of each measure where the own median stands, how it has changed, and what drives it', async () => {
      const text = await read('/reports?clientGroup=Generic');
      expect(leadOf(text)).to.equal(
        'Your extract of 13 September 2004 beside your peers. Compared with: All other authorities.',
      );
      expect(textOf(text)).to.include('Change: since your extract of 30 June 2004.');
      const [weekly] = rowsOf(text, 'cost-caption');
      expect(weekly).to.deep.equal([
        ...['Weekly unit cost , pounds a week', '£210.50 (119)', '£70.00', '£40.00 to £100'],
        ...['highest quarter', '−£20.00'],
        `House 119 (£269.50) ${BOLD_NAME} (£268.50) House 117 (£267.50)`,
      ]);
      const [strip] = /<svg class="app-strip".*?<\/svg>/s.exec(tableOf(text, 'cost-caption')[0]!)!;
      expect(strip).to.include(
        'role="img" aria-label="Peers’ quartiles £40.00 to £100, median £70.00; yours, £210.50, is in the highest quarter of peers"',
      );
      expect(strip).not.to.match(/<(?:line|rect|polygon)(?![^>]*(?:fill|stroke)=)[^>]*>/);
    });

    for (const [clientGroup, { own, position }] of Object.entries(positions)) {
      it(`has the position of a median of ${own}`, async () => {
        const [weekly] = rowsOf(await read(`/reports?${of(clientGroup)}`), 'cost-caption');
        expect(weekly![4]).to.equal(position);
        expect(weekly![6] === '').to.equal(position === 'at the median');
      });
    }

    it('says that peers are withheld, and that none of the own services has a figure', async () => {
      const withheld = await read(`/reports?${of(TINY)}`);
      expect(rowsOf(withheld, 'cost-caption')[0]).to.deep.equal([
        ...['Weekly unit cost , pounds a week', '£52.00 (1)', '–', '', 'Too few to compare', 'no change', ''],
      ]);
      expect(textOf(withheld)).to.include('In 44 measures the figures of peers are withheld');
      const graded = rowsOf(await read('/reports?clientGroup=Generic'), 'quality-caption');
      const overall = graded.find(([name]) => name!.startsWith('Validated QAF, overall'))!;
      expect(overall.slice(1, 5)).to.deep.equal([
        '–',
        '3.00',
        '3.00 to 3.00',
        'None of your services has this figure',
      ]);
    });

    it('says by which rule a position is told, as the page of a service does', async () => {
      for (const [path, whose] of [
        ['/reports', 'your'],
        ['/reports/services/OWN-2', 'its'],
      ])
        expect(textOf(await read(path!)), path).to.include(
          `Rule for the position: ${whose} figure, to 3 significant figures, is in the lowest quarter when it is below ` +
            'the peers’ lower quartile, in the highest quarter when it is above their upper quartile, and otherwise',
        );
    });

    it('can be ordered by each column, either way, and says so to those who do not see it', async () => {
      const sorted = (text: string) =>
        [...text.matchAll(/<th scope="col"[^>]* aria-sort="(\w+)">(.*?)<\/th>/gs)].map(
          ([, order, head]) => `${/<a [^>]*>([^<]*)/.exec(head!)![1]} ${order}`,
        );
      const plain = await read('/reports');
      expect(sorted(plain)).to.deep.equal(Array(4).fill('Measure ascending'));
      for (const [sort, heading] of [
        ['own', 'Yours (services)'],
        ['peers', 'Peers’ median'],
        ['position', 'Position'],
        ['change', 'Change'],
      ]) {
        const down = await read(`/reports?sort=-${sort}`);
        expect(sorted(down), sort).to.deep.equal(Array(4).fill(`${heading} descending`));
        expect(hrefsOf(down)).to.include(`/reports?sort=${sort}`);
        const up = await read(`/reports?sort=${sort}`);
        expect(sorted(up), sort).to.deep.equal(Array(4).fill(`${heading} ascending`));
        expect(hrefsOf(up)).to.include(`/reports?sort=-${sort}`);
      }
      const figures = rowsOf(await read('/reports?sort=-own'), 'cost-caption').map(([, own]) =>
        own === '–' ? -1 : Number(/[\d,.]+/.exec(own!)![0].replace(',', '')),
      );
      expect(figures).to.deep.equal([...figures].sort((a, b) => b - a));
      expect(figures.at(-1)).to.equal(-1);
    });
  });

  describe('the page of a service', () => {
    it('sets each measure beside peers of the same type and client group', async () => {
      const text = await read('/reports/services/OWN-2');
      expect(leadOf(text)).to.equal('Outreach, for: Generic. From your extract of 13 September 2004.');
      expect(rowsOf(text, 'cost-caption')[0]).to.deep.equal([
        ...['Weekly unit cost , pounds a week', '£152.50', '£70.00', '£40.00 to £100'],
        ...['highest quarter', '100', '26'],
      ]);
      expect(rowsOf(text, 'performance-caption')).to.deep.equal([
        [
          ...['KPI2 Planned moves , percent', '50.0% (2 of 4)', '35.0%', '20.0% to 50.0%'],
          ...['upper middle', '69', '26'],
        ],
      ]);
      expect(rowsOf(text, 'outcomes-caption')[0]!.slice(0, 3)).to.deep.equal([
        ...['1a Maximise income , percent', '75.0% (3 of 4)', '35.0%'],
      ]);
    });

    it('says why a figure is not available, and what its peers may not show', async () => {
      const text = await read('/reports/services/OWN-0');
      const [weekly] = rowsOf(text, 'cost-caption');
      expect(weekly!.slice(1)).to.deep.equal(['Not available: WeeklyUnitCost empty or excluded']);
      for (const why of [
        'Not available: no grade has been given (Provider QAF, overall;',
        'Not available: not in SupportServicePI.csv (KPI1 Supported to live independently;',
        'Not available: no client with this need in the latest workbooks (1a Maximise income;',
      ])
        expect(textOf(text)).to.include(why);
      const small = rowsOf(
        await read(`/reports/services/${encodeURIComponent(`FEW-${SMALL}`)}`),
        'cost-caption',
      );
      expect(small[0]!.slice(1)).to.deep.equal([
        '£52.00',
        '£52.50',
        '£51.30 to £53.80',
        'lower middle',
        '–',
        '6',
      ]);
      const tiny = rowsOf(await read(`/reports/services/FEW-${TINY}`), 'cost-caption');
      expect(tiny[0]!.slice(1)).to.deep.equal([
        '£52.00',
        'Too few to compare: fewer than 3 other authorities or fewer than 5 services.',
      ]);
    });

    it('has what the service gave before', async () => {
      const text = await read('/reports/services/OWN-1');
      expect(textOf(text)).to.include('Quarter to 30 September 2004 Quarter to 30 June 2004');
      expect(rowsOf(text, 'history-caption')[0]).to.deep.equal([
        'Weekly unit cost, pounds a week',
        '£151.50',
        '£171.50',
      ]);
      expect(
        rowsOf(await read('/reports/services/OWN-0'), 'history-caption').map(([name]) => name),
      ).not.to.include('Weekly unit cost, pounds a week');
    });
  });

  describe('the trend', () => {
    it('says what has changed between the first quarter and the last', async () => {
      const text = await read(`${cost}/trend?clientGroup=Generic`);
      expect(leadOf(text)).to.equal(
        'Between the quarters to 30 June 2004 and 30 September 2004 your median fell from £230.50 to £210.50, that of ' +
          'peers stayed at £70.00. The distance between them has narrowed. Rule: the first and the last quarter that ' +
          'have both figures.',
      );
      expect(text).to.include('<polyline').and.to.include('role="img"');
    });

    it('withholds quarter by quarter, with the reason', async () => {
      const text = await read(`${cost}/trend?${of(TINY)}`);
      for (const row of rowsOf(text, 'quarters-caption'))
        expect(row.slice(1)).to.deep.equal([
          ...['1', '£52.00'],
          'Too few to compare: fewer than 3 other authorities or fewer than 5 services.',
        ]);
      expect(leadOf(text)).to.match(/^There are not yet two quarters/);
    });
  });

  describe('value for money', () => {
    it('places own services by the medians of peers, with what a percentage counts', async () => {
      const text = await read('/reports/value-for-money?clientGroup=Generic&worth=performance%2Fkpi2');
      expect(leadOf(text)).to.equal(
        'Of 2 services of yours, 0 cost no more than the peers’ median weekly unit cost, £70.00 a week, and do at ' +
          'least as well as their median KPI2 Planned moves, 35.0%; 1 cost more and do worse. Rule: each is held ' +
          'against these two medians, to 3 significant figures.',
      );
      expect(rowsOf(text, 'peer-figures-caption')).to.deep.equal([
        ['Weekly unit cost, pounds a week', '£40.00', '£70.00', '£100', '26'],
        ['KPI2 Planned moves, percent', '20.0%', '35.0%', '50.0%', '26'],
      ]);
      expect(rowsOf(text, 'dearer-worse-caption')).to.deep.equal([
        ['House 1', 'OWN-1', '£151.50', '25.0% (1 of 4)'],
      ]);
      expect(rowsOf(text, 'dearer-better-caption')).to.deep.equal([
        ['House 2', 'OWN-2', '£152.50', '50.0% (2 of 4)'],
      ]);
      expect(textOf(text)).to.include('118 services of yours do not have both figures.');
      expect(text.match(/<circle [^>]*r="3"/g), 'no service of a peer is drawn').to.be.null;
    });

    it('says why nothing is placed where a median is withheld', async () => {
      const text = await read(`/reports/value-for-money?${of(TINY)}`);
      expect(leadOf(text)).to.equal(
        'Your services cannot be placed. Too few to compare: fewer than 3 other authorities or fewer than 5 services.',
      );
      for (const row of rowsOf(text, 'peer-figures-caption'))
        expect(row.slice(1)).to.deep.equal([
          'Too few to compare: fewer than 3 other authorities or fewer than 5 services.',
        ]);
    });
  });

  describe('the services furthest from peers', () => {
    it('are told with the rule, the distance and what it comes to', async () => {
      const text = await read('/reports/outliers?peers=region');
      expect(leadOf(text)).to.match(
        /^In measures of cost, \d+ figures of \d+ services of yours are far from the median of /,
      );
      const weekly = rowsOf(text, 'outliers-caption').find(
        ([, id, measure]) => id === 'OWN-119' && measure!.startsWith('Weekly'),
      );
      expect(weekly!.slice(2)).to.deep.equal([
        ...['Weekly unit cost , Generic', '£269.50', '£70.00', '+3.3', '+£103,740'],
      ]);
      expect(textOf(text)).to.include('Rule: a figure is far when it is further from the peers’ median than');
    });

    it('are held against their like, as chosen, in measures of the family chosen', async () => {
      const all = await read('/reports/outliers?like=all&family=performance');
      expect(leadOf(all)).to.equal(
        'No service of yours is far from all peers in any measure of performance.',
      );
      const caption = (text: string) =>
        textOf(/<caption id="outliers-caption">(.*?)<\/caption>/s.exec(text)![1]!);
      expect(caption(await read('/reports/outliers?like=serviceType'))).to.equal(
        'Your services furthest from peers of the same service type',
      );
    });

    it('count what could not be compared', async () => {
      expect(textOf(await read('/reports/outliers'))).to.match(
        /\d+ figures could not be compared, because there are too few peers/,
      );
    });
  });
});
