import { expect } from 'chai';
import { permissionsOf, type Account, type AccountState, type Role } from '../../src/accounts/index.ts';
import { openingOf, remember, type RememberedOpening } from '../../src/occ/users/opening.ts';
import { actionsOn } from '../../src/occ/users/user-actions.ts';
import { waitedFor } from '../../src/occ/waiting.ts';

const ealing = { id: 1, code: '00AJ', name: 'Ealing' };
const officer: Account = {
  ...{ id: 7, name: 'Pat', email: 'pat@ealing.example', role: 'officer', authority: ealing },
  ...{
    createdAt: new Date(0),
    lastSignedInAt: null,
    closedAt: null,
    invitedUntil: null,
    restrictedSince: null,
    disputed: [],
  },
  ...{ hasPassword: true, hasSecondFactor: true },
};

describe('what may be done with an account', () => {
  const offered = (role: Role, account: Account, state: AccountState, sessions = 1): string[] => [
    ...actionsOn({ account, state, sessions }, { id: 99, permissions: permissionsOf(role) }),
  ];

  it('depends on the role of whoever asks [P127]', () => {
    const usual = ['reset-password', 'end-sessions', 'close'];
    expect(offered('support', officer, 'in-use')).to.deep.equal(usual);
    expect(offered('admin', officer, 'in-use')).to.deep.equal([
      ...usual,
      'change-role',
      'turn-off-second-factor',
    ]);
    for (const role of ['compliance', 'officer', 'lead'] as const)
      expect(offered(role, officer, 'in-use'), role).to.deep.equal([]);
  });

  it('depends on how the account stands', () => {
    const plain = { ...officer, hasSecondFactor: false };
    expect(offered('admin', plain, 'in-use', 0)).to.deep.equal(['reset-password', 'close', 'change-role']);
    for (const state of ['invited', 'invitation-over'] as const)
      expect(offered('support', plain, state, 0)).to.deep.equal(['invite', 'close']);
    expect(offered('admin', plain, 'closed', 0)).to.deep.equal(['reopen']);
  });

  it('leaves OCC’s own accounts to administrators, and one’s own to the account’s pages', () => {
    const colleague = { ...officer, role: 'support' as const, authority: null };
    expect(offered('support', colleague, 'in-use')).to.deep.equal([]);
    expect(offered('admin', colleague, 'in-use')).to.include('close');
    const oneself = { id: officer.id, permissions: permissionsOf('admin') };
    expect(actionsOn({ account: officer, state: 'in-use', sessions: 1 }, oneself).size).to.equal(0);
  });
});

describe('why an account was opened', () => {
  const at = new Date('2026-11-22T12:00:00Z');
  const minutes = (count: number): Date => new Date(at.getTime() + count * 60_000);
  const opening = (userId: number): RememberedOpening => ({
    ...{ userId, reason: 'asked', caseNumber: null, at: at.getTime() },
  });

  it('is remembered for half an hour, for that person alone', () => {
    const kept = remember(undefined, opening(1), at);
    expect(openingOf(kept, 1, minutes(29))).to.deep.equal({ reason: 'asked', caseNumber: null });
    expect(openingOf(kept, 1, minutes(30))).to.equal(null);
    expect(openingOf(kept, 2, at)).to.equal(null);
    expect(openingOf(undefined, 1, at)).to.equal(null);
  });

  it('is remembered of twenty people at most, and once of each', () => {
    let kept: RememberedOpening[] = [];
    for (let id = 1; id <= 25; id += 1) kept = remember(kept, opening(id), at);
    kept = remember(kept, { ...opening(25), reason: 'upkeep' }, at);
    expect(kept).to.have.length(20);
    expect(openingOf(kept, 25, at)?.reason).to.equal('upkeep');
    expect(openingOf(kept, 5, at)).to.equal(null);
    expect(remember(kept, { ...opening(1), at: minutes(40).getTime() }, minutes(40))).to.have.length(1);
  });
});

describe('how long something has waited', () => {
  it('is said in hours, then in days', () => {
    const now = new Date('2026-11-22T12:00:00Z');
    const ago = (hours: number): string => waitedFor(new Date(now.getTime() - hours * 3_600_000), now);
    expect([0, 0.99, 1, 23.9, 24, 71].map(ago)).to.deep.equal([
      ...['less than an hour', 'less than an hour', '1 hour', '23 hours', '1 day', '2 days'],
    ]);
  });
});
