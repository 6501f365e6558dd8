import { expect } from 'chai';
import { suspiciousChanges } from '../../../src/extracts/rules/suspicious-changes.ts';

const usual = { services: 300, units: 9000, contractValueNextYear: 17_900_000 };

describe('a change from one extract to the next', () => {
  it('is usual up to a third less and to almost twice as much', () => {
    const less = { services: 201, units: 6001, contractValueNextYear: 11_933_334 };
    const more = { services: 599, units: 17_999, contractValueNextYear: 35_799_999.99 };
    for (const after of [usual, less, more])
      expect(suspiciousChanges(usual, after)).to.deep.equal({ fallen: [], risen: [] });
  });

  it('is suspicious from a third less on, of each total by itself', () => {
    for (const [total, after] of [
      ['services', 200],
      ['units', 6000],
      ['contractValueNextYear', 0],
    ] as const)
      expect(suspiciousChanges(usual, { ...usual, [total]: after })).to.deep.equal({
        fallen: [total],
        risen: [],
      });
    expect(suspiciousChanges({ ...usual, services: 3 }, { ...usual, services: 2 }).fallen).to.deep.equal([
      'services',
    ]);
  });

  it('is suspicious from twice as much on', () => {
    expect(suspiciousChanges(usual, { ...usual, services: 600, units: 1 })).to.deep.equal({
      fallen: ['units'],
      risen: ['services'],
    });
  });

  it('from nothing is never suspicious', () => {
    const none = { services: 0, units: 0, contractValueNextYear: 0 };
    expect(suspiciousChanges(none, usual)).to.deep.equal({ fallen: [], risen: [] });
    expect(suspiciousChanges(none, none)).to.deep.equal({ fallen: [], risen: [] });
  });
});
