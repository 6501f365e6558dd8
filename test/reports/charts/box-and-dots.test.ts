import { expect } from 'chai';
import { boxAndDotChart, type ChartGroup } from '../../../src/reports/charts/box-and-dots.ts';

const peers = { minimum: 10, lowerQuartile: 20, median: 40, upperQuartile: 60, maximum: 90, dots: null };
const group: ChartGroup = { label: 'Outreach', own: [0, 50, 100], ownMedian: 50, peers };

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
    expect(row!.ownMedian).to.contain(`${x(50)},`);
    expect(chart.ticks[0]).to.include({ x: x1, text: '0' });
    expect(chart.ticks.at(-1)).to.include({ x: x2, text: '100' });
  });

  it('puts the label above its box, in as many lines as it takes, and keeps rows apart', () => {
    const long = 'Accommodation based with floating/resettlement/outreach support';
    const chart = boxAndDotChart([{ ...group, label: long }, group], String)!;
    const [first, second] = chart.rows;
    expect(first!.label.map(({ text }) => text)).to.deep.equal([
      'Accommodation based with floating/',
      'resettlement/outreach support',
    ]);
    for (const row of chart.rows) expect(row.label.at(-1)!.y).to.be.below(row.box!.y);
    expect(first!.dots[0]!.y + 6).to.be.below(second!.label[0]!.y - 12);
    expect(chart.axis.y).to.be.above(second!.dots[0]!.y + 6);
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
    expect(chart.key.items.map(({ mark }) => mark)).to.deep.equal(['own-dot', 'own-diamond']);
    expect(boxAndDotChart([], String)).to.be.null;
  });

  it('draws whiskers only where both minimum and maximum are shown', () => {
    for (const withheld of [{ minimum: null }, { maximum: null }, { minimum: null, maximum: null }]) {
      const chart = boxAndDotChart([{ ...group, peers: { ...peers, ...withheld } }], String)!;
      expect(chart.rows[0]!.whiskers).to.be.empty;
      expect(chart.rows[0]!.box).not.to.be.null;
      expect(chart.key.items.map(({ mark }) => mark)).not.to.include('peer-whisker');
    }
  });

  it('draws single peers, where they are shown, in a row above their box', () => {
    const chart = boxAndDotChart([{ ...group, peers: { ...peers, dots: [30, 30, 120] } }], String)!;
    const [row] = chart.rows;
    expect(row!.peerDots).to.have.length(2);
    expect(row!.peerDots[0]!.y + 3).to.be.below(row!.box!.y);
    expect(row!.peerDots[0]!.y - 3).to.be.above(row!.label[0]!.y);
    expect(row!.peerDots[1]!.x).to.equal(chart.axis.x2).and.above(row!.whiskers[1]!.x2);
    expect(boxAndDotChart([group], String)!.rows[0]!.peerDots).to.be.empty;
  });

  it('keeps a box of equal quartiles visible and survives values that are all nought', () => {
    const flat = { minimum: 0, lowerQuartile: 0, median: 0, upperQuartile: 0, maximum: 0, dots: [0] };
    const chart = boxAndDotChart([{ label: 'Free', own: [0, 0], ownMedian: 0, peers: flat }], String)!;
    expect(chart.rows[0]!.box!.width).to.equal(1);
    expect(chart.rows[0]!.dots).to.have.length(1);
    expect(JSON.stringify(chart)).not.to.match(/NaN|null,"y"/);
  });

  it('draws no more dots than can be told apart', () => {
    const own = Array.from({ length: 20_000 }, (_, index) => index / 200);
    const [row] = boxAndDotChart([{ ...group, own, peers: { ...peers, dots: own } }], String)!.rows;
    expect(row!.dots.length).to.be.below(400);
    expect(row!.peerDots.length).to.be.below(400);
  });

  it('has a second scale above when the first is out of sight', () => {
    const of = (length: number) => boxAndDotChart(Array<ChartGroup>(length).fill(group), String)!;
    expect(of(6).tickBaselines).to.have.length(1);
    const long = of(7);
    expect(long.tickBaselines).to.have.length(2);
    expect(long.tickBaselines[0]).to.be.below(long.rows[0]!.label[0]!.y - 12);
  });
});
