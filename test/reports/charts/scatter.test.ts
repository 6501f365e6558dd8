import { expect } from 'chai';
import { scatterChart, type ScatterGiven } from '../../../src/reports/charts/scatter.ts';

const given: ScatterGiven = {
  own: [
    { x: 10, y: 80 },
    { x: 90, y: 20 },
  ],
  peers: null,
  xMedian: 50,
  yMedian: 40,
  xLabel: 'Cost',
  yLabel: 'Planned moves',
  quadrants: {
    topLeft: 'Cheaper, more moves',
    topRight: 'Dearer, more moves',
    bottomLeft: 'Cheaper, fewer moves',
    bottomRight: 'Dearer, fewer moves',
  },
  xTick: String,
  yTick: String,
};

describe('scatter', () => {
  it('places dots to the right as x grows and upwards as y grows, about the medians', () => {
    const chart = scatterChart(given)!;
    const [left, right] = chart.own;
    expect(left!.x).to.be.below(chart.xMedian!);
    expect(right!.x).to.be.above(chart.xMedian!);
    expect(left!.y).to.be.below(chart.yMedian!);
    expect(right!.y).to.be.above(chart.yMedian!);
  });

  it('names the four quarters by letters in the corners, which no dot reaches', () => {
    const chart = scatterChart({ ...given, xMedian: 10, yMedian: 20 })!;
    expect(chart.names.items.map(({ mark, lines }) => [mark, lines[0]!.text])).to.deep.equal([
      ['A', 'Cheaper, more moves'],
      ['B', 'Dearer, more moves'],
      ['C', 'Cheaper, fewer moves'],
      ['D', 'Dearer, fewer moves'],
    ]);
    const [a, b, c, d] = chart.corners as [Corner, Corner, Corner, Corner];
    expect(a.x).to.be.below(chart.xMedian!).and.equal(c.x);
    expect(b.x).to.be.above(chart.xMedian!).and.equal(d.x);
    expect(a.y).to.be.below(chart.yMedian!).and.equal(b.y);
    expect(c.y).to.be.above(chart.yMedian!).and.equal(d.y);
    for (const { x, y } of chart.own) {
      expect(x).to.be.within(a.x + 10, b.x - 10);
      expect(y).to.be.within(a.y + 10, c.y - 10);
    }
  });

  it('names no quarters where a median is withheld', () => {
    const chart = scatterChart({ ...given, xMedian: null })!;
    expect(chart.xMedian).to.be.null;
    expect(chart.yMedian).not.to.be.null;
    expect(chart.corners).to.be.empty;
    expect(chart.names.items).to.be.empty;
    expect(chart.names.bottom).to.equal(chart.height);
  });

  it('draws peers where they are given, and no more dots than can be told apart', () => {
    const peers = Array.from({ length: 100_000 }, (_, index) => ({ x: index % 317, y: index % 97 }));
    const chart = scatterChart({ ...given, own: [], peers })!;
    expect(chart.own).to.be.empty;
    expect(chart.peers.length).to.be.within(1000, 20_000);
    expect(chart.key.items.map(({ mark }) => mark)).to.deep.equal(['peer-dot', 'peer-line']);
  });

  it('says when a scale begins above nought', () => {
    expect(scatterChart(given)!.fromZero).to.be.true;
    expect(scatterChart({ ...given, own: [{ x: 49, y: 40 }] })!.fromZero).to.be.false;
  });

  it('is none without a point', () => {
    expect(scatterChart({ ...given, own: [] })).to.be.null;
    expect(scatterChart({ ...given, own: [], peers: [] })).to.be.null;
  });
});

type Corner = NonNullable<ReturnType<typeof scatterChart>>['corners'][number];
