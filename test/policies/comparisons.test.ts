import { expect } from 'chai';
import { comparisonRoutes, type ComparisonFacts } from '../../src/policies/index.ts';
import { quartileStrip } from '../../src/reports/charts/strip.ts';
import { dimensions } from '../../src/reports/dimensions.ts';
import { minimums, MOST_OF_A_SUM } from '../../src/reports/disclosure/disclosure.ts';
import { groupColumns } from '../../src/reports/downloads.ts';
import { findMeasure, measures } from '../../src/reports/measures/measures.ts';
import { neighbourMethod, NEIGHBOURS } from '../../src/reports/comparison-groups/neighbours.ts';
import { distanceFrom, poundsAYear } from '../../src/reports/analyses/outliers.ts';
import { MOST_GROUPS, MOST_GROUPS_EVER } from '../../src/reports/comparison-groups/peer-groups.ts';
import type { ShownPeers } from '../../src/reports/benchmark/peers.ts';
import { quadrantNames } from '../../src/reports/analyses/presenters-value-for-money.ts';
import { directionSentence, positionOf, withheldSentence } from '../../src/reports/presenters-words.ts';
import { quadrantOf } from '../../src/reports/analyses/value-for-money.ts';
import { comparisonFacts } from '../../src/wiring.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import { entriesOf, rowsOf, textOf } from './requirements-world.ts';

const page = '/documentation/comparisons';
const requirements = '/documentation/data-requirements';

const peers: ShownPeers = {
  ...{ kind: 'shown', authorities: 5, services: 10, lower_quartile: 10, median: 20, upper_quartile: 30 },
  ...{ minimum: 0, maximum: 40, mean: 20, unit_weighted_mean: 20, values: null, percentile: () => null },
};

