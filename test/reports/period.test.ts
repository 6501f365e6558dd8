import { expect } from 'chai';
import { readComparison } from '../../src/reports/comparison.ts';
import { measures } from '../../src/reports/index.ts';
import { reportPage } from '../../src/reports/presenters.ts';
import { periodText } from '../../src/reports/presenters-period.ts';
import { ownVersions } from '../../src/reports/store.ts';
import { periodOf } from '../../src/reports/store-period.ts';
import { startReports, type TestReports } from './figures/figures-reader.ts';
import { authoritiesWith, makeLive, service, type TestAuthority } from './world.ts';

const measureOf = (slug: string) => measures.find((measure) => measure.slug === slug)!;

describe('the days that own figures are of', () => {
  let reports: TestReports;
  let own: TestAuthority;
  before(async () => {
    reports = await startReports();
    const { knex } = reports.database;
    const [ealing, other] = (await authoritiesWith(knex, ['00AJ', '38'])) as [TestAuthority, TestAuthority];
    own = ealing;
    const grade = (on: string, objective = 'C1.1', validated = '') => ({
      ...{ objective, on, provider: 'B', validated },
    });
    const items = (indicator: string, from: string, to: string) =>
      ['A', 'B'].map((item) => ({ indicator, from, to, item, value: 10 }));
    const result = (term: 'short' | 'long', day: string) => ({
      ...{ term, day, code: '1a', needed: 2, achieved: 1 },
    });
    // Another authority's days lie further out on both sides, and are nobody's business.
    const elsewhere = {
      grades: [grade('1999-01-01'), grade('2008-01-01', 'C1.2', 'A')],
      items: items('KPI2', '1999-01-01', '2008-12-31'),
      outcomes: [result('short', '2008-12-31')],
    };
    await makeLive(knex, [
      service(own, 'S1', {
        grades: [grade('2001-05-01'), grade('2003-02-01'), grade('2004-03-01', 'C1.2', 'A')],
        items: [...items('KPI2', '2004-01-01', '2004-03-31'), ...items('KPI2', '2004-04-01', '2004-06-30')],
        outcomes: [
          result('short', '2003-12-31'),
          result('short', '2004-03-31'),
          result('long', '2004-06-30'),
        ],
      }),
      service(own, 'S2', { grades: [grade('2004-04-05')], items: items('SPI1', '2003-10-01', '2003-12-31') }),
      service(other, 'S3', elsewhere),
    ]);
  });
  after(() => reports.close());

  const text = async (slug: string, reader = own): Promise<string> => {
    const { knex } = reports.database;
    const [live] = await ownVersions(knex, reader.id);
    const measure = measureOf(slug);
    const period = await periodOf(knex, { authorityId: reader.id, version: live!.version }, measure);
    const said = periodText({ measure, period });
    expect(said.startsWith(measure.source.period), said).to.be.true;
    return said.slice(measure.source.period.length);
  };

  it('are those of the periods of the measure’s own items', async () => {
    expect(await text('kpi2')).to.equal('; yours: 1 January 2004 to 30 June 2004');
    expect(await text('spi1')).to.equal('; yours: 1 October 2003 to 31 December 2003');
    expect(await text('kpi1'), 'of which there are none').to.equal('');
  });

  it('are those of the latest assessment of each service, by grader and objective', async () => {
    expect(await text('provider-c1-1')).to.equal('; yours: 1 February 2003 to 5 April 2004');
    expect(await text('provider-overall')).to.equal('; yours: 1 March 2004 to 5 April 2004');
    expect(await text('validated-c1-2')).to.equal('; yours: 1 March 2004');
    expect(await text('validated-c1-1')).to.equal('');
  });

  it('are those of the latest live workbook of each kind, and of the extract itself', async () => {
    expect(await text('1a')).to.equal('; yours: 31 March 2004 to 30 June 2004');
    expect(await text('weekly-unit-cost')).to.equal('; yours: 13 September 2004');
  });

  it('are on the page and in the comparison of every measure', async () => {
    const report = await reports.asked(own);
    for (const slug of ['kpi2', 'provider-overall', '1a', 'weekly-unit-cost']) {
      const comparison = await readComparison(reports.sources, { ...report, measure: measureOf(slug) });
      const { about } = reportPage(comparison, report).page as { about: { key: string; value: string }[] };
      const asOf = about.find(({ key }) => key === 'As of')!.value;
      expect(asOf, slug).to.equal(`${measureOf(slug).source.period}${await text(slug)}`);
    }
  });
});
