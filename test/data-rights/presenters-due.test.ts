import { expect } from 'chai';
import { dueAt, dueOn, farOff, hoursTo } from '../../src/data-rights/presenters-due.ts';

describe('how far off a day or a moment is', () => {
  it('is said as people say it, over the ends of months and years too', () => {
    const today = '2026-12-30';
    expect(
      ['2026-12-30', '2026-12-31', '2027-01-04', '2026-12-29', '2026-11-30'].map((day) => farOff(day, today)),
    ).to.deep.equal(['today', 'tomorrow', 'in 5 days', 'yesterday', '30 days ago']);
    expect(dueOn('2027-01-04', today)).to.equal('Due 4 January 2027, in 5 days');
    expect(dueOn('2026-12-30', today)).to.equal('Due 30 December 2026, today');
    expect(dueOn('2026-12-29', today)).to.equal('Was due 29 December 2026, yesterday');
  });

  it('is said in hours of what is owed by a moment, on England’s clock', () => {
    const by = new Date('2026-07-06T17:30:00Z');
    const hours = (count: number): Date => new Date(by.getTime() + count * 3_600_000);
    expect([-70.5, -1, -0.5, 0.5, 3.9].map((count) => hoursTo(by, hours(count)))).to.deep.equal([
      ...['70 hours left', '1 hour left', 'less than an hour left', 'less than an hour ago', '3 hours ago'],
    ]);
    expect(dueAt(by, hours(-2))).to.equal('Due 6 July 2026 at 6:30 pm, 2 hours left');
    expect(dueAt(by, hours(2))).to.equal('Was due 6 July 2026 at 6:30 pm, 2 hours ago');
  });
});
