import { expect } from 'chai';
import { elementsOf } from './charts/drawn.ts';
import { bytesOf, hrefOf, leadOf, linesOf, mainOf, noticesOf, rowsOf, textOf } from './http-reading.ts';
import {
  BOLD_NAME,
  cost,
  GENERIC_SERVICES,
  kpi2Report,
  ODD_ID,
  positions,
  SMALL,
  startCountry,
  TINY,
  type Country,
} from './http-world.ts';

const of = (clientGroup: string): string => `${cost}?clientGroup=${encodeURIComponent(clientGroup)}`;
const DOT = /<circle [^>]*r="3"/g;

describe('the page of a measure', () => {
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

  describe('its sentence and its rule', () => {
    const said: Record<keyof typeof positions, [sentence: string, rule: string]> = {
      'People with alcohol problems': [
        'Your median is £5.00 a week, below the peer median of £70.00 a week.',
        'in the lowest quarter of peers. Rule: it is below the lower quartile, £40.00.',
      ],
      'People with drug problems': [
        'Your median is £55.00 a week, below the peer median of £70.00 a week.',
        'in the lower middle of peers. Rule: it is not below the lower quartile, £40.00, but below the median, £70.00.',
      ],
      'Young people at risk': [
        'Your median is £70.00 a week, the same as the peer median of £70.00 a week.',
        'at the median of peers. Rule: to 3 significant figures it is the median, £70.00.',
      ],
      'Single homeless with support needs': [
        'Your median is £69.98 a week, about the same as the peer median of £70.00 a week.',
        'at the median of peers. Rule: to 3 significant figures it is the median, £70.00.',
      ],
      'Teenage parents': [
        'Your median is £85.00 a week, above the peer median of £70.00 a week.',
        'in the upper middle of peers. Rule: it is above the median, £70.00, but not above the upper quartile, £100.',
      ],
      Generic: [
        'Your median is £210.50 a week, above the peer median of £70.00 a week.',
        'in the highest quarter of peers. Rule: it is above the upper quartile, £100.',
      ],
    };
    for (const [clientGroup, [sentence, rule]] of Object.entries(said)) {
      it(`are right for a median ${positions[clientGroup as keyof typeof positions].own}`, async () => {
        const text = await read(of(clientGroup));
        expect(leadOf(text)).to.equal(`${sentence} The middle half of peers lies between £40.00 and £100.`);
        expect(textOf(text)).to.include(`Your median is ${rule}`);
      });
    }

    it('count the groups of a report that has several', async () => {
      const text = await read(`${cost}?groupBy=clientGroup`);
      expect(leadOf(text)).to.equal(
        'Of 7 groups that can be compared, your median is above the peer median in 2, below it in 3 and the same in 2. ' +
          'In 13 groups there are too few peers to compare.',
      );
      expect(textOf(text)).to.include(
        'Rule: in each group your median, to 3 significant figures, is held against',
      );
    });
  });

  describe('its figures of peers', () => {
    it('are all there for ten services of five authorities', async () => {
      const [row] = rowsOf(await read(of('Generic')), 'comparison-caption');
      expect(row).to.deep.equal([
        ...['All services', '119', '£210.50', '£210.50'],
        ...['12', '26', '£10.00', '£40.00', '£70.00', '£100', '£130', '£70.00', '£70.00'],
      ]);
    });

    it('lack minimum, maximum, percentiles and whiskers below that', async () => {
      const text = await read(of(SMALL));
      const [row] = rowsOf(text, 'comparison-caption');
      expect(row!.slice(4, 11)).to.deep.equal(['3', '6', '–', '£51.30', '£52.50', '£53.80', '–']);
      expect(rowsOf(text, 'services-caption')).to.deep.equal([
        [`Place for ${SMALL}`, `FEW-${SMALL}`, '£52.00', '–'],
      ]);
      expect(text).to.include('app-chart__box').and.not.to.include('Peers’ minimum and maximum');
      const [line] = linesOf((await country.ealing.get(of(SMALL).replace('?', '/services.csv?'))).text);
      expect(line).to.match(/,52,$/);
    });

    it('are withheld with their reason where there are too few, and the own ones stay', async () => {
      const text = await read(of(TINY));
      expect(rowsOf(text, 'comparison-caption')).to.deep.equal([
        [
          ...['All services', '1', '£52.00', '£52.00'],
          'Too few to compare: fewer than 3 other authorities or fewer than 5 services.',
        ],
      ]);
      expect(leadOf(text)).to.equal(
        'Your median is £52.00 a week. Too few to compare: fewer than 3 other authorities or fewer than 5 services.',
      );
      expect(text).to.include('app-chart__dot').and.not.to.include('app-chart__box');
      const grouped = rowsOf(await read(`${cost}?groupBy=clientGroup`), 'comparison-caption');
      expect(grouped).to.have.length(21);
      expect(grouped.find(([label]) => label === TINY)!.at(-1)).to.match(/^Too few to compare: /);
    });

    it('of groups that were not asked for are not among the peers chosen', async () => {
      const rows = rowsOf(await read(`${cost}?groupBy=region&region=North+West`), 'comparison-caption');
      expect(rows.map(([label, services]) => [label, services])).to.deep.equal([
        ['London', '126'],
        ['North West', '0'],
      ]);
      expect(rows[0]!.at(-1)).to.equal('Not among the peers that you chose.');
    });
  });

  describe('its list of own services', () => {
    it('has a hundred a page, or all, in the order of their figures', async () => {
      const first = rowsOf(await read(of('Generic')), 'services-caption');
      expect(first).to.have.length(100);
      expect(first[0]).to.deep.equal(['House 119', 'OWN-119', '£269.50', '100']);
      const rest = rowsOf(await read(`${of('Generic')}&page=2`), 'services-caption');
      expect(rest).to.have.length(GENERIC_SERVICES - 100);
      const all = rowsOf(await read(`${of('Generic')}&page=all`), 'services-caption');
      expect(all).to.deep.equal([...first, ...rest]);
      const beyond = await read(`${of('Generic')}&page=99`);
      expect(rowsOf(beyond, 'services-caption')).to.deep.equal(rest);
      expect(noticesOf(beyond)).to.deep.equal([]);
    });

    it('says why a figure is not available, and never that it is 0', async () => {
      const all = await read(`${of('Generic')}&page=all`);
      expect(rowsOf(all, 'services-caption').at(-1)).to.deep.equal([
        ...['House 0', 'OWN-0', 'Not available: WeeklyUnitCost empty or excluded', '–'],
      ]);
      expect(textOf(all)).to.include('120 services of yours; the figure is not available for 1.');
      const rows = rowsOf(await read(`${kpi2Report}?page=all`), 'services-caption');
      const whyOf = (id: string) => rows.find(([, one]) => one === id)!.slice(2);
      expect(whyOf('OWN-3')).to.deep.equal(['Not available: it would mean dividing by zero', '0 of 0', '–']);
      expect(whyOf('OWN-4')).to.deep.equal(['Not available: not in SupportServicePI.csv', '', '–']);
      const graded = await read('/reports/quality/validated-overall?page=all');
      expect(rowsOf(graded, 'services-caption')[0]![2]).to.equal('Not available: no grade has been given');
      const outcomes = await read('/reports/outcomes/1a?page=all');
      expect(rowsOf(outcomes, 'services-caption').at(-1)![2]).to.equal(
        'Not available: no client with this need in the latest workbooks',
      );
    });

    it('shows of a percentage what is counted of what', async () => {
      const text = await read(kpi2Report);
      expect(text).to.include('planned moves, of all departures</th>');
      expect(rowsOf(text, 'services-caption').slice(0, 2)).to.deep.equal([
        ['House 2', 'OWN-2', '50.0%', '2 of 4', '69'],
        ['House 1', 'OWN-1', '25.0%', '1 of 4', '31'],
      ]);
    });

    it('escapes names, and leads to services of any id', async () => {
      const text = await read(`${of('Generic')}&page=all`);
      expect(text).to.include('&lt;b&gt;Bold &amp; &#34;brave&#34;&lt;/b&gt;').and.not.to.include('<b>');
      const page = await read(hrefOf(text, BOLD_NAME));
      expect(/<h1[^>]*>(.*?)<\/h1>/.exec(page)![1]).to.equal('&lt;b&gt;Bold &amp; &#34;brave&#34;&lt;/b&gt;');
      expect(textOf(page)).to.include(`Your service ${ODD_ID}`);
    });
  });

  describe('the single services of a display group', () => {
    it('are drawn where they may be, and the page says whose they are', async () => {
      expect((await read(of('Generic'))).match(DOT)).to.be.null;
      const text = await read(`${of('Generic')}&show=all`);
      expect(text.match(DOT)).to.have.length(13 + 1);
      expect(textOf(text)).to.include('The circles are single services of: All other authorities.');
      const near = await read(`${of('Generic')}&peers=region&show=nearest`);
      expect(near.match(DOT)).to.have.length(13 + 1);
      expect(textOf(near)).to.include('The circles are single services of: 15 nearest neighbours.');
      expect(textOf(near)).to.include('Compared with: Same region (London).');
    });

    it('have their figures in a table below the chart, and none of them without such a group', async () => {
      expect(await read(of('Generic'))).not.to.include('displayed-caption');
      const text = await read(`${of('Generic')}&peers=region&show=all`);
      expect(rowsOf(text, 'displayed-caption')).to.deep.equal([
        ['All services', '12', '26', '£10.00', '£40.00', '£70.00', '£100', '£130'],
      ]);
      expect(rowsOf(text, 'comparison-caption')[0]!.slice(4, 6)).to.deep.equal(['6', '13']);
      expect(textOf(text)).to.include(
        'Weekly unit cost, pounds a week: the services of All other authorities',
      );
      const small = await read(`${of(SMALL)}&show=all`);
      expect(rowsOf(small, 'displayed-caption')).to.deep.equal([
        ['All services', '3', '6', '–', '£51.30', '£52.50', '£53.80', '–'],
      ]);
      const tiny = await read(`${of(TINY)}&show=all`);
      expect(rowsOf(tiny, 'displayed-caption')).to.deep.equal([
        ['All services', 'Too few to compare: fewer than 3 other authorities or fewer than 5 services.'],
      ]);
    });

    it('are not drawn of a group that is too small for it, and the page says so', async () => {
      for (const clients of [SMALL, TINY]) {
        const text = await read(`${of(clients)}&show=all`);
        expect(text.match(DOT), clients).to.be.null;
        expect(textOf(text), clients).to.include(
          'Single services are not drawn of: All other authorities. A group needs 10 services of 5 authorities for that',
        );
      }
      const grouped = await read(`${cost}?groupBy=clientGroup&show=all`);
      expect(textOf(grouped)).to.include('In 15 groups there are none.');
    });
  });

  it('has a chart that says in words what it shows', async () => {
    const svg = (await bytesOf(country.app, country.ealing, `${cost}.svg?clientGroup=Generic`)).toString();
    const description = elementsOf(svg).find(({ name }) => name === 'desc')!.text;
    const drawn = 'All services: your median £210.50; peer median £70.00, quartiles £40.00 to £100.';
    expect(description).to.equal(
      `${drawn} Compared with: All other authorities. Only services of: Client group Generic.`,
    );
    expect(textOf(mainOf(await read(of('Generic'))))).to.include(drawn);
  });
});
