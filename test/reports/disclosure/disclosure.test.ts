import { expect } from 'chai';
import type { Filters } from '../../../src/reports/dimensions.ts';
import {
  judgeGroups,
  judgeReport,
  MOST_OF_A_SUM,
  minimums,
  toThreeFigures,
  type Cell,
} from '../../../src/reports/disclosure/disclosure.ts';
import { repeat, servicesOf } from './disclosure-cells.ts';

const kind = (cells: readonly Cell[], filters: Filters = {}) => judgeReport(cells, filters, null).kind;
const groups = (cells: readonly Cell[], filters: Filters = {}) =>
  Object.fromEntries(
    [...judgeGroups(cells, filters, 'clientGroup', null)].map(([label, verdict]) => [label, verdict.kind]),
  );
/** A service of each of so many authorities, and then more of the last one, until there are enough. */
const spreadOver = (authorities: number, services: number) => [
  ...repeat(authorities),
  ...Array.from({ length: services - authorities }, () => authorities),
];

const generic = { clientGroup: 'Generic', serviceType: 'Outreach' };
const refugees = { clientGroup: 'Refugees', serviceType: 'Outreach' };
const traveller = { clientGroup: 'Traveller', serviceType: 'Outreach' };

describe('disclosure control, minimums', () => {
  it('has the numbers of the rule', () => {
    expect(minimums).to.deep.equal({
      figures: { authorities: 3, services: 5 },
      spread: { authorities: 5, services: 10 },
    });
    expect(MOST_OF_A_SUM).to.equal(0.6);
  });

  it('wants at least 5 services', () => {
    expect(kind(servicesOf(generic, spreadOver(3, 4)))).to.equal('too-few');
    expect(kind(servicesOf(generic, spreadOver(3, 5)))).to.equal('shown');
    expect(kind(servicesOf(generic, spreadOver(3, 6)))).to.equal('shown');
  });

  it('wants services of at least 3 other authorities', () => {
    expect(kind(servicesOf(generic, spreadOver(2, 8)))).to.equal('too-few');
    expect(kind(servicesOf(generic, spreadOver(3, 8)))).to.equal('shown');
    expect(kind(servicesOf(generic, spreadOver(4, 8)))).to.equal('shown');
    expect(kind([])).to.equal('too-few');
  });

  it('counts an authority once, however many cells it is in', () => {
    expect(kind([...servicesOf(generic, [1, 1, 2]), ...servicesOf(refugees, [1, 2, 2])])).to.equal('too-few');
    expect(kind([...servicesOf(generic, [1, 1, 2]), ...servicesOf(refugees, [3, 2, 2])])).to.equal('shown');
  });

  it('shows minimum, maximum and single services from 10 services of 5 authorities', () => {
    const spread = (authorities: number, services: number) => {
      const verdict = judgeReport(servicesOf(generic, spreadOver(authorities, services)), {}, null);
      return verdict.kind === 'shown' && verdict.spread;
    };
    expect([9, 10, 11].map((services) => spread(5, services))).to.deep.equal([false, true, true]);
    expect([4, 5, 6].map((authorities) => spread(authorities, 12))).to.deep.equal([false, true, true]);
  });
});

describe('disclosure control, what is left out', () => {
  const kept = servicesOf(generic, repeat(6, 3));
  const only = { clientGroup: ['Generic'] };

  it('withholds what a filter keeps if what it leaves out is of 1 or 2 authorities', () => {
    const leavingOut = (authorities: number) =>
      kind([...kept, ...servicesOf(refugees, spreadOver(authorities, 8))], only);
    expect([0, 1, 2, 3, 4].map((count) => (count ? leavingOut(count) : kind(kept, only)))).to.deep.equal([
      'shown',
      'would-unmask',
      'would-unmask',
      'shown',
      'shown',
    ]);
  });

  it('withholds it if what is left out is fewer than 5 services', () => {
    const leavingOut = (services: number) =>
      kind([...kept, ...servicesOf(refugees, spreadOver(3, services))], only);
    expect([4, 5, 6].map(leavingOut)).to.deep.equal(['would-unmask', 'shown', 'shown']);
  });

  it('shows single services if what is left out is nothing or itself 10 services of 5 authorities', () => {
    const spread = (left: number[]) => judgeReport([...kept, ...servicesOf(refugees, left)], only, null);
    const seen = [[], spreadOver(5, 9), spreadOver(5, 10), spreadOver(4, 12), spreadOver(6, 12)].map(spread);
    expect(seen.map((verdict) => verdict.kind === 'shown' && verdict.spread)).to.deep.equal([
      true,
      false,
      true,
      false,
      true,
    ]);
  });

  it('judges what two filters leave out together: total, less each, plus both, tells of it', () => {
    const cells = (authorities: number) => [
      ...servicesOf({ clientGroup: 'Generic', serviceType: 'Outreach' }, repeat(6)),
      ...servicesOf({ clientGroup: 'Generic', serviceType: 'Resettlement' }, repeat(6)),
      ...servicesOf({ clientGroup: 'Refugees', serviceType: 'Outreach' }, repeat(6)),
      ...servicesOf({ clientGroup: 'Refugees', serviceType: 'Resettlement' }, spreadOver(authorities, 6)),
    ];
    const both = { clientGroup: ['Generic'], serviceType: ['Outreach'] };
    expect([2, 3, 4].map((authorities) => kind(cells(authorities), both))).to.deep.equal([
      'would-unmask',
      'shown',
      'shown',
    ]);
    expect(
      [2, 3, 4].map((count) => groups(cells(count), { serviceType: ['Outreach'] }).Generic),
    ).to.deep.equal(['would-unmask', 'shown', 'shown']);
  });

  it('judges every wider report, not only the next one', () => {
    // Each filter alone leaves out the same two services; in both together neither leaves out anything more.
    const cells = [
      ...servicesOf(generic, repeat(5)),
      ...servicesOf({ clientGroup: 'Refugees', serviceType: 'Resettlement' }, [1, 2]),
    ];
    expect(kind(cells, { clientGroup: ['Generic'], serviceType: ['Outreach'] })).to.equal('would-unmask');
  });
});

