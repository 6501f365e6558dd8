import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import { markConfirmed } from './store.ts';

/** Notes that a person has looked at their details and found them right (P31). */
export async function confirmDetails(
  db: Knex,
  { userId, at }: { userId: number; at: Date },
  actor: Actor,
): Promise<void> {
  await db.transaction(async (trx) => {
    await markConfirmed(trx, userId, at);
    await recordEvent(trx, actor, { type: 'user', id: userId });
  });
}
