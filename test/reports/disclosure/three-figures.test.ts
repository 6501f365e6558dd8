import { expect } from 'chai';
import fc from 'fast-check';
import { toThreeFigures } from '../../../src/reports/disclosure/disclosure.ts';

describe('three significant figures', () => {
  const same = (value: number): void => {
    expect(toThreeFigures(value), String(value)).to.equal(Number(value.toPrecision(3)));
  };

  it('are what the language’s own rounding gives, of any number', () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), same), { numRuns: 5000 });
  });

  it('are that of money, percentages and figures that lie between two, too', () => {
    const decimals = fc.tuple(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: -6, max: 6 }));
    fc.assert(
      fc.property(decimals, ([digits, power]) => same(Number(`${digits}e${power}`))),
      { numRuns: 5000 },
    );
    for (let figures = 100; figures < 1000; figures += 1)
      for (const power of [-8, -3, -2, 0, 1, 5, 12]) {
        for (const digits of [`${figures}5`, `${figures}`, `${figures}49999999`, `${figures}50000001`])
          same(Number(`${digits}e${power}`));
      }
    for (const value of [0, 1, 10, 1000, 999.5, 99.95, 1e15, 1e21, 1e-7, 5e-324, 0.1 + 0.2]) same(value);
  });
});
