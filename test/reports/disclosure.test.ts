import { expect } from 'chai';
import type { Dimension } from '../../src/reports/dimensions.ts';
import { judgeGroups, judgeReport, meetsMinimums, type Cell } from '../../src/reports/disclosure.ts';

/** Services of a client group, by authority: cell('Generic', [1, 1, 2]) is three services of two authorities. */
function cell(clientGroup: string, authorities: number[], serviceType = 'Outreach'): Cell {
  const at = { clientGroup, serviceType } satisfies Partial<Record<Dimension, string>>;
  return { at, services: authorities.length, authorities: [...new Set(authorities)].slice(0, 3) };
}

const judged = (cells: Cell[], by: Dimension = 'clientGroup', filters = {}) =>
  Object.fromEntries(judgeGroups(cells, filters, by));

describe('disclosure control', () => {
  it('wants at least 5 services', () => {
    expect(meetsMinimums([cell('Generic', [1, 2, 3, 3])])).to.be.false;
    expect(meetsMinimums([cell('Generic', [1, 2, 3, 3, 3])])).to.be.true;
    expect(meetsMinimums([cell('Generic', [1, 2, 3, 3, 3, 3])])).to.be.true;
  });

  it('wants services of at least 3 other authorities', () => {
    expect(meetsMinimums([cell('Generic', [1, 1, 1, 2, 2, 2])])).to.be.false;
    expect(meetsMinimums([cell('Generic', [1, 1, 1, 2, 2, 3])])).to.be.true;
    expect(meetsMinimums([])).to.be.false;
  });

  it('counts an authority once, however many cells it is in', () => {
    expect(meetsMinimums([cell('Generic', [1, 1, 2]), cell('Refugees', [1, 2, 2])])).to.be.false;
    expect(meetsMinimums([cell('Generic', [1, 1, 2]), cell('Refugees', [3, 2, 2])])).to.be.true;
  });

  it('withholds a small group, and with it the smallest of the others', () => {
    const cells = [
      cell('Generic', [1, 2, 3, 4, 5, 6, 7]),
      cell('Refugees', [1, 2, 3, 4, 5]),
      cell('Traveller', [1, 2]),
    ];
    expect(judged(cells)).to.deep.equal({
      Generic: 'shown',
      Refugees: 'would-unmask',
      Traveller: 'too-few',
    });
    expect(judgeReport(cells, {})).to.equal('shown');
  });

  it('withholds no more where the small groups meet the minimums together', () => {
    const cells = [cell('Generic', [1, 2, 3, 4, 5]), cell('Refugees', [1, 2, 3]), cell('Traveller', [4, 5])];
    expect(judged(cells)).to.deep.equal({ Generic: 'shown', Refugees: 'too-few', Traveller: 'too-few' });
  });

  it('treats a filter as a grouping of which some groups were chosen', () => {
    const cells = [
      cell('Generic', [1, 2, 3, 4, 5, 6, 7]),
      cell('Refugees', [1, 2, 3, 4, 5]),
      cell('Traveller', [1, 2]),
    ];
    const report = (...clientGroup: string[]) => judgeReport(cells, { clientGroup });
    expect(report('Generic')).to.equal('shown');
    expect(report('Refugees', 'Traveller')).to.equal('shown');
    expect(report('Refugees')).to.equal('would-unmask');
    expect(report('Generic', 'Refugees')).to.equal('would-unmask');
    expect(report('Generic', 'Traveller')).to.equal('would-unmask');
    expect(report('Traveller')).to.equal('too-few');
    expect(report('Generic', 'Refugees', 'Traveller')).to.equal('shown');
  });

  it('judges the part that a filter leaves out in each group', () => {
    const cells = [
      cell('Generic', [1, 2, 3, 4, 5], 'Outreach'),
      cell('Generic', [6, 7], 'Resettlement'),
      cell('Refugees', [1, 2, 3, 4, 5], 'Outreach'),
      cell('Refugees', [1, 2, 3, 4, 5], 'Resettlement'),
    ];
    expect(judged(cells, 'clientGroup', { serviceType: ['Outreach'] })).to.deep.equal({
      Generic: 'would-unmask',
      Refugees: 'shown',
    });
  });

  it('judges every wider report, not only the next one', () => {
    // Each filter alone leaves out the same two services; in both together neither leaves out anything more.
    const cells = [cell('Generic', [1, 2, 3, 4, 5], 'Outreach'), cell('Refugees', [1, 2], 'Resettlement')];
    const both = { clientGroup: ['Generic'], serviceType: ['Outreach'] };
    expect(judgeReport(cells, both)).to.equal('would-unmask');
  });

  it('withholds the groups of a report that is withheld itself', () => {
    // Outreach is held together with Resettlement: those two without Outreach among Generic would be Resettlement.
    const cells = [
      cell('Generic', [1, 2, 3, 4, 5], 'Outreach'),
      cell('Refugees', [1, 2], 'Resettlement'),
      cell('Generic', [1, 2, 3, 4, 5, 6], 'Floating support'),
      cell('Refugees', [1, 2, 3, 4, 5, 6], 'Floating support'),
    ];
    expect(judgeReport(cells, { serviceType: ['Outreach', 'Resettlement'] })).to.equal('shown');
    expect(judged(cells, 'clientGroup', { serviceType: ['Outreach'] })).to.deep.equal({
      Generic: 'would-unmask',
      Refugees: 'too-few',
    });
  });

  it('shows nothing of a country that is too small', () => {
    const cells = [cell('Generic', [1, 1, 1, 2, 2])];
    expect(judgeReport(cells, {})).to.equal('too-few');
    expect(judged(cells)).to.deep.equal({ Generic: 'too-few' });
    expect(judged([])).to.deep.equal({});
  });
});
