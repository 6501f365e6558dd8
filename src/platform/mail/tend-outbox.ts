import type { Knex } from 'knex';
import type { Clock } from '../clock.ts';
import { addSendingJob } from './queue-mail.ts';
import { deleteEndedBefore, lettersDueBefore, wipeDeadBefore } from './store.ts';

/** The job that keeps the outbox in order, by the clock of Graphile Worker: every hour, at 17 minutes past. */
export const TEND_OUTBOX = 'tend-outbox';
export const tendOutboxCron = `17 * * * * ${TEND_OUTBOX}`;

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** How long a letter that could not be sent can still be sent again, in days. */
export const DEAD_CONTENT_DAYS = 30;
/** How long it can be seen that a letter was sent, in days. */
export const ENTRY_DAYS = 90;

/** Wipes what is kept no longer, and asks again for letters whose job was lost (the database was away too long). */
export async function tendOutbox({ db, clock }: { db: Knex; clock: Clock }): Promise<void> {
  await wipeOldLetters(db, clock());
  await db.transaction(async (trx) => {
    const late = await lettersDueBefore(trx, new Date(clock().getTime() - HOUR_MS));
    for (const mailId of late) await addSendingJob(trx, mailId);
  });
}

/** Dead letters lose their content after 30 days; what is left of any letter goes after 90. */
export async function wipeOldLetters(db: Knex, now: Date): Promise<{ wiped: number; deleted: number }> {
  const daysAgo = (days: number): Date => new Date(now.getTime() - days * DAY_MS);
  return {
    wiped: await wipeDeadBefore(db, daysAgo(DEAD_CONTENT_DAYS)),
    deleted: await deleteEndedBefore(db, daysAgo(ENTRY_DAYS)),
  };
}
