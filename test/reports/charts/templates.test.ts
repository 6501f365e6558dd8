import { expect } from 'chai';
import { groupBars } from '../../../src/reports/charts/bars.ts';
import { boxAndDotChart } from '../../../src/reports/charts/box-and-dots.ts';
import type { Geometry } from '../../../src/reports/charts/drawing.ts';
import { scatterChart } from '../../../src/reports/charts/scatter.ts';
import { quartileStrip } from '../../../src/reports/charts/strip.ts';
import { trendChart } from '../../../src/reports/charts/trend.ts';
import { documentOf, elementsOf, figure, strayOf, words, type Element } from './drawn.ts';

const label = 'Accommodation based with <floating> & resettlement support';
const five = { minimum: 1, lowerQuartile: 2, median: 3, upperQuartile: 5, maximum: 9, dots: [1, 4, 9] };
const charts: Geometry[] = [
  boxAndDotChart([{ label, own: [1, 2], ownMedian: 1.5, peers: five }], String)!,
  groupBars([{ label, own: 3, peers: 5 }], String)!,
  trendChart(
    [
      { day: '2005-03-31', label: '31 March 2005', own: 4, peers: five },
      { day: '2005-06-30', label: '30 June 2005', own: 6, peers: five },
    ],
    String,
  )!,
  scatterChart({
    own: [{ x: 1, y: 2 }],
    peers: [{ x: 3, y: 4 }],
    xMedian: 2,
    yMedian: 3,
    xLabel: label,
    yLabel: label,
    quadrants: { topLeft: label, topRight: 'B & C', bottomLeft: '< D', bottomRight: 'E' },
    xTick: String,
    yTick: String,
  })!,
  quartileStrip({ lowerQuartile: 2, median: 3, upperQuartile: 5, own: 100 }),
];

const SHAPES = ['rect', 'line', 'circle', 'polygon', 'polyline', 'text'];

describe('templates of charts', () => {
  for (const chart of charts) {
    describe(chart.kind, () => {
      let page: string;
      let file: string;
      before(async () => {
        page = await figure(chart);
        file = await documentOf(chart);
      });

      it('are well-formed, within their viewBox and without a slip', () => {
        for (const markup of [page, file]) {
          expect(strayOf(markup)).to.deep.equal([]);
          expect(markup).not.to.match(/NaN|undefined|null|Infinity|\[object/);
        }
      });

      it('say to those who do not see them what they show', () => {
        const elements = elementsOf(page);
        const [svg] = named(elements, 'svg');
        expect(svg!.attributes.role).to.equal('img');
        expect(svg!.attributes['aria-labelledby']).to.equal('given-title given-description');
        expect(named(elements, 'title').map(({ text, attributes }) => [attributes.id, text])).to.deep.equal([
          ['given-title', words.title],
        ]);
        expect(named(elements, 'desc').map(({ text, attributes }) => [attributes.id, text])).to.deep.equal([
          ['given-description', words.description],
        ]);
        const caption = named(elements, 'figcaption')[0]!.text;
        expect(caption).to.have.length.within(60, 260);
      });

      it('carry their paint with them', () => {
        const shapes = elementsOf(page).filter(({ name }) => SHAPES.includes(name));
        expect(shapes).not.to.be.empty;
        for (const { name, painted } of shapes) {
          const described = `${name} ${JSON.stringify(painted)}`;
          expect(painted.fill ?? painted.stroke, described).not.to.be.undefined;
          if (name === 'line' || name === 'polyline') expect(painted.stroke, described).not.to.be.undefined;
          expect(painted, described).not.to.have.property('style');
        }
        if (named(shapes, 'text').length > 0) {
          const [svg] = named(elementsOf(page), 'svg');
          expect(svg!.attributes).to.include({ 'font-family': 'Arial, sans-serif', 'font-size': '14' });
        }
      });

      it('use colours that are seen on white: what is pale has an outline that is not', () => {
        const [ground, ...shapes] = elementsOf(page).filter(
          ({ name, inDefinition }) => SHAPES.includes(name) && !inDefinition,
        );
        expect(ground!.attributes.fill).to.equal('#ffffff');
        for (const { name, painted } of shapes) {
          const best = Math.max(...[painted.fill, painted.stroke].map((paint) => contrastOnWhite(paint)));
          expect(best, `${name} ${JSON.stringify(painted)}`).to.be.at.least(3);
        }
      });

      it('are a complete file by themselves', () => {
        const [outer] = elementsOf(file);
        expect(outer!.name).to.equal('svg');
        expect(outer!.attributes).to.include({ xmlns: 'http://www.w3.org/2000/svg' });
        const [, , width, height] = outer!.attributes.viewBox!.split(' ').map(Number);
        expect(Number(outer!.attributes.width) / width!).to.equal(Number(outer!.attributes.height) / height!);
        const [ground, heading] = elementsOf(file).filter(({ name }) => SHAPES.includes(name));
        expect(ground!.attributes).to.include({ fill: '#ffffff', width: String(width) });
        expect(heading!.text).to.equal(words.title);
        expect(file).not.to.match(/<html|<figure|href=|<style|<script/);
      });

      it('share no id with another chart of the page', async () => {
        const other = await figure(chart, { ...words, id: 'other' });
        const ids = elementsOf(`<page>${page}${other}</page>`).flatMap(({ attributes }) =>
          attributes.id === undefined ? [] : [attributes.id],
        );
        expect(new Set(ids).size).to.equal(ids.length);
        for (const [, id] of other.matchAll(/url\(#([^)]+)\)/g)) expect(id).to.match(/^other-/);
      });
    });
  }

  it('tell the reader of a scale that does not begin at nought', async () => {
    const point = { label: 'now', peers: null };
    const high = trendChart(
      [
        { ...point, day: '2005-01-01', own: 97 },
        { ...point, day: '2005-02-01', own: 98 },
      ],
      String,
    )!;
    expect(await figure(high)).to.include('does not begin at nought');
    expect(await figure(charts[2]!)).not.to.include('nought');
  });
});

function named(elements: Element[], name: string): Element[] {
  return elements.filter((element) => element.name === name);
}

/** WCAG's contrast ratio of #rrggbb with white; a pattern is drawn in colours that are looked at by themselves. */
function contrastOnWhite(paint: string | undefined): number {
  const channels = /^#(..)(..)(..)$/.exec(paint ?? '');
  if (!channels) return 1;
  const [red = 0, green = 0, blue = 0] = channels.slice(1).map((channel) => {
    const part = parseInt(channel, 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
