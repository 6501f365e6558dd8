import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import { changedFields, type DetailField, type WrittenDetails } from './details.ts';
import { detailsOf, markConfirmed, writeDetails, writeSources } from './store.ts';

/**
 * Keeps what a person writes about themselves, at once (P66, P68). Sending the form says that the rest is right too.
 * @returns the fields that were changed
 */
export async function changeDetails(
  db: Knex,
  { userId, written, at }: { userId: number; written: WrittenDetails; at: Date },
  actor: Actor,
): Promise<DetailField[]> {
  return db.transaction(async (trx) => {
    const changed = changedFields(await detailsOf(trx, userId), written);
    if (changed.length > 0) await writeDetails(trx, userId, written);
    await writeSources(trx, { userId, fields: changed, source: 'self', at });
    await markConfirmed(trx, userId, at);
    await recordEvent(trx, actor, { type: 'user', id: userId }, { fields: changed.join(' ') });
    return changed;
  });
}
