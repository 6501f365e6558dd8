import type { Knex } from 'knex';
import type { Clock } from '../../platform/clock.ts';
import { hashOfToken } from '../invitation-token.ts';
import type { SealingSecrets } from '../second-factor/store.ts';
import { endSessionsOf } from '../sessions/store-sessions.ts';
import { tellOfChange } from '../tell-of-change.ts';
import { isResetUsable, type PasswordReset } from './reset.ts';
import { setPassword } from './set-password.ts';
import { markResetUsed, resetBehind } from './store.ts';

/** The account behind a link, or null when the link is unknown, used or too old: the three look alike. */
export async function usableReset(db: Knex, token: string, clock: Clock): Promise<PasswordReset | null> {
  const reset = await resetBehind(db, hashOfToken(token));
  return reset && isResetUsable(reset, clock()) ? reset : null;
}

/**
 * Sets another password and uses the link up, with every other one; all sessions end and the owner is told. The second
 * factor stays: a link in a mailbox does not stand in for it. Of two at once, the second finds the link used.
 */
export async function resetPassword(
  db: Knex,
  secrets: SealingSecrets,
  { token, password }: { token: string; password: string },
  { clock, action }: { clock: Clock; action: string },
): Promise<{ kind: 'reset' } | { kind: 'unusable' }> {
  return db.transaction(async (trx) => {
    const at = clock();
    const reset = await usableReset(trx, token, () => at);
    if (!reset) return { kind: 'unusable' };
    const { id, userId } = reset;
    await markResetUsed(trx, id, at);
    await setPassword(trx, { userId, password, at }, { userId, action });
    await endSessionsOf(trx, userId);
    await tellOfChange(trx, secrets, { userId, change: 'password-changed' });
    return { kind: 'reset' };
  });
}
