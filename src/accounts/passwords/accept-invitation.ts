import type { Knex } from 'knex';
import type { Clock } from '../../platform/clock.ts';
import { type Invitation, isUsable } from './invitation.ts';
import { hashOfToken } from '../invitation-token.ts';
import { setPassword } from './set-password.ts';
import { invitationBehind, markInvitationUsed } from '../store.ts';

/** The invitation behind a link, or null when it is unknown, used or too old: the three look alike. */
export async function usableInvitation(db: Knex, token: string, clock: Clock): Promise<Invitation | null> {
  const invitation = await invitationBehind(db, hashOfToken(token));
  return invitation && isUsable(invitation, clock()) ? invitation : null;
}

/** Sets the first password and uses the link up. Two at once: the second finds it used. */
export async function acceptInvitation(
  db: Knex,
  { token, password }: { token: string; password: string },
  { clock, action }: { clock: Clock; action: string },
): Promise<{ kind: 'accepted' } | { kind: 'unusable' }> {
  return db.transaction(async (trx) => {
    const at = clock();
    const invitation = await usableInvitation(trx, token, () => at);
    if (!invitation) return { kind: 'unusable' };
    const { id, userId } = invitation;
    await markInvitationUsed(trx, id, at);
    await setPassword(trx, { userId, password, at }, { userId, action });
    return { kind: 'accepted' };
  });
}