describe('the page about comparisons', () => {
  let app: WholeApp;
  let html: string;
  let text: string;

  before(async () => {
    app = await startWholeApp({ jobs: false });
    html = (await app.browser().get(page)).text;
    text = textOf(html);
  });
  after(() => app.close());

  it('is for everybody, without a cookie, and reads the same for all', async () => {
    expect(app.routes.find((route) => route.path === page)).to.include({ access: 'public', method: 'get' });
    const { status, headers } = await app.browser().get(page);
    expect(status).to.equal(200);
    expect(headers.getSetCookie()).to.deep.equal([]);
    expect(html).to.include('<title>How comparisons are made – SP-Bench</title>');
    expect(html.match(/<h1[^>]*>.*?<\/h1>/gs)?.map(textOf)).to.deep.equal([' How comparisons are made ']);
    const main = (of: string) => /<main.*<\/main>/s.exec(of)?.[0];
    expect(main((await (await app.signInAs()).get(page)).text)).to.equal(main(html));
    expect(main(html)).to.include('id="protection"');
  });

  it('is linked from the foot of every page, and it and the data requirements lead to each other', async () => {
    const foot = (of: string) => /<footer.*<\/footer>/s.exec(of)?.[0];
    expect(foot((await app.browser().get('/sign-in')).text)).to.include(`href="${page}"`);
    expect(html).to.match(new RegExp(`<main.*href="${requirements}".*</main>`, 's'));
    const other = (await app.browser().get(requirements)).text;
    expect(other).to.match(new RegExp(`<main.*href="${page}".*</main>`, 's'));
  });

  it('has an anchor for each of its own links, and no id twice', () => {
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).to.equal(ids.length);
    const links = [...html.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links).to.have.length.above(25);
    expect(ids).to.include.members(links);
    const named = [...html.matchAll(/ aria-labelledby="([^"]+)"/g)].flatMap(([, id = '']) => id.split(' '));
    expect(ids).to.include.members(named);
    const headings = [...html.matchAll(/<h[23][^>]* id="([^"]+)"/g)].map(([, id]) => id);
    expect(['contents', ...links]).to.include.members(headings);
  });

  it('tells of every measure: what it says, its formula, unit, direction, source and time', () => {
    const families = ['cost', 'quality', 'performance', 'outcomes'];
    const rows = families.flatMap((family) => rowsOf(html, `measures-${family}`));
    expect(rows.map(([name]) => name)).to.deep.equal(measures.map(({ name }) => name));
    expect(text).to.include(`There are ${measures.length} measures.`);
    for (const [at, measure] of measures.entries()) {
      const { family, slug, unit, definition, formula, source, parts } = measure;
      expect(html).to.include(`id="measure-${family}-${slug}"`);
      const common = entriesOf(html, `measures-${family}`).join(' | ');
      const told = `${common} | ${rows[at]?.join(' | ') ?? ''}`;
      const facts = [unit, definition, formula, directionSentence(measure), source.table, source.period];
      const counted = parts ? [`Counted: ${parts.part.name}, of ${parts.whole.name}.`] : [];
      for (const fact of [...facts, source.fields.join(', '), ...counted])
        expect(told, `${family}/${slug}`).to.include(fact);
    }
  });

  it('gives the numbers that reports judge by', () => {
    const { figures, spread } = minimums;
    expect(text)
      .to.include(
        `at least ${figures.authorities} other authorities and on at least ${figures.services} services`,
      )
      .and.include(`from ${spread.services} services of ${spread.authorities} other authorities on`)
      .and.include(`no authority makes up more than ${100 * MOST_OF_A_SUM}% of its sum`)
      .and.include(`at least ${figures.authorities} other authorities must have units`)
      .and.include(
        `fewer than ${spread.authorities} authorities, or if fewer than ${figures.authorities} lie`,
      )
      .and.include('1,234.56 as 1,230, 87.654 as 87.7, 0.012345 as 0.0123')
      .and.include(`There can be ${MOST_GROUPS} at a time, and ${MOST_GROUPS_EVER} in all`)
      .and.include(`or your ${NEIGHBOURS} nearest neighbours.`);
    expect(entriesOf(html, 'neighbours')).to.deep.equal(neighbourMethod);
    for (const { label } of dimensions) expect(text).to.include(label.toLowerCase());
    for (const name of Object.values(quadrantNames)) expect(text).to.include(name.toLowerCase());
  });

  it('has a rule for everything that disclosure control does, and says what remains', () => {
    const rules = [...html.matchAll(/<h3[^>]* id="(rule-[a-z-]+)"/g)].map(([, id]) => id);
    expect(rules).to.have.length(9);
    expect(entriesOf(html, 'remaining')).to.have.length(7);
    expect(withheldSentence('too-few')).to.match(/^Too few to compare/);
    expect(withheldSentence('would-unmask')).to.match(/^Too few to compare/);
    expect(groupColumns).to.include('suppressed');
    expect(text).to.include('says “Too few to compare”, and “suppressed” is “yes” in a download');
  });

  it('works its examples of figures out as reports do', () => {
    expect(text)
      .to.include('Those of 4, 6, 9, 12, 20 and 31 are 6.75, 10.5 and 18.')
      .and.include('Among 4, 6, 9, 12, 20 and 31, a service with 12 has percentile 50.');
  });

  it('says of positions, strips, outliers and quarters what the code does', () => {
    for (const own of [5, 15, 20, 25, 35]) expect(text).to.include(positionOf(own, peers));
    const beyond = (own: number) =>
      quartileStrip({ lowerQuartile: 10, median: 20, upperQuartile: 30, own }).beyond;
    expect([beyond(60), beyond(60.1)]).to.deep.equal([null, 'above']);
    expect(text).to.include('one and a half times the bar’s length further on either side');
    expect(distanceFrom(21, { ...peers, lower_quartile: 20, upper_quartile: 20 })).to.equal(5);
    expect(text).to.include('a hundredth of the median stands for the range');
    const weekly = findMeasure('cost', 'weekly-unit-cost')!;
    expect(text).to.include(`over ${poundsAYear(weekly, { units: 1 }, 1)} weeks`);
    expect(quadrantOf(20, 20, { cost: peers, worth: peers })).to.equal('cheaper-better');
    expect(text).to.include('A service just at a median is on its better side');
  });

  it('draws an example of each chart, with words for those who do not see it', () => {
    const drawings = html.match(/<svg .*?<\/svg>/gs) ?? [];
    expect(drawings).to.have.length(6);
    for (const drawing of drawings) {
      expect(drawing)
        .to.match(/role="img"/)
        .and.to.match(/<title[^>]*>[^<]+</);
      expect(drawing).to.match(/<desc[^>]*>[^<]{30,}</);
    }
    for (const key of [
      'A service of yours',
      'Your median',
      'Peers’ quartiles and median',
      'A service of a peer',
    ])
      expect(drawings[0]).to.include(key);
    expect(drawings.join(''))
      .to.include('Peers’ figure not shown')
      .and.to.include('No figure of yours')
      .and.to.include('Middle half of peers')
      .and.to.include(quadrantNames['dearer-worse']);
  });

  it('says other numbers when the rules have others', async () => {
    const other = await appWith({
      ...comparisonFacts,
      minimums: { figures: { authorities: 4, services: 7 }, spread: { authorities: 6, services: 13 } },
      ...{ mostOfASum: 0.7, savedGroups: { most: 11, mostEver: 111 } },
      neighbours: { count: 17, method: ['By lot.'] },
    });
    try {
      const body = (await other.browser().get(page)).text;
      const said = textOf(body);
      expect(said)
        .to.include('at least 4 other authorities and on at least 7 services')
        .and.include(
          '3 other authorities have 11 services for a client group, in another 4 other authorities have 6',
        )
        .and.include('A filter would take in 234 of 240 services')
        .and.include('from 13 services of 6 other authorities on')
        .and.include('more than 70% of its sum')
        .and.include('£8 million of it are one authority’s')
        .and.include('The same 8 with 3 more cannot be saved')
        .and.include('There can be 11 at a time, and 111 in all')
        .and.include('your 17 nearest neighbours');
      expect(entriesOf(body, 'neighbours')).to.deep.equal(['By lot.']);
      expect(said).not.to.match(/at least (3|5)\b/);
    } finally {
      await other.close();
    }
  });

  it('shows what a measure says as text, never as markup', async () => {
    const [family] = comparisonFacts.families;
    const [measure] = family!.measures;
    const nasty = { ...measure!, slug: 'nasty', name: '<b>Bold</b>', definition: 'a & b < c' };
    const other = await appWith({ ...comparisonFacts, families: [{ ...family!, measures: [nasty] }] });
    try {
      const body = (await other.browser().get(page)).text;
      expect(rowsOf(body, 'measures-cost')[0]?.slice(0, 3)).to.deep.equal([
        '<b>Bold</b>',
        'pounds a week',
        'a & b < c',
      ]);
      expect(body).not.to.include('<b>');
    } finally {
      await other.close();
    }
  });

  /** An application on the same database that has these pages alone. */
  function appWith(comparisons: ComparisonFacts): Promise<TestApp> {
    return startTestApp({ on: app.testDatabase, routes: () => comparisonRoutes({ comparisons }) });
  }
});
