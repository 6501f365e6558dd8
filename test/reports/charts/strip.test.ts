import { expect } from 'chai';
import { quartileStrip } from '../../../src/reports/charts/strip.ts';

const quartiles = { lowerQuartile: 20, median: 25, upperQuartile: 40 };
/** The diamond's middle: its points are left, top, right, bottom. */
const middleOf = (points: string) => Number(points.split(' ')[1]!.split(',')[0]);

describe('strip', () => {
  it('reaches one and a half interquartile ranges beyond the quartiles', () => {
    // From -10 to 70: each unit of the 92 between the ends is 80 / 92 of the figure.
    const { line, lower, upper } = quartileStrip({ ...quartiles, own: null });
    const at = (value: number) => line.x1 + ((line.x2 - line.x1) * (value + 10)) / 80;
    expect(lower.x).to.be.closeTo(at(20), 0.01);
    expect(upper.x).to.be.closeTo(at(25), 0.01);
    expect(lower.x + lower.width).to.be.closeTo(upper.x, 0.01);
    expect(upper.x + upper.width).to.be.closeTo(at(40), 0.01);
  });

  it('marks one’s own value, and points outwards where it lies beyond the ends', () => {
    const own = (value: number) => quartileStrip({ ...quartiles, own: value });
    expect(middleOf(own(30).own!)).to.be.closeTo(14 + (92 * 40) / 80, 0.01);
    expect(own(30)).to.include({ arrow: null, beyond: null });
    expect(own(70)).to.include({ arrow: null, beyond: null });
    expect(middleOf(own(70.1).own!)).to.equal(own(0).line.x2);
    expect(own(70.1)).to.include({ arrow: '118,10 113,5 113,15', beyond: 'above' });
    expect(middleOf(own(-11).own!)).to.equal(own(0).line.x1);
    expect(own(-11)).to.include({ arrow: '2,10 7,5 7,15', beyond: 'below' });
    expect(quartileStrip({ ...quartiles, own: null })).to.include({ own: null, arrow: null, beyond: null });
  });

  it('has ends even where the quartiles are equal', () => {
    for (const value of [0, 8, -8]) {
      const equal = { lowerQuartile: value, median: value, upperQuartile: value };
      const strip = quartileStrip({ ...equal, own: value });
      expect(middleOf(strip.own!)).to.equal(60);
      expect(strip.lower).to.include({ x: 59, width: 1 });
      expect(strip.upper).to.include({ x: 60, width: 1 });
      expect(quartileStrip({ ...equal, own: value + 1000 }).beyond).to.equal('above');
    }
  });
});
