import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import { queueMail } from '../../platform/mail/queue-mail.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { hashOfToken } from '../invitation-token.ts';
import { endSessionsOf } from '../sessions/store-sessions.ts';
import { canBeConfirmed, type ChangeSide, type EmailChange, isComplete } from './email-change.ts';
import { emailChangedLetter } from './letters.ts';
import { detailsOf, writeSources } from './store.ts';
import {
  emailChangeBehind,
  markEmailChanged,
  markSideConfirmed,
  updateEmail,
} from './store-email-changes.ts';

export interface ConfirmParts {
  db: Knex;
  secrets: Pick<Secrets, 'originals' | 'originalsKeyId'>;
}

/** `waiting`: the other address has still to confirm. */
export type ConfirmResult = { kind: 'changed' | 'waiting' | 'unusable' };

/** The person's own change behind the link to the new address, or null when it is unknown, somebody else's, used, stopped or too old. */
export async function changeForNewAddress(
  db: Knex,
  { userId, token, at }: { userId: number; token: string; at: Date },
): Promise<EmailChange | null> {
  const change = await emailChangeBehind(db, 'confirm_hash', hashOfToken(token));
  return change?.userId === userId && canBeConfirmed(change, 'new', at) ? change : null;
}

/** The change behind the link to the old address, or null when it is unknown, used, stopped or too old. */
export async function changeForOldAddress(
  db: Knex,
  { token, at }: { token: string; at: Date },
): Promise<EmailChange | null> {
  const change = await emailChangeBehind(db, 'stop_hash', hashOfToken(token));
  return change && canBeConfirmed(change, 'old', at) ? change : null;
}

/**
 * Confirms from the new address. Only the signed-in owner of the account can: a link that went to a mistyped address is
 * of no use to whoever has that.
 * @param command.sessionKey key of the session that stays
 */
export async function confirmFromNewAddress(
  { db, secrets }: ConfirmParts,
  command: { userId: number; token: string; sessionKey: string; at: Date },
  actor: Actor,
): Promise<ConfirmResult> {
  return db.transaction(async (trx) => {
    const change = await changeForNewAddress(trx, command);
    return change
      ? confirm({ trx, secrets }, change, { side: 'new', ...command }, actor)
      : { kind: 'unusable' };
  });
}

/** Confirms from the old address, without signing in: the mailbox shows who it is. */
export async function confirmFromOldAddress(
  { db, secrets }: ConfirmParts,
  command: { token: string; session: { userId: number; key: string } | null; at: Date },
  action: string,
): Promise<ConfirmResult> {
  const { session, at } = command;
  return db.transaction(async (trx) => {
    const change = await changeForOldAddress(trx, command);
    if (!change) return { kind: 'unusable' };
    const sessionKey = session?.userId === change.userId ? session.key : undefined;
    const actor = { userId: change.userId, action };
    return confirm({ trx, secrets }, change, { side: 'old', sessionKey, at }, actor);
  });
}

/** The second of the two puts the new address in use, and both are told; sessions other than the present one then end. */
async function confirm(
  { trx, secrets }: { trx: Knex.Transaction; secrets: ConfirmParts['secrets'] },
  change: EmailChange,
  { side, sessionKey, at }: { side: ChangeSide; sessionKey: string | undefined; at: Date },
  actor: Actor,
): Promise<ConfirmResult> {
  const { id, userId, oldEmail, newEmail } = change;
  const isLast = isComplete(change, side);
  if (isLast && !(await updateEmail(trx, userId, newEmail))) return { kind: 'unusable' };
  await markSideConfirmed(trx, id, side, at);
  if (isLast) {
    await markEmailChanged(trx, id, at);
    await writeSources(trx, { userId, fields: ['email'], source: 'self', at });
    await endSessionsOf(trx, userId, sessionKey);
    const { name } = await detailsOf(trx, userId);
    const letter = emailChangedLetter(name.value ?? '');
    for (const to of [oldEmail, newEmail])
      await queueMail(trx, secrets, { to, userId, about: 'email-change', letter });
  }
  await recordEvent(trx, actor, { type: 'user', id: userId }, { isInUse: isLast });
  return { kind: isLast ? 'changed' : 'waiting' };
}
