import { expect } from 'chai';
import { boxAndDotChart, type ChartGroup } from '../../src/reports/chart.ts';

const group: ChartGroup = {
  label: 'Outreach',
  own: [0, 50, 100],
  ownMedian: 50,
  peers: { minimum: 10, lowerQuartile: 20, median: 40, upperQuartile: 60, maximum: 90 },
};

describe('box-and-dot chart', () => {
  it('places box, whiskers, median and dots on one scale from nought', () => {
    const chart = boxAndDotChart([group], String)!;
    const [row] = chart.rows;
    const { x1, x2 } = chart.axis;
    const x = (value: number) => Math.round((x1 + ((x2 - x1) * value) / 100) * 100) / 100;
    expect(row!.box).to.include({ x: x(20), width: Math.round((x(60) - x(20)) * 100) / 100 });
    expect(row!.whiskers.map((whisker) => [whisker.x1, whisker.x2])).to.deep.equal([
      [x(10), x(20)],
      [x(60), x(90)],
    ]);
    expect(row!.median!.x).to.equal(x(40));
    expect(row!.dots.map((dot) => dot.x)).to.deep.equal([x1, x(50), x2]);
    expect(row!.ownMedian!.x).to.equal(x(50));
    expect(chart.ticks[0]).to.deep.equal({ x: x1, text: '0' });
    expect(chart.ticks.at(-1)).to.deep.equal({ x: x2, text: '100' });
  });

  it('puts the label above its box and keeps rows apart', () => {
    const chart = boxAndDotChart([group, { ...group, label: 'Resettlement' }], String)!;
    for (const row of chart.rows) expect(row.labelY).to.be.below(row.box!.y);
    expect(chart.rows[0]!.dots[0]!.y + 6).to.be.below(chart.rows[1]!.labelY - 12);
    expect(chart.axis.y).to.be.above(chart.rows[1]!.dots[0]!.y);
    expect(chart.height).to.be.above(chart.axis.y + 18);
  });

  it('draws own services alone where peers are withheld, and leaves out a group with neither', () => {
    const chart = boxAndDotChart(
      [
        { ...group, peers: null },
        { label: 'Empty', own: [], ownMedian: null, peers: null },
      ],
      String,
    )!;
    expect(chart.rows).to.have.length(1);
    expect(chart.rows[0]).to.include({ box: null, median: null });
    expect(chart.rows[0]!.dots).to.have.length(3);
    expect(boxAndDotChart([], String)).to.be.null;
  });

  it('keeps a box of equal quartiles visible and survives values that are all nought', () => {
    const flat = { minimum: 0, lowerQuartile: 0, median: 0, upperQuartile: 0, maximum: 0 };
    const chart = boxAndDotChart([{ label: 'Free', own: [0, 0], ownMedian: 0, peers: flat }], String)!;
    expect(chart.rows[0]!.box!.width).to.equal(1);
    expect(chart.rows[0]!.dots).to.have.length(1);
    expect(JSON.stringify(chart)).not.to.match(/NaN|null,"y"/);
  });

  it('draws no more dots than can be told apart', () => {
    const own = Array.from({ length: 20_000 }, (_, index) => index / 200);
    expect(boxAndDotChart([{ ...group, own }], String)!.rows[0]!.dots.length).to.be.below(1500);
  });
});
