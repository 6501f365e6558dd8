import { expect } from 'chai';
import {
  canBeConfirmed,
  canBeStopped,
  type EmailChange,
  isComplete,
} from '../../../src/accounts/your-account/email-change.ts';

const HOUR_MS = 60 * 60 * 1000;

describe('a change of e-mail address', () => {
  const askedAt = new Date('2026-11-22T12:00:00Z');
  const after = (hours: number): Date => new Date(askedAt.getTime() + hours * HOUR_MS);
  const change: EmailChange = {
    ...{ id: 1, userId: 1, oldEmail: 'old@example.org', newEmail: 'new@example.org' },
    ...{ askedAt, newConfirmedAt: null, oldConfirmedAt: null, confirmedAt: null, stoppedAt: null },
  };

  const sides = ['new', 'old'] as const;

  it('can be confirmed once from each address, for a day, and takes effect with the second', () => {
    for (const side of sides) {
      const other = side === 'new' ? 'old' : 'new';
      expect(
        [0, 23.9, 24].map((hours) => canBeConfirmed(change, side, after(hours))),
        side,
      ).to.deep.equal([true, true, false]);
      const once = { ...change, [`${side}ConfirmedAt`]: after(1) };
      expect([canBeConfirmed(once, side, after(2)), canBeConfirmed(once, other, after(2))]).to.deep.equal([
        false,
        true,
      ]);
      expect([isComplete(change, side), isComplete(once, side), isComplete(once, other)]).to.deep.equal([
        false,
        false,
        true,
      ]);
    }
  });

  it('can be stopped once, for a week, also after it took effect', () => {
    expect([0, 167.9, 168].map((hours) => canBeStopped(change, after(hours)))).to.deep.equal([
      true,
      true,
      false,
    ]);
    const at = after(1);
    const changed = { ...change, newConfirmedAt: at, oldConfirmedAt: at, confirmedAt: at };
    expect(canBeStopped(changed, after(2))).to.equal(true);
    const stopped = { ...change, stoppedAt: after(1) };
    for (const side of sides) expect(canBeConfirmed(stopped, side, after(2)), side).to.equal(false);
    expect(canBeStopped(stopped, after(2))).to.equal(false);
  });
});
