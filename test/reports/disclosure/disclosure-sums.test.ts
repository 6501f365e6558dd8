import { expect } from 'chai';
import {
  judgeGroups,
  judgeReport,
  type Cell,
  type Verdict,
} from '../../../src/reports/disclosure/disclosure.ts';
import { sumsOf } from './disclosure-cells.ts';

const at = (clientGroup: string, serviceType = 'Outreach') => ({ clientGroup, serviceType });
const even = [100, 100, 100, 100, 100];
const means = (verdict: Verdict | undefined) =>
  verdict?.kind === 'shown'
    ? { mean: verdict.mean, unitWeightedMean: verdict.unitWeightedMean }
    : verdict?.kind;
const all = { mean: true, unitWeightedMean: true };
const weightedOnly = { mean: false, unitWeightedMean: true };

describe('disclosure control of means', () => {
  const meanOf = (cells: readonly Cell[], filters = {}) => means(judgeReport(cells, filters, null));

  it('withholds the mean where one authority makes up more than 60 % of the sum', () => {
    const largest = (percent: number) => meanOf(sumsOf(at('Generic'), [percent, 20, 80 - percent]));
    expect([59, 60, 61].map(largest)).to.deep.equal([all, all, weightedOnly]);
    expect(meanOf(sumsOf(at('Generic'), [0.6, 0.3, 0.1]))).to.deep.equal(all);
  });

  it('adds up an authority’s cells', () => {
    const cells = [...sumsOf(at('Generic'), [40, 20, 20]), ...sumsOf(at('Refugees'), [40, 10, 10])];
    expect(meanOf(cells)).to.deep.equal(all);
    const [first, ...others] = cells;
    expect(meanOf([{ ...first!, sum: 60 }, ...others])).to.deep.equal(weightedOnly);
  });

  it('finds nobody to have most of nothing', () => {
    expect(meanOf(sumsOf(at('Generic'), [0, 0, 0]))).to.deep.equal(all);
    expect(meanOf(sumsOf(at('Generic'), [5, 0, 0]))).to.deep.equal(weightedOnly);
  });

  it('judges the mean by units by both of its sums', () => {
    const byUnits = (changed: Partial<Cell>) => {
      const [first, ...others] = sumsOf(at('Generic'), [100, 100, 100]);
      return meanOf([{ ...first!, ...changed }, ...others]);
    };
    const meanOnly = { mean: true, unitWeightedMean: false };
    expect([299, 300, 301].map((weighted) => byUnits({ weighted }))).to.deep.equal([all, all, meanOnly]);
    expect([299, 300, 301].map((units) => byUnits({ units }))).to.deep.equal([all, all, meanOnly]);
  });

  it('wants units of 3 authorities for the mean by units, or of none', () => {
    const withUnits = (authorities: number) => {
      const cells = sumsOf(at('Generic'), even);
      return meanOf(
        cells.map((cell, index) => (index < authorities ? cell : { ...cell, weighted: 0, units: 0 })),
      );
    };
    const meanOnly = { mean: true, unitWeightedMean: false };
    expect([0, 2, 3, 4].map(withUnits)).to.deep.equal([all, meanOnly, all, all]);
  });

  it('judges what each filter leaves out, for mean times count of the two tells its sum', () => {
    const only = { clientGroup: ['Generic'] };
    const leavingOut = (sums: number[]) =>
      meanOf([...sumsOf(at('Generic'), even), ...sumsOf(at('Refugees'), sums)], only);
    expect(
      [
        [59, 20, 21],
        [60, 20, 20],
        [61, 20, 19],
      ].map(leavingOut),
    ).to.deep.equal([all, all, weightedOnly]);
    expect(meanOf(sumsOf(at('Generic'), even), only)).to.deep.equal(all);
    expect(leavingOut([0, 0, 0])).to.deep.equal(all);
  });

  it('judges what two filters leave out together', () => {
    const cells = (sums: number[]) => [
      ...sumsOf(at('Generic', 'Outreach'), even),
      ...sumsOf(at('Generic', 'Resettlement'), even),
      ...sumsOf(at('Refugees', 'Outreach'), even),
      ...sumsOf(at('Refugees', 'Resettlement'), sums),
    ];
    const both = { clientGroup: ['Generic'], serviceType: ['Outreach'] };
    expect(meanOf(cells([60, 20, 20]), both)).to.deep.equal(all);
    expect(meanOf(cells([61, 20, 19]), both)).to.deep.equal(weightedOnly);
  });

  it('judges all who are not in the comparison group, and who are between it and a rival', () => {
    const beside = (sums: number[], ...rival: number[]) => {
      const rivals = rival.length > 0 ? [new Set(rival)] : [];
      return means(
        judgeReport(
          sumsOf(at('Generic'), [...even, ...sums]),
          {},
          { members: new Set([1, 2, 3, 4, 5]), rivals },
        ),
      );
    };
    expect(beside([60, 20, 20])).to.deep.equal(all);
    expect(beside([61, 20, 19])).to.deep.equal(weightedOnly);
    expect(beside([61, 20, 19, 100, 100, 100])).to.deep.equal(all);
    expect(beside([61, 20, 19, 100, 100, 100], 1, 2, 3, 4, 5, 6, 7, 8)).to.deep.equal(weightedOnly);
    expect(beside([60, 20, 20, 100, 100, 100], 1, 2, 3, 4, 5, 6, 7, 8)).to.deep.equal(all);
  });
});

describe('disclosure control of the means of groups', () => {
  const grouped = (groups: Record<string, number[]>) => {
    const cells = Object.entries(groups).flatMap(([name, sums]) => sumsOf(at(name), sums));
    return Object.fromEntries(
      [...judgeGroups(cells, {}, 'clientGroup', null)].map(([name, verdict]) => [name, means(verdict)]),
    );
  };

  it('withholds a second mean beside one that is withheld, or the total would tell it', () => {
    expect(grouped({ Generic: [200, 200, 200], Refugees: even, Traveller: [61, 20, 19] })).to.deep.equal({
      Generic: weightedOnly,
      Refugees: all,
      Traveller: weightedOnly,
    });
  });

  it('withholds no more where nobody has most of those withheld, taken together', () => {
    const few = { Traveller: [70, 20, 10], Refugees: [10, 70, 20], Generic: even, Offenders: even };
    expect(grouped(few)).to.deep.equal({
      Traveller: weightedOnly,
      Refugees: weightedOnly,
      Generic: all,
      Offenders: all,
    });
  });

  it('withholds a mean where one authority has most of all the other groups together', () => {
    expect(grouped({ Generic: even, Refugees: [61, 20, 19] })).to.deep.equal({
      Generic: weightedOnly,
      Refugees: weightedOnly,
    });
    expect(grouped({ Generic: even, Refugees: [60, 20, 20] })).to.deep.equal({ Generic: all, Refugees: all });
  });

  it('lets no filter take some of those that are held together for their means', () => {
    const cells = Object.entries({ Generic: even, Refugees: even, Traveller: [61, 20, 19] }).flatMap(
      ([name, sums]) => sumsOf(at(name), sums),
    );
    const mean = (...clientGroup: string[]) => means(judgeReport(cells, { clientGroup }, null));
    expect(mean('Refugees')).to.deep.equal(all);
    // All three and Refugees alone have means; so this one would tell of Traveller.
    expect(mean('Generic', 'Refugees')).to.deep.equal(weightedOnly);
    expect(mean('Refugees', 'Traveller')).to.deep.equal(weightedOnly);
    expect(mean('Generic', 'Refugees', 'Traveller')).to.deep.equal(all);
  });
});