describe('disclosure control, groups held together', () => {
  const cells = [
    ...servicesOf(generic, repeat(7)),
    ...servicesOf(refugees, repeat(5)),
    ...servicesOf(traveller, [1, 2]),
  ];

  it('withholds a small group, and with it the smallest of the others', () => {
    expect(groups(cells)).to.deep.equal({ Generic: 'shown', Refugees: 'would-unmask', Traveller: 'too-few' });
    expect(kind(cells)).to.equal('shown');
  });

  it('lets the first in the alphabet join where two are of one size', () => {
    const alike = [
      ...servicesOf(traveller, [1, 2]),
      ...servicesOf(refugees, repeat(5)),
      ...servicesOf(generic, repeat(5)),
    ];
    const expected = { Generic: 'would-unmask', Refugees: 'shown', Traveller: 'too-few' };
    expect(groups(alike)).to.deep.equal(expected);
    expect(groups(alike.toReversed())).to.deep.equal(expected);
  });

  it('withholds no more where the small groups meet the minimums together', () => {
    const enough = [
      ...servicesOf(generic, repeat(5)),
      ...servicesOf(refugees, [1, 2, 3]),
      ...servicesOf(traveller, [4, 5]),
    ];
    expect(groups(enough)).to.deep.equal({ Generic: 'shown', Refugees: 'too-few', Traveller: 'too-few' });
  });

  it('lets a filter take in none of them, or all groups that there are', () => {
    const report = (...clientGroup: string[]) => kind(cells, { clientGroup });
    expect(report('Generic')).to.equal('shown');
    expect(report('Refugees')).to.equal('would-unmask');
    expect(report('Generic', 'Refugees')).to.equal('would-unmask');
    expect(report('Generic', 'Traveller')).to.equal('would-unmask');
    expect(report('Traveller')).to.equal('too-few');
    expect(report('Generic', 'Refugees', 'Traveller')).to.equal('shown');
  });

  it('shows no union of small groups: a narrower report may show one of those that joined them', () => {
    expect(kind(cells, { clientGroup: ['Refugees', 'Traveller'] })).to.equal('would-unmask');
  });

  it('judges the part that a filter leaves out in each group', () => {
    const both = [
      ...servicesOf(generic, repeat(5)),
      ...servicesOf({ clientGroup: 'Generic', serviceType: 'Resettlement' }, [6, 7]),
      ...servicesOf(refugees, repeat(5)),
      ...servicesOf({ clientGroup: 'Refugees', serviceType: 'Resettlement' }, repeat(5)),
    ];
    expect(groups(both, { serviceType: ['Outreach'] })).to.deep.equal({
      Generic: 'would-unmask',
      Refugees: 'would-unmask',
    });
    // Nor Refugees: the total less Outreach, less Refugees, and both of them added again, are the same two services.
    expect(kind(both, { serviceType: ['Outreach'] })).to.equal('shown');
  });

  it('withholds the groups of a report that is withheld itself', () => {
    // Outreach is held together with Resettlement, which has too few services.
    const withheld = [
      ...servicesOf(generic, repeat(5)),
      ...servicesOf({ clientGroup: 'Refugees', serviceType: 'Resettlement' }, [1, 2]),
      ...servicesOf({ clientGroup: 'Generic', serviceType: 'Floating support' }, repeat(6)),
      ...servicesOf({ clientGroup: 'Refugees', serviceType: 'Floating support' }, repeat(6)),
    ];
    expect(kind(withheld, { serviceType: ['Outreach'] })).to.equal('would-unmask');
    expect(groups(withheld, { serviceType: ['Outreach'] })).to.deep.equal({
      Generic: 'would-unmask',
      Refugees: 'too-few',
    });
  });

  it('shows nothing of a country that is too small', () => {
    const small = servicesOf(generic, [1, 1, 1, 2, 2]);
    expect(kind(small)).to.equal('too-few');
    expect(groups(small)).to.deep.equal({ Generic: 'too-few' });
    expect(groups([])).to.deep.equal({});
  });
});

describe('three significant figures', () => {
  it('rounds peers’ values', () => {
    const rounded = [12345, 12350, 0.0123456, 99.95, 99.94, 1.005, 1.015, 4, 123, 999.5, 0.1 + 0.2].map(
      toThreeFigures,
    );
    expect(rounded).to.deep.equal([12300, 12400, 0.0123, 100, 99.9, 1, 1.01, 4, 123, 1000, 0.3]);
  });

  it('leaves 0 at 0, and never below', () => {
    expect(Object.is(toThreeFigures(0), 0)).to.be.true;
    expect(Object.is(toThreeFigures(-0), 0)).to.be.true;
  });
});
