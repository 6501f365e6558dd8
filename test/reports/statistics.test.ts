import { expect } from 'chai';
import fc from 'fast-check';
import { mean, median, percentileRank, quantile, unitWeightedMean } from '../../src/reports/statistics.ts';

describe('statistics', () => {
  it('interpolate quantiles as R does by default (type 7)', () => {
    const values = [1, 2, 4, 8];
    expect([0, 0.25, 0.5, 0.75, 1].map((fraction) => quantile(values, fraction))).to.deep.equal([
      1, 1.75, 3, 5, 8,
    ]);
    expect(quantile([5], 0.25)).to.equal(5);
    expect(quantile([], 0.5)).to.be.null;
  });

  it('know nothing of an empty set', () => {
    expect([mean([]), median([]), unitWeightedMean([]), percentileRank(0, 0)]).to.deep.equal([
      null,
      null,
      null,
      null,
    ]);
  });

  it('weigh by units, and leave out services without them', () => {
    const services = [
      { value: 10, units: 1 },
      { value: 20, units: 3 },
      { value: 999, units: null },
    ];
    expect(unitWeightedMean(services)).to.equal(17.5);
    expect(unitWeightedMean([{ value: 10, units: 0 }])).to.be.null;
  });

  it('rank by the peers that are lower, not by ties', () => {
    expect(percentileRank(3, 4)).to.equal(75);
    expect(percentileRank(0, 4)).to.equal(0);
  });

  it('keep a quantile between its neighbours', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, fraction) => {
          const sorted = [...values].sort((a, b) => a - b);
          const between = quantile(sorted, fraction)!;
          const below = sorted.filter((value) => value <= between).length;
          expect(below).to.be.at.least(Math.floor(fraction * (values.length - 1)));
          expect(between).to.be.within(sorted[0]!, sorted.at(-1)!);
        },
      ),
    );
  });
});
