import { expect } from 'chai';
import { families } from '../../src/reports/measures/measure.ts';
import { measures, measuresByFamily } from '../../src/reports/measures/measures.ts';
import { directionSentence } from '../../src/reports/presenters-words.ts';
import type { HttpClient } from '../support/http-client.ts';
import { hrefsOf, leadOf, mainOf, textOf } from './http-reading.ts';
import { cost, pages, servicePage, startCountry, startSmallCountry, type Country } from './http-world.ts';

/** Everything that is true of a page, whoever reads it. */
async function soundPage(reader: HttpClient, path: string): Promise<string> {
  const { status, text } = await reader.get(path);
  expect(status, path).to.equal(200);
  expect(text, path).to.match(/<title>[^<]+ – SP-Bench<\/title>/);
  expect(text.match(/<h1[\s>]/g), `${path} has one heading`).to.have.length(1);
  const [, title] = /<title>(.*) – SP-Bench/.exec(text)!;
  expect(textOf(/<h1[^>]*>(.*?)<\/h1>/s.exec(text)![1]!), path).to.equal(textOf(title!));
  expect(text, path).not.to.match(/ style=|<style|\son[a-z]+=|undefined|NaN|\[object|Infinity/);
  const ids = [...text.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
  expect(ids, `${path}: ids are each used once`).to.deep.equal([...new Set(ids)]);
  return text;
}

describe('pages of reports', () => {
  let country: Country;
  before(async () => {
    country = await startCountry();
  });
  after(() => country.app.close());

  it('have a title that is their heading, and nothing that the policy for content forbids', async () => {
    for (const path of [...pages, servicePage, `${cost}?groupBy=clientGroup&show=all`])
      await soundPage(country.ealing, path);
  });

  it('name the next step', async () => {
    for (const path of [...pages, servicePage]) {
      const main = mainOf(await soundPage(country.ealing, path));
      expect(main, path).to.match(/class="govuk-button"/);
    }
  });

  it('tell an authority without a live extract what to do, and show it the peers', async () => {
    for (const path of pages) {
      const text = await soundPage(country.leeds, path);
      if (path.includes('groups') || path.endsWith('/trend') || path.endsWith('/briefing')) continue;
      const main = mainOf(text);
      expect(textOf(main), path).to.include('Your authority has no live extract');
      expect(hrefsOf(main), path).to.include('/uploads/new');
    }
    const overview = textOf((await country.leeds.get('/reports?clientGroup=Young+people+at+risk')).text);
    expect(overview).to.include('£70.00').and.not.to.include('Driven by:');
    expect(leadOf((await country.leeds.get(`${cost}?clientGroup=Young+people+at+risk`)).text)).to.equal(
      'You have no service with this figure. The peer median is £70.00 a week. The middle half of peers lies between ' +
        '£40.00 and £100.',
    );
    expect(leadOf((await country.leeds.get(`${cost}/trend`)).text)).to.match(
      /^There are not yet two quarters/,
    );
    const services = await country.leeds.get(`${cost}/services.csv`);
    expect(services.text).to.equal('service_id,service_name,group,value,percentile\r\n');
  });

  it('make its downloads without an extract too', async () => {
    for (const path of [
      '/reports.csv',
      '/reports.xlsx',
      `${cost}.csv`,
      `${cost}.xlsx`,
      `${cost}.svg`,
      `${cost}/trend.csv`,
      `${cost}/trend.svg`,
      '/reports/outliers.csv',
      '/reports/value-for-money.csv',
      '/reports/briefing.pdf?measure=cost/weekly-unit-cost&edition=internal',
    ])
      expect((await country.leeds.get(path)).status, path).to.equal(200);
  });

  it('list all measures, family by family, each with its page', async () => {
    const { text } = await country.ealing.get('/reports');
    const links = hrefsOf(mainOf(text)).filter((href) =>
      families.some((one) => href.startsWith(`/reports/${one}/`)),
    );
    expect(links).to.deep.equal(
      measuresByFamily.flatMap(({ family, measures: own }) =>
        own.map(({ slug }) => `/reports/${family}/${slug}`),
      ),
    );
    expect(links).to.have.length(44);
  });

  it('say of each measure what it is, how it is worked out, from what and when', async () => {
    for (const measure of measures) {
      const path = `/reports/${measure.family}/${measure.slug}`;
      const text = textOf(await soundPage(country.ealing, path));
      const { source, parts } = measure;
      for (const said of [
        `${measure.definition} ${directionSentence(measure)}`,
        `What it says ${measure.definition}`,
        `Unit ${measure.unit}`,
        `How it is worked out ${measure.formula}`,
        `Source ${source.table}: ${source.fields.join(', ')}`,
        `As of ${source.period}`,
        `Which way is better ${directionSentence(measure)}`,
        ...(parts ? [`Counted ${parts.part.name}, of ${parts.whole.name}`] : []),
        'Figures about peers are shown only for a group with services of at least 3 other authorities',
      ])
        expect(text, path).to.include(said.replace(/\s+/g, ' '));
    }
  });

  it('are printed without what can only be clicked', async () => {
    const { text } = await country.app.browser().get('/assets/css/app.css');
    const [, print = ''] = /@media print\{@page(.*)$/s.exec(text) ?? [];
    for (const hidden of ['.app-nav', '.app-filters', '.app-downloads', '.app-screen-only', '.govuk-button'])
      expect(print).to.include(hidden);
  });
});

describe('pages of reports in a country with too few peers', () => {
  let country: Country;
  before(async () => {
    country = await startSmallCountry();
  });
  after(() => country.app.close());

  it('say that something is withheld, and why', async () => {
    for (const path of pages) await soundPage(country.ealing, path);
    const { ealing } = country;
    expect(textOf((await ealing.get('/reports')).text))
      .to.include('In 44 measures the figures of peers are withheld, because there are too few of them')
      .and.to.include('Too few to compare')
      .and.to.include('at least 3 other authorities and at least 5 services in all');
    const why = 'Too few to compare: fewer than 3 other authorities or fewer than 5 services.';
    for (const path of [cost, servicePage, `${cost}/trend`, '/reports/value-for-money'])
      expect(textOf(mainOf(await soundPage(ealing, path))), path).to.include(why);
    expect(textOf((await ealing.get('/reports/outliers')).text)).to.match(
      /\d+ figures could not be compared, because there are too few peers/,
    );
  });

  it('still show what is one’s own', async () => {
    const { text } = await country.ealing.get(cost);
    expect(leadOf(text)).to.match(/^Your median is £\d+\.\d\d a week\. Too few to compare/);
    expect(text).to.include('OWN-119').and.to.include('<svg');
    expect(textOf((await country.ealing.get('/reports')).text)).to.match(
      /Weekly unit cost , pounds a week £[\d.]+ \(\d+\) –/,
    );
  });

  it('write nothing of peers into a download', async () => {
    expect((await country.ealing.get(`${cost}.csv`)).text).to.match(
      /\r\nAll services,126,[\d.]+,[\d.]+,,,,,,,,,,yes\r\n$/,
    );
    for (const line of (await country.ealing.get('/reports.csv')).text.trim().split('\r\n').slice(1))
      expect(line).to.match(/,,,,,,yes$/);
    expect((await country.ealing.get('/reports/outliers.csv')).text.trim().split('\r\n')).to.have.length(1);
  });
});
