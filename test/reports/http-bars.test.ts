import { expect } from 'chai';
import { elementsOf, strayOf, type Element } from './charts/drawn.ts';
import { bytesOf, hrefOf, rowsOf, textOf } from './http-reading.ts';
import { cost, startCountry, TINY, type Country } from './http-world.ts';

const chosen = ['Teenage parents', 'Generic', TINY, 'Rough sleeper'];
const asked = `groupBy=clientGroup&${chosen.map((one) => `clientGroup=${encodeURIComponent(one)}`).join('&')}`;

describe('the bars of a report that is grouped', () => {
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
  const bars = (text: string): Element[] =>
    elementsOf(/<svg [^>]*aria-labelledby="bars-title.*?<\/svg>/s.exec(text)?.[0] ?? '<none/>');
  const written = (elements: Element[]): string[] =>
    elements.filter(({ name }) => name === 'text').map(({ text }) => text.trim());

  it('draw the two medians of each group, as its table has them', async () => {
    const text = await read(`${cost}?${asked}`);
    const medians = new Map(rowsOf(text, 'comparison-caption').map((row) => [row[0]!, [row[3], row[8]]]));
    expect(medians.get('Generic')).to.deep.equal(['£210.50', '£70.00']);
    const words = written(bars(text));
    for (const label of ['Teenage parents', 'Generic'])
      expect(words.slice(words.indexOf(label), words.indexOf(label) + 3)).to.deep.equal([
        label,
        ...medians.get(label)!,
      ]);
    expect(strayOf(/<svg [^>]*aria-labelledby="bars-title.*?<\/svg>/s.exec(text)![0])).to.deep.equal([]);
  });

  it('have words where peers are withheld, and nothing of a group without any figure', async () => {
    const words = written(bars(await read(`${cost}?${asked}`)));
    expect(words.slice(words.indexOf(TINY), words.indexOf(TINY) + 3)).to.deep.equal([
      ...[TINY, '£52.00', 'Peers’ figure not shown'],
    ]);
    expect(words).not.to.include('Rough sleeper');
    // Of eight, three have no bar of peers: what is not shown is not drawn in any length.
    const rects = bars(await read(`${cost}?${asked}`)).filter(
      ({ name, attributes, inDefinition }) =>
        name === 'rect' &&
        !inDefinition &&
        attributes.fill === 'url(#bars-hatch)' &&
        attributes.height === '15',
    );
    expect(rects).to.have.length(2);
  });

  it('say what they show, and by which rule', async () => {
    const text = await read(`${cost}?${asked}`);
    const sentence =
      'The two bars differ most in: Generic. Your median there is £210.50, that of peers £70.00. Rule: of the groups ' +
      'that have both, the one with the largest difference.';
    expect(textOf(text)).to.include(sentence);
    expect(bars(text).find(({ name }) => name === 'desc')!.text).to.equal(
      `${sentence} Teenage parents: yours £85.00, peers £70.00. Rough sleeper: none of yours, peers not shown. ` +
        `${TINY}: yours £52.00, peers not shown. Generic: yours £210.50, peers £70.00.`.replace(
          /(.*)/s,
          '$1',
        ),
    );
    const none = await read(`${cost}?groupBy=clientGroup&clientGroup=${TINY}`);
    expect(textOf(none)).to.include('No group has both bars.');
  });

  it('are not there without groups, and can be taken away where they are', async () => {
    const plain = await read(cost);
    expect(plain).not.to.include('bars-title').and.not.to.include('/bars.svg');
    const href = hrefOf(await read(`${cost}?${asked}`), 'Download the bars (SVG)');
    const file = (await bytesOf(country.app, country.ealing, href)).toString();
    expect(written(elementsOf(file)))
      .to.include('£210.50')
      .and.to.include('Peers’ figure not shown');
    expect(strayOf(file)).to.deep.equal([]);
  });
});
