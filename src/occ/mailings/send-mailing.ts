import type { Knex } from 'knex';
import type { MailingAudience } from '../../accounts/index.ts';
import { recordEvent } from '../../audit/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { queueMail } from '../../platform/mail/queue-mail.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { mailingLetter } from './letters.ts';
import { mailingOf, setEnded, setReached } from './store.ts';

export interface SendMailingParts {
  db: Knex;
  clock: Clock;
  secrets: Pick<Secrets, 'originals' | 'originalsKeyId'>;
  audience: MailingAudience;
}

const ACCOUNTS_AT_ONCE = 50;

/**
 * The job behind a mailing: writes letters for some accounts at a time, each time in a transaction of its own, until it
 * is done or paused. Killed in the middle, it goes on where it was; nobody gets a letter twice.
 */
export async function sendMailing(parts: SendMailingParts, mailingId: number): Promise<void> {
  while (await sendNext(parts, mailingId));
}

async function sendNext(parts: SendMailingParts, mailingId: number): Promise<boolean> {
  const { db, secrets, audience, clock } = parts;
  return db.transaction(async (trx) => {
    const mailing = await mailingOf(trx, mailingId);
    if (mailing?.state !== 'sending') return false;
    const { purpose, reached: after } = mailing;
    const accounts = await audience.lockNext(trx, purpose, { after, limit: ACCOUNTS_AT_ONCE });
    const last = accounts.at(-1);
    if (last === undefined) {
      await setEnded(trx, mailingId, clock());
      const nobody = { userId: null, action: 'mailing.ended' };
      const { letters } = mailing;
      await recordEvent(trx, nobody, { type: 'mailing', id: mailingId }, { letters });
      return false;
    }
    // Read after the accounts were locked: what was withdrawn until now is seen, and nothing is withdrawn meanwhile.
    const readers = await audience.readers(trx, purpose, accounts);
    for (const reader of readers) {
      const letter = mailingLetter(audience, mailing, reader);
      const { userId, email: to } = reader;
      await queueMail(trx, secrets, { to, userId, about: 'mailing', letter, mailingId });
    }
    await setReached(trx, mailingId, { reached: last, letters: readers.length });
    return true;
  });
}

/** Whether a letter that waits may still leave: the last look at what its reader wants. */
export async function mayMail(
  { db, audience }: Pick<SendMailingParts, 'db' | 'audience'>,
  { mailingId, userId }: { mailingId: number; userId: number },
  to: string,
): Promise<boolean> {
  const mailing = await mailingOf(db, mailingId);
  if (!mailing) return false;
  const [reader] = await audience.readers(db, mailing.purpose, [userId]);
  return reader?.email === to;
}
