import { expect } from 'chai';
import { formatBytes, formatCount, formatDateTime, formatDay } from '../../src/web/formatters.ts';

describe('what people read', () => {
  it('of a moment is London’s time, summer and winter', () => {
    expect(formatDateTime(new Date('2026-11-22T09:05:00Z'))).to.equal(
      '22 November 2026 at 9:05\u202fam'.replace('\u202f', ' '),
    );
    expect(formatDateTime(new Date('2026-07-01T23:30:00Z'))).to.equal('2 July 2026 at 12:30 am');
  });

  it('of a day is that day wherever the server stands', () => {
    expect([formatDay('2004-09-13'), formatDay('2026-03-29'), formatDay('2004-02-29')]).to.deep.equal([
      '13 September 2004',
      '29 March 2026',
      '29 February 2004',
    ]);
  });

  it('of a count has its noun in the right number', () => {
    expect([0, 1, 2, 1234567].map((count) => formatCount(count, 'row'))).to.deep.equal([
      '0 rows',
      '1 row',
      '2 rows',
      '1,234,567 rows',
    ]);
    expect(formatCount(2, 'authority', 'authorities')).to.equal('2 authorities');
  });

  it('of a size has a unit that suits it', () => {
    expect([0, 1, 999, 1000, 18_300, 1_000_000, 67_108_864].map(formatBytes)).to.deep.equal([
      '0 bytes',
      '1 byte',
      '999 bytes',
      '1 KB',
      '18 KB',
      '1.0 MB',
      '67.1 MB',
    ]);
    expect(formatBytes(999_999)).to.equal('1.0 MB');
  });
});
