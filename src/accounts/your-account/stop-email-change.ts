import type { Knex } from 'knex';
import { recordEvent } from '../../audit/index.ts';
import { queueMail } from '../../platform/mail/queue-mail.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { hashOfToken } from '../invitation-token.ts';
import { endSessionsOf } from '../sessions/store-sessions.ts';
import { canBeStopped, type EmailChange } from './email-change.ts';
import { emailChangeStoppedLetter, emailTakenBackLetter } from './letters.ts';
import { detailsOf, writeSources } from './store.ts';
import { emailChangeBehind, markEmailChangesStopped, updateEmail } from './store-email-changes.ts';

/** The change behind the link in the old address's mail, or null when it is unknown, used or too old. */
export async function stoppableEmailChange(db: Knex, token: string, at: Date): Promise<EmailChange | null> {
  const change = await emailChangeBehind(db, 'stop_hash', hashOfToken(token));
  return change && canBeStopped(change, at) ? change : null;
}

export type StopResult =
  | { kind: 'stopped'; wasInUse: boolean }
  | { kind: 'unusable' }
  /** Another account has the old address by now: only OCC can put that right. */
  | { kind: 'address-gone' };

/**
 * Stops a change from the old address, without signing in; one that has taken effect is taken back. Everybody who is
 * signed in with the account is signed out: somebody may be there who should not.
 */
export async function stopEmailChange(
  db: Knex,
  secrets: Pick<Secrets, 'originals' | 'originalsKeyId'>,
  { token, at }: { token: string; at: Date },
  action: string,
): Promise<StopResult> {
  return db.transaction(async (trx): Promise<StopResult> => {
    const change = await stoppableEmailChange(trx, token, at);
    if (!change) return { kind: 'unusable' };
    const { userId, oldEmail } = change;
    const { email, name } = await detailsOf(trx, userId);
    const wasInUse = email.value !== oldEmail;
    if (wasInUse) {
      if (!(await updateEmail(trx, userId, oldEmail))) return { kind: 'address-gone' };
      await writeSources(trx, { userId, fields: ['email'], source: 'self', at });
    }
    await markEmailChangesStopped(trx, change, at);
    await endSessionsOf(trx, userId);
    const mail = { userId, about: 'email-change' } as const;
    const letter = emailChangeStoppedLetter(name.value ?? '');
    await queueMail(trx, secrets, { ...mail, to: oldEmail, letter });
    if (wasInUse)
      await queueMail(trx, secrets, { ...mail, to: email.value ?? '', letter: emailTakenBackLetter() });
    await recordEvent(trx, { userId, action }, { type: 'user', id: userId }, { wasInUse });
    return { kind: 'stopped', wasInUse };
  });
}
