import { expect } from 'chai';
import fc from 'fast-check';
import {
  ascending,
  mean,
  median,
  percentileRank,
  quantile,
} from '../../../src/reports/benchmark/statistics.ts';

const numbers = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 });

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
    expect([mean([]), median([]), percentileRank([], 0)]).to.deep.equal([null, null, null]);
  });

  it('take the middle of values in any order, and leave them as they are', () => {
    const values = [10, 9, 100, 1];
    expect(median(values)).to.equal(9.5);
    expect(mean(values)).to.equal(30);
    expect(ascending(values)).to.deep.equal([1, 9, 10, 100]);
    expect(values).to.deep.equal([10, 9, 100, 1]);
  });

  it('rank by the values that are lower, not by ties', () => {
    const sorted = [1, 2, 2, 4];
    expect([0, 1, 1.5, 2, 3, 4, 5].map((value) => percentileRank(sorted, value))).to.deep.equal([
      0, 0, 25, 25, 75, 75, 100,
    ]);
  });

  it('rank as counting does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1 }),
        fc.integer({ min: -1, max: 21 }),
        (values, value) => {
          const lower = values.filter((other) => other < value).length;
          expect(percentileRank(ascending(values), value)).to.equal((100 * lower) / values.length);
        },
      ),
    );
  });

  it('keep a quantile between its neighbours', () => {
    fc.assert(
      fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), (values, fraction) => {
        const sorted = ascending(values);
        const between = quantile(sorted, fraction)!;
        const below = sorted.filter((value) => value <= between).length;
        expect(below).to.be.at.least(Math.floor(fraction * (values.length - 1)));
        expect(between).to.be.within(sorted[0]!, sorted.at(-1)!);
      }),
    );
  });
});
