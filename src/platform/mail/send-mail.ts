import type { Knex } from 'knex';
import type { Pool } from 'pg';
import type { Clock } from '../clock.ts';
import { whileLocked } from '../jobs.ts';
import type { Logger } from '../logger.ts';
import type { Secrets } from '../secrets.ts';
import { type Fault, nextAttempt } from './fault.ts';
import type { Mailer, OutgoingMail } from './mailer.ts';
import { addSendingJob, openContent } from './queue-mail.ts';
import { goesToRestricted } from './restricted-mail.ts';
import { beginAttempt, giveUpLetter, markDead, markLate, markSent } from './store.ts';

export interface SendParts {
  db: Knex;
  pool: Pool;
  clock: Clock;
  secrets: Pick<Secrets, 'originals'>;
  mailer: Mailer;
  logger: Logger;
  /**
   * Asked right before a letter of a mailing leaves: may this account still be written to at this address? Where nobody
   * can be asked, the answer is no.
   */
  mayMail?: (letter: { mailingId: number; userId: number }, to: string) => Promise<boolean>;
}

const LOCK_SPACE = 0x6d61696c;

/**
 * The job behind a letter: one attempt to send it. A fault that may pass puts the job back at a later time; the others
 * end among the dead letters. Two workers never send the same letter at once. Should the process be killed after the
 * mail server took the letter and before that is noted, it is sent once more, under the same Message-ID.
 */
export async function sendMail(parts: SendParts, mailId: number): Promise<void> {
  await whileLocked(parts.pool, LOCK_SPACE, mailId, async () => {
    const begun = await beginAttempt(parts.db, mailId);
    if (!begun) return;
    const { content, attempts, queuedAt, mailing } = begun;
    const mail = opened(parts.secrets, content);
    const isRefused =
      (begun.isBarred && !goesToRestricted(begun.about)) ||
      (mail && mailing && !(await parts.mayMail?.(mailing, mail.to)));
    if (isRefused) {
      await parts.db.transaction((trx) => giveUpLetter(trx, mailId, parts.clock()));
      return;
    }
    const result = mail
      ? await parts.mailer.send({ id: mailId, queuedAt, ...mail })
      : { kind: 'failed' as const, fault: { word: 'unreadable' as const, code: null } };
    if (result.kind === 'sent') await markSent(parts.db, mailId, parts.clock());
    else await putOff(parts, mailId, attempts, result.fault);
  });
}

/** Null where the key is missing: once it is restored, OCC can have the letter sent again. */
function opened(secrets: SendParts['secrets'], content: Buffer): Pick<OutgoingMail, 'to' | 'letter'> | null {
  try {
    return openContent(secrets, content);
  } catch {
    return null;
  }
}

async function putOff(
  { db, clock, logger }: SendParts,
  mailId: number,
  attempts: number,
  fault: Fault,
): Promise<void> {
  const now = clock();
  const dueAt = nextAttempt(fault, attempts, now);
  logger.warn(
    { mailId, attempts, fault: fault.word, code: fault.code, dead: dueAt === null },
    'mail not sent',
  );
  if (dueAt === null) {
    await markDead(db, mailId, fault, now);
    return;
  }
  await db.transaction(async (trx) => {
    if (await markLate(trx, mailId, fault, dueAt)) await addSendingJob(trx, mailId, dueAt);
  });
}
