import { expect } from 'chai';
import fc from 'fast-check';
import { groupBars } from '../../../src/reports/charts/bars.ts';
import { boxAndDotChart } from '../../../src/reports/charts/box-and-dots.ts';
import type { Geometry } from '../../../src/reports/charts/drawing.ts';
import { scatterChart } from '../../../src/reports/charts/scatter.ts';
import { quartileStrip } from '../../../src/reports/charts/strip.ts';
import { trendChart } from '../../../src/reports/charts/trend.ts';
import { figure, strayOf } from './drawn.ts';

const format = (value: number) => `£${value.toPrecision(3)}`;

/** Values as they come, and as they should not. */
const value = fc.oneof(
  fc.constantFrom(0, 1, 1, 100, 1e-300, -1e-300, Number.MAX_VALUE, -Number.MAX_VALUE),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: 0, max: 2000 }),
  fc.integer({ min: -100, max: 100 }),
);
const label = fc.oneof(
  fc.constant('Accommodation based with floating/resettlement/outreach support'),
  fc.string({ maxLength: 90 }),
);
const sorted = fc
  .array(value, { minLength: 5, maxLength: 5 })
  .map((values) => values.sort((a, b) => a - b) as [number, number, number, number, number]);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const quartiles = sorted.map(([, lowerQuartile, median, upperQuartile]) => ({
  lowerQuartile,
  median,
  upperQuartile,
}));
const peers = fc
  .tuple(sorted, fc.boolean(), maybe(fc.array(value)))
  .map(([[minimum, lowerQuartile, median, upperQuartile, maximum], isShown, dots]) => ({
    lowerQuartile,
    median,
    upperQuartile,
    minimum: isShown ? minimum : null,
    maximum: isShown ? maximum : null,
    dots,
  }));
const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const pairs = fc.array(fc.record({ x: value, y: value }), { maxLength: 20 });

const charts: Record<string, fc.Arbitrary<Geometry | null>> = {
  'box-and-dots': fc
    .array(fc.record({ label, peers: maybe(peers), own: fc.array(value), ownMedian: maybe(value) }), {
      maxLength: 9,
    })
    .map((groups) => boxAndDotChart(groups, format)),
  bars: fc
    .array(fc.record({ label, own: maybe(value), peers: maybe(value) }), { maxLength: 9 })
    .map((groups) => groupBars(groups, format)),
  trend: fc
    .array(fc.record({ day, label, own: maybe(value), peers: maybe(quartiles) }), { maxLength: 14 })
    .map((points) => trendChart(points, format)),
  scatter: fc
    .record({
      own: pairs,
      peers: maybe(pairs),
      xMedian: maybe(value),
      yMedian: maybe(value),
      xLabel: label,
      yLabel: label,
      quadrants: fc.record({ topLeft: label, topRight: label, bottomLeft: label, bottomRight: label }),
      xTick: fc.constant(format),
      yTick: fc.constant(format),
    })
    .map((given) => scatterChart(given)),
  strip: fc.tuple(quartiles, maybe(value)).map(([given, own]) => quartileStrip({ ...given, own })),
};

describe('whatever the figures, a chart', () => {
  for (const [kind, chart] of Object.entries(charts))
    it(`stays within its viewBox: ${kind}`, async () => {
      await fc.assert(
        fc.asyncProperty(chart, async (geometry) => {
          if (geometry !== null) expect(strayOf(await figure(geometry))).to.deep.equal([]);
        }),
        { numRuns: 150 },
      );
    });

  it('keeps the order of its values', () => {
    fc.assert(
      fc.property(sorted, ([minimum, lowerQuartile, median, upperQuartile, maximum]) => {
        const figures = { minimum, lowerQuartile, median, upperQuartile, maximum, dots: null };
        const [row] = boxAndDotChart(
          [{ label: 'All', own: [], ownMedian: null, peers: figures }],
          format,
        )!.rows;
        const [left, right] = row!.whiskers;
        const places = [left!.x1, left!.x2, row!.median!.x, right!.x1, right!.x2];
        expect(places).to.deep.equal([...places].sort((a, b) => a - b));
      }),
    );
  });
});
