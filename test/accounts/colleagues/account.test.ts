import { expect } from 'chai';
import { accountState } from '../../../src/accounts/colleagues/account.ts';

describe('the state of an account', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  const account = { closedAt: null, hasPassword: false, invitedUntil: null };

  it('follows from its password, its newest invitation, and whether it was closed', () => {
    const later = new Date('2026-11-22T12:00:01Z');
    expect(accountState({ ...account, hasPassword: true }, now)).to.equal('in-use');
    expect(accountState({ ...account, invitedUntil: later }, now)).to.equal('invited');
    expect(accountState({ ...account, invitedUntil: now }, now)).to.equal('invitation-over');
    expect(accountState(account, now)).to.equal('invitation-over');
    for (const hasPassword of [true, false])
      expect(accountState({ hasPassword, invitedUntil: later, closedAt: now }, now)).to.equal('closed');
  });
});
