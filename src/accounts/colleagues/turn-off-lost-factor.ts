import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import { queueMail } from '../../platform/mail/queue-mail.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { deleteSecondFactor } from '../second-factor/store.ts';
import { endSessionsOf } from '../sessions/store-sessions.ts';
import { secondFactorOffLetter } from './letters.ts';
import { accountOf, holdAccount } from './store-accounts.ts';

export const lossReasons = {
  lost: 'The device was lost or stolen',
  replaced: 'The device was replaced, and the codes are gone with it',
  broken: 'The device is broken',
} as const;

export type LossReason = keyof typeof lossReasons;

export interface LossCommand {
  userId: number;
  reason: LossReason;
  turnedOffBy: number;
}

/** Turns off a second factor that its owner has lost. The password stays; the person is signed out everywhere and told. */
export async function turnOffLostFactor(
  { db, secrets }: { db: Knex; secrets: Pick<Secrets, 'originals' | 'originalsKeyId'> },
  { userId, reason, turnedOffBy }: LossCommand,
  actor: Actor,
): Promise<{ kind: 'turned-off' | 'not-found' | 'oneself' | 'not-on' }> {
  return db.transaction(async (trx) => {
    await holdAccount(trx, userId);
    const account = await accountOf(trx, userId);
    if (!account) return { kind: 'not-found' };
    if (userId === turnedOffBy) return { kind: 'oneself' };
    if (!account.hasSecondFactor) return { kind: 'not-on' };
    await deleteSecondFactor(trx, userId);
    const sessions = await endSessionsOf(trx, userId);
    await recordEvent(trx, actor, { type: 'user', id: userId }, { reason, sessions });
    const letter = secondFactorOffLetter(account.name);
    await queueMail(trx, secrets, { to: account.email, userId, about: 'second-factor-off', letter });
    return { kind: 'turned-off' };
  });
}
