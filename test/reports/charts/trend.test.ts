import { expect } from 'chai';
import { trendChart, type TrendPoint } from '../../../src/reports/charts/trend.ts';

const point = (day: string, own: number | null, median: number | null): TrendPoint => ({
  day,
  label: day,
  own,
  peers: median === null ? null : { lowerQuartile: median - 10, median, upperQuartile: median + 10 },
});
const xsOf = (points: string) => points.split(' ').map((one) => Number(one.split(',')[0]));

describe('trend', () => {
  it('is true to time', () => {
    const chart = trendChart(
      [point('2005-01-01', 10, 12), point('2005-01-11', 20, 12), point('2005-01-31', 30, 12)],
      String,
    )!;
    const [first, second, third] = chart.xTicks as [number, number, number];
    expect((third - second) / (second - first)).to.be.closeTo(2, 0.01);
    expect(chart.dots.map(({ x }) => x)).to.deep.equal(chart.xTicks);
    expect(chart.dots.map(({ y }) => y)).to.deep.equal(
      chart.dots.map(({ y }) => y).sort((a, b) => b - a),
      'higher values stand higher',
    );
  });

  it('breaks line and band each where its own value is missing', () => {
    const chart = trendChart(
      [
        point('2005-01-01', 10, 12),
        point('2005-02-01', 11, 12),
        point('2005-03-01', null, 12),
        point('2005-04-01', 12, null),
        point('2005-05-01', 13, 12),
        point('2005-06-01', 14, 12),
      ],
      String,
    )!;
    expect(chart.own.map((line) => xsOf(line).length)).to.deep.equal([2, 3]);
    expect(chart.medians.map((line) => xsOf(line).length)).to.deep.equal([3, 2]);
    expect(chart.bands.map((band) => xsOf(band).length)).to.deep.equal([6, 4]);
    expect(chart.dots).to.have.length(5);
  });

  it('draws a lone point as a dot and a short bar', () => {
    const chart = trendChart([point('2005-01-01', 10, 12)], String)!;
    expect(chart.own).to.be.empty;
    expect(chart.dots).to.have.length(1);
    const [left, right] = xsOf(chart.medians[0]!);
    expect(right! - left!).to.equal(12);
    expect(xsOf(chart.bands[0]!)).to.deep.equal([left, right, right, left]);
    const between = trendChart(
      [point('2005-01-01', 1, null), point('2005-02-01', null, 12), point('2005-03-01', 1, null)],
      String,
    )!;
    expect(between.bands).to.have.length(1);
    expect(between.own).to.be.empty;
    expect(between.dots).to.have.length(2);
  });

  it('begins at nought, or says that it does not', () => {
    expect(trendChart([point('2005-01-01', 40, 20)], String)!.fromZero).to.be.true;
    const high = trendChart([point('2005-01-01', 97, null), point('2005-02-01', 98, null)], String)!;
    expect(high.fromZero).to.be.false;
    expect(Number(high.yTicks[0]!.text)).to.be.within(70, 80, 'a ripple does not look like a wave');
  });

  it('labels the last point, the first, and others as there is room', () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      point(new Date(Date.UTC(2000, 3 * index, 1)).toISOString().slice(0, 10), index, null),
    );
    const chart = trendChart(many, String)!;
    const texts = chart.xLabels.map(({ lines }) => lines.map(({ text }) => text).join(' '));
    expect(texts[0]).to.equal(many[0]!.day);
    expect(texts.at(-1)).to.equal(many.at(-1)!.day);
    expect(texts.length).to.be.within(3, 6);
    expect(chart.xTicks).to.have.length(40);
  });

  it('is none without a value', () => {
    expect(trendChart([], String)).to.be.null;
    expect(trendChart([point('2005-01-01', null, null)], String)).to.be.null;
  });
});
