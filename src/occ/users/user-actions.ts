import type { Account, AccountState } from '../../accounts/index.ts';

export type UserAction =
  | 'invite'
  | 'reset-password'
  | 'end-sessions'
  | 'close'
  | 'reopen'
  | 'change-role'
  | 'turn-off-second-factor';

export interface Reader {
  id: number;
  permissions: ReadonlySet<string>;
}

/** An account and how it stands. */
export interface SeenAccount {
  account: Account;
  state: AccountState;
  /** Sessions that go on. */
  sessions: number;
}

/**
 * What a reader may do with an account as it stands; the page offers this, and every action asks it again. Nobody acts on
 * their own account here, and OCC's own accounts are an administrator's to look after.
 */
export function actionsOn(
  { account, state, sessions }: SeenAccount,
  { id, permissions }: Reader,
): ReadonlySet<UserAction> {
  const administers = permissions.has('users:administer');
  const manages = permissions.has('users:manage') && (account.authority !== null || administers);
  if (id === account.id) return new Set();
  const isOpen = state !== 'closed';
  const isInvited = state === 'invited' || state === 'invitation-over';
  const offered: readonly [UserAction, boolean][] = [
    ['invite', manages && isInvited],
    ['reset-password', manages && state === 'in-use'],
    ['end-sessions', manages && sessions > 0],
    ['close', manages && isOpen],
    ['reopen', manages && !isOpen],
    ['change-role', administers && isOpen],
    ['turn-off-second-factor', administers && account.hasSecondFactor],
  ];
  // Data that is stored and not used: whatever would use it waits (P74). Signing somebody out uses nothing.
  const isUsable = account.restrictedSince === null;
  return new Set(
    offered
      .filter(([action, may]) => may && (isUsable || action === 'end-sessions'))
      .map(([action]) => action),
  );
}
