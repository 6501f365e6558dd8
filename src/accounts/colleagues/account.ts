import type { StatementField } from '../your-account/statement.ts';
import type { Role } from '../permissions.ts';

/** An account as those see it who look after it. */
export interface Account {
  id: number;
  name: string;
  email: string;
  role: Role;
  authority: { id: number; code: string; name: string } | null;
  createdAt: Date;
  lastSignedInAt: Date | null;
  closedAt: Date | null;
  hasPassword: boolean;
  hasSecondFactor: boolean;
  /** Since when the person's data is stored and not used (P74); null as a rule. */
  restrictedSince: Date | null;
  /** Details that the person disagrees with (P67). */
  disputed: readonly StatementField[];
  /** Until when the newest invitation works; null where there is none. */
  invitedUntil: Date | null;
}

export type AccountState = 'in-use' | 'invited' | 'invitation-over' | 'closed';

export const accountStates: readonly AccountState[] = ['in-use', 'invited', 'invitation-over', 'closed'];

/** Closed: nobody signs in with it, and its data is kept. To restrict and to remove are two other things. */
export function accountState(
  { closedAt, hasPassword, invitedUntil }: Pick<Account, 'closedAt' | 'hasPassword' | 'invitedUntil'>,
  now: Date,
): AccountState {
  if (closedAt) return 'closed';
  if (hasPassword) return 'in-use';
  return invitedUntil && now < invitedUntil ? 'invited' : 'invitation-over';
}

/** Invitations that one account may be sent in a day, so that nobody's mailbox is filled. */
export const INVITATIONS_A_DAY = 4;
