import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { queueMail } from '../../platform/mail/queue-mail.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { hashOfToken } from '../invitation-token.ts';
import { makeInvitation } from '../make-invitation.ts';
import { endInvitations, invitationBehind } from '../store.ts';
import { INVITATIONS_A_DAY } from './account.ts';
import { invitationLetter } from './letters.ts';
import { whoAskedFor } from './store.ts';
import { accountOf, holdAccount, invitationsSince } from './store-accounts.ts';

export interface InvitationParts {
  db: Knex;
  clock: Clock;
  secrets: Pick<Secrets, 'originals' | 'originalsKeyId'>;
}

export type InviteResult = { kind: 'invited' | 'not-found' | 'not-needed' | 'too-often' };

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Sends a new invitation to the address of an account that has no password yet; links sent before stop working.
 * @param authorityId only if the account is this authority's
 */
export async function inviteAgain(
  { db, clock, secrets }: InvitationParts,
  { userId, authorityId }: { userId: number; authorityId?: number },
  actor: Actor,
): Promise<InviteResult> {
  return db.transaction(async (trx): Promise<InviteResult> => {
    await holdAccount(trx, userId);
    const account = await accountOf(trx, userId, authorityId);
    if (!account) return { kind: 'not-found' };
    if (account.hasPassword || account.closedAt) return { kind: 'not-needed' };
    const at = clock();
    const sent = await invitationsSince(trx, userId, new Date(at.getTime() - DAY_MS));
    if (sent >= INVITATIONS_A_DAY) return { kind: 'too-often' };
    await endInvitations(trx, userId, at);
    const invitation = await makeInvitation(trx, userId, at);
    await recordEvent(trx, actor, { type: 'user', id: userId });
    const { name, email, authority } = account;
    const askedBy = await whoAskedFor(trx, userId);
    const letter = invitationLetter({ name, authority: authority?.name ?? null, askedBy, invitation });
    await queueMail(trx, secrets, { to: email, userId, about: 'invitation', letter });
    return { kind: 'invited' };
  });
}

/**
 * Whoever has an invitation's link, used up by time, gets a new one at the account's own address. Nothing is answered:
 * whether there was such an invitation, and whose, is told to that address alone.
 */
export async function renewInvitation(parts: InvitationParts, token: string, action: string): Promise<void> {
  const invitation = await invitationBehind(parts.db, hashOfToken(token));
  if (!invitation || invitation.usedAt !== null) return;
  await inviteAgain(parts, { userId: invitation.userId }, { userId: null, action });
}
