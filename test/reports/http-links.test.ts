import { expect } from 'chai';
import { linesOf, hrefOf, hrefsOf, mainOf, rowsOf, textOf } from './http-reading.ts';
import { cost, kpi2Report, ODD_ID, startCountry, type Country } from './http-world.ts';

/** Every kind of choice at once, in the order in which pages write them. */
const filters = 'clientGroup=Teenage+parents&clientGroup=Generic&durationType=Short+term';
const choices = `${filters}&groupBy=clientGroup&peers=nearest&show=region`;
const parametersOf = (href: string): [string, string][] => [...new URL(href, 'http://x').searchParams];
const asked = parametersOf(`?${choices}`);

/** Where what is chosen has no say: there is another form, or all of it. */
const elsewhere = /^(#|\/(uploads|documentation|sign-out|reports\/groups)\b|\/$)/;

describe('links of reports', () => {
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
  /** All links of a page that lead to reports. */
  const reportLinks = async (path: string): Promise<string[]> => {
    const text = await read(path);
    const back = /<nav aria-label="Back">.*?<\/nav>/s.exec(text)?.[0] ?? '';
    return hrefsOf(back + mainOf(text)).filter((href) => !elsewhere.test(href));
  };

  const withChoices = [
    '/reports',
    cost,
    kpi2Report,
    `${cost}/trend`,
    '/reports/value-for-money',
    '/reports/outliers',
    '/reports/briefing',
  ];

  it('keep all that was chosen, but for what they are there to change', async () => {
    for (const page of withChoices) {
      const links = await reportLinks(`${page}?${choices}&page=all`);
      expect(links, page).to.have.length.above(0);
      // The link that takes this filter away, and the one that takes all.
      const unfiltered = links.filter((href) => !href.includes('durationType=Short+term'));
      expect(unfiltered, page).to.have.length(page === '/reports/briefing' ? 0 : 2);
      for (const href of links) {
        const parameters = parametersOf(href);
        // A figure that is held against its like leads to just these: fewer clients, never others.
        const kept = parameters.filter(([name]) => asked.some(([one]) => one === name));
        const names = new Set(kept.map(([name]) => name));
        expect([...names], `${page}: ${href}`).to.include.members(['peers', 'show']);
        for (const [name, value] of kept)
          expect(
            asked.some(([one, other]) => one === name && other === value),
            `${page}: ${href} asks for ${name}=${value}`,
          ).to.be.true;
      }
    }
  });

  it('to downloads have exactly the choices of the page', async () => {
    for (const page of withChoices) {
      const downloads = (await reportLinks(`${page}?${choices}`)).filter((href) =>
        /\.(csv|xlsx|svg)\b/.test(href),
      );
      if (page !== '/reports/briefing') expect(downloads, page).to.have.length.above(0);
      for (const href of downloads)
        expect(parametersOf(href).slice(0, asked.length), href).to.deep.equal(asked);
    }
  });

  it('to the other pages of a list, and to all of it, keep the choices', async () => {
    const text = await read(`${cost}?${choices}&page=2`);
    const pages = hrefsOf(text).filter((href) => href.endsWith('#own-services'));
    expect(pages).to.have.length.above(2);
    for (const href of pages)
      expect(
        parametersOf(href).filter(([name]) => name !== 'page'),
        href,
      ).to.deep.equal(asked);
    const first = pages.find((href) => !href.includes('page='))!;
    expect(rowsOf(await read(first), 'services-caption')).to.have.length(100);
  });

  it('take away one filter, or all', async () => {
    const text = await read(`${cost}?${choices}`);
    const without = parametersOf(hrefOf(text, 'Remove Client group: Generic'));
    expect(without).to.deep.equal(asked.filter(([, value]) => value !== 'Generic'));
    const cleared = parametersOf(hrefOf(text, 'Clear all filters'));
    expect(cleared.map(([name]) => name)).to.deep.equal(['groupBy', 'peers', 'show']);
  });

  it('go from the overview to a measure and back to the same overview', async () => {
    const overview = `/reports?${choices}`;
    const report = hrefOf(await read(overview), 'Weekly unit cost');
    expect(report).to.equal(`${cost}?${choices}`);
    expect(hrefOf(await read(report), 'Back')).to.equal(overview);
    expect(hrefOf(await read(report), 'All measures')).to.equal(overview);
    const trend = hrefOf(await read(report), 'Trend over quarters');
    expect(trend).to.equal(`${cost}/trend?${choices}`);
    expect(hrefOf(await read(trend), 'Back')).to.equal(report);
    const service = hrefOf(await read(report), 'House 119');
    expect(service).to.equal(`/reports/services/OWN-119?${choices}`);
    const page = await read(service);
    expect(hrefOf(page, 'Back')).to.equal(overview);
    expect(textOf(page)).to.include('Compared with: 15 nearest neighbours.');
  });

  it('order the overview, and keep the order in its form, its filters and its downloads', async () => {
    const text = await read(`/reports?${filters}&sort=-own`);
    expect(text).to.include('<input type="hidden" name="sort" value="-own">');
    expect(parametersOf(hrefOf(text, 'Remove Client group: Generic'))).to.deep.include(['sort', '-own']);
    const csv = hrefOf(text, 'Download the overview (CSV)');
    expect(csv).to.equal(`/reports.csv?${filters}&sort=-own`);
    const order = linesOf(await read(csv)).map((line) => line.split(',')[1]);
    const shown = hrefsOf(mainOf(text))
      .map((href) => /^\/reports\/(?:cost|quality|performance|outcomes)\/([^?]+)/.exec(href)?.[1])
      .filter((slug) => slug !== undefined);
    expect(order).to.deep.equal(shown);
    const usual = linesOf(await read('/reports.csv')).map((line) => line.split(',')[1]);
    expect(order).to.have.members(usual).and.not.to.deep.equal(usual);
  });

  it('keep in a form what it does not ask', async () => {
    const hidden = (text: string) =>
      [...text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)]
        .map(([, name, value]) => `${name}=${value}`)
        .filter((field) => !field.startsWith('_csrf'));
    for (const page of ['/reports', `${cost}/trend`, '/reports/value-for-money', '/reports/outliers'])
      expect(hidden(await read(`${page}?${choices}`)), page).to.deep.equal([
        'groupBy=clientGroup',
        'show=region',
      ]);
    expect(hidden(await read(`${cost}?${choices}`))).to.deep.equal([]);
    expect(hidden(await read(`/reports/briefing?${choices}`))).to.deep.equal(
      asked.filter(([name]) => name !== 'show').map(([name, value]) => `${name}=${value}`),
    );
  });

  it('reach a service of any id, from every page that names it', async () => {
    const address = `/reports/services/${encodeURIComponent(ODD_ID)}`;
    for (const page of [`${cost}?page=all`, '/reports/outliers?like=all']) {
      const found = hrefsOf(await read(page)).filter((href) => href.startsWith(address));
      expect(found, page).to.have.length.above(0);
      expect(textOf(await read(found[0]!)), page).to.include(ODD_ID);
    }
  });

  it('choose like with like for a figure that is far out', async () => {
    const text = await read('/reports/outliers?peers=nearest&durationType=Short+term');
    const [first] = hrefsOf(mainOf(text)).filter((href) => href.startsWith(cost));
    expect(parametersOf(first!)).to.deep.equal([
      ['clientGroup', 'Generic'],
      ['durationType', 'Short term'],
      ['peers', 'nearest'],
    ]);
    const briefing = hrefOf(text, 'Put these measures into a briefing');
    expect(parametersOf(briefing)).to.deep.include(['measure', 'cost/weekly-unit-cost']);
    const form = await read(briefing);
    expect(form).to.match(/value="cost\/weekly-unit-cost" checked/);
    expect(textOf(form)).to.include(
      'Compared with: 15 nearest neighbours. Only services of: Duration of support Short term. Grouped by client group.',
    );
  });
});
