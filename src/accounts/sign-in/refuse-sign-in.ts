import type { Knex } from 'knex';
import { recordEvent } from '../../audit/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { queueMail } from '../../platform/mail/queue-mail.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { addressee, markWarned } from '../store.ts';
import { manyFailuresLetter } from './letters.ts';

/** So many failures in a row that the owner should know. */
export const FAILURES_TO_TELL = 10;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Records that somebody tried a known account with a wrong password or code: nobody acts, since nobody was identified.
 * After many of them its owner is told, once a day at most.
 */
export async function recordRefusedSignIn(
  { db, secrets, clock }: { db: Knex; secrets: Pick<Secrets, 'originals' | 'originalsKeyId'>; clock: Clock },
  { userId, failures }: { userId: number; failures: number },
): Promise<void> {
  const nobody = { userId: null, action: 'account.sign-in-refused' };
  await db.transaction(async (trx) => {
    await recordEvent(trx, nobody, { type: 'user', id: userId });
    if (failures < FAILURES_TO_TELL) return;
    const now = clock();
    if (!(await markWarned(trx, userId, now, new Date(now.getTime() - DAY_MS)))) return;
    const { email: to, name } = await addressee(trx, userId);
    await queueMail(trx, secrets, { to, userId, about: 'failed-sign-ins', letter: manyFailuresLetter(name) });
  });
}
