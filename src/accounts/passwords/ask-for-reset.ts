import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import { queueMail } from '../../platform/mail/queue-mail.ts';
import { hashOfToken, newInvitationToken as newToken } from '../invitation-token.ts';
import type { SealingSecrets } from '../second-factor/store.ts';
import { addressee, credentialsOf } from '../store.ts';
import { resetLetter } from './letters.ts';
import { resetExpiry } from './reset.ts';
import { insertReset } from './store.ts';

/** Writes a link to the owner of an address, if it has one. Nobody acts, since nobody was identified. */
export async function askForReset(
  db: Knex,
  secrets: SealingSecrets,
  { email, at }: { email: string; at: Date },
  action: string,
): Promise<void> {
  const credentials = await credentialsOf(db, email);
  if (credentials) await sendReset(db, secrets, { userId: credentials.userId, at }, { userId: null, action });
}

/** Writes a link to choose a new password to the address of an account. */
export async function sendReset(
  db: Knex,
  secrets: SealingSecrets,
  { userId, at }: { userId: number; at: Date },
  actor: Actor,
): Promise<void> {
  await db.transaction(async (trx) => {
    const token = newToken();
    const reset = { userId, tokenHash: hashOfToken(token), createdAt: at, expiresAt: resetExpiry(at) };
    await insertReset(trx, reset);
    const { email: to, name } = await addressee(trx, userId);
    await queueMail(trx, secrets, { to, userId, about: 'password-reset', letter: resetLetter(name, token) });
    await recordEvent(trx, actor, { type: 'user', id: userId });
  });
}
