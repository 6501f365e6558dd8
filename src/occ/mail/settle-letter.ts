import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { addSendingJob } from '../../platform/mail/queue-mail.ts';
import { giveUpLetter, revive } from '../../platform/mail/store.ts';

export interface LetterParts {
  db: Knex;
  clock: Clock;
}

/** `too-late`: there is no such letter any more, or nothing of it is left to send. */
export type SettleResult = { kind: 'done' } | { kind: 'too-late' };

/** Puts a dead letter back among those that wait, to be tried at once and as often as a new one. */
export function resendLetter(parts: LetterParts, id: number, actor: Actor): Promise<SettleResult> {
  return settle(parts, id, actor, async (trx, now) => {
    const isThere = await revive(trx, id, now);
    if (isThere) await addSendingJob(trx, id);
    return isThere;
  });
}

/** Wipes a letter that waits or is dead, for good. A job that is still queued for it finds nothing to do. */
export function stopLetter(parts: LetterParts, id: number, actor: Actor): Promise<SettleResult> {
  return settle(parts, id, actor, (trx, now) => giveUpLetter(trx, id, now));
}

async function settle(
  { db, clock }: LetterParts,
  id: number,
  actor: Actor,
  change: (trx: Knex.Transaction, now: Date) => Promise<boolean>,
): Promise<SettleResult> {
  return db.transaction(async (trx): Promise<SettleResult> => {
    if (!(await change(trx, clock()))) return { kind: 'too-late' };
    await recordEvent(trx, actor, { type: 'mail', id });
    return { kind: 'done' };
  });
}
