import type { Knex } from 'knex';
import type { Clock } from '../clock.ts';
import { addSendingJob } from './queue-mail.ts';
import { lettersDueBefore } from './store.ts';

/** The job that keeps the outbox in order, by the clock of Graphile Worker: every hour, at 17 minutes past. */
export const TEND_OUTBOX = 'tend-outbox';
export const tendOutboxCron = `17 * * * * ${TEND_OUTBOX}`;

const HOUR_MS = 60 * 60 * 1000;

/** Asks again for letters whose job was lost (the database was away too long). What is kept no longer goes each night. */
export async function tendOutbox({ db, clock }: { db: Knex; clock: Clock }): Promise<void> {
  await db.transaction(async (trx) => {
    const late = await lettersDueBefore(trx, new Date(clock().getTime() - HOUR_MS));
    for (const mailId of late) await addSendingJob(trx, mailId);
  });
}
