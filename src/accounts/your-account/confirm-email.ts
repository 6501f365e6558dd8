import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import { hashOfToken } from '../invitation-token.ts';
import { endSessionsOf } from '../sessions/store-sessions.ts';
import { canBeConfirmed, type EmailChange } from './email-change.ts';
import { writeSources } from './store.ts';
import { emailChangeBehind, markEmailConfirmed, updateEmail } from './store-email-changes.ts';

/** The person's own change behind a link, or null when it is unknown, somebody else's, used, stopped or too old. */
export async function confirmableEmailChange(
  db: Knex,
  { userId, token, at }: { userId: number; token: string; at: Date },
): Promise<EmailChange | null> {
  const change = await emailChangeBehind(db, 'confirm_hash', hashOfToken(token));
  return change?.userId === userId && canBeConfirmed(change, at) ? change : null;
}

/**
 * Puts the new address in use. Only the signed-in owner of the account can: a link that went to a mistyped address is of
 * no use to whoever has that. Sessions other than the present one end.
 * @param command.sessionKey key of the session that stays
 */
export async function confirmEmail(
  db: Knex,
  command: { userId: number; token: string; sessionKey: string; at: Date },
  actor: Actor,
): Promise<{ kind: 'confirmed' | 'unusable' }> {
  const { userId, sessionKey, at } = command;
  return db.transaction(async (trx) => {
    const change = await confirmableEmailChange(trx, command);
    if (!change || !(await updateEmail(trx, userId, change.newEmail))) return { kind: 'unusable' };
    await markEmailConfirmed(trx, change.id, at);
    await writeSources(trx, { userId, fields: ['email'], source: 'self', at });
    await endSessionsOf(trx, userId, sessionKey);
    await recordEvent(trx, actor, { type: 'user', id: userId });
    return { kind: 'confirmed' };
  });
}
