import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import { queueMail } from '../../platform/mail/queue-mail.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { hashOfToken, newInvitationToken as newToken } from '../invitation-token.ts';
import { dayBefore, MOST_A_DAY } from './email-change.ts';
import { confirmEmailLetter, emailChangeLetter, takenEmailLetter } from './letters.ts';
import {
  countEmailChanges,
  dropOpenEmailChanges,
  insertEmailChange,
  isEmailTaken,
} from './store-email-changes.ts';

export type AskResult = { kind: 'asked' | 'too-many' };

/**
 * Writes to the new address, which must confirm, and to the old one, which can stop it. Whether another account has the
 * new address shows in nothing but the letter that goes to that address (security D17). The password was checked before.
 */
export async function askForEmailChange(
  db: Knex,
  secrets: Pick<Secrets, 'originals' | 'originalsKeyId'>,
  command: { userId: number; name: string; oldEmail: string; newEmail: string; at: Date },
  actor: Actor,
): Promise<AskResult> {
  const { userId, name, oldEmail, newEmail, at } = command;
  return db.transaction(async (trx) => {
    if ((await countEmailChanges(trx, userId, dayBefore(at))) >= MOST_A_DAY) return { kind: 'too-many' };
    const [confirmToken, stopToken] = [newToken(), newToken()];
    await dropOpenEmailChanges(trx, userId, at);
    await insertEmailChange(trx, {
      ...{ userId, oldEmail, newEmail, askedAt: at },
      confirmHash: hashOfToken(confirmToken),
      stopHash: hashOfToken(stopToken),
    });
    const isTaken = await isEmailTaken(trx, userId, newEmail);
    const toNew = isTaken ? takenEmailLetter() : confirmEmailLetter(name, confirmToken);
    await queueMail(trx, secrets, { to: newEmail, userId, about: 'email-change', letter: toNew });
    const toOld = emailChangeLetter(name, stopToken);
    await queueMail(trx, secrets, { to: oldEmail, userId, about: 'email-change', letter: toOld });
    await recordEvent(trx, actor, { type: 'user', id: userId });
    return { kind: 'asked' };
  });
}
