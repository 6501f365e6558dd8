import type { Knex } from 'knex';
import { recordEvent } from '../../audit/index.ts';
import type { RemovalsLedger, RemovedEntry } from '../../platform/removals-ledger.ts';
import { removeUploads, type UploadKind } from '../../uploads/index.ts';
import { lockDeletion } from '../holds/store.ts';
import { settleLocked } from './approve-removal.ts';
import { removePeople, type RemoveParts } from './remove-people.ts';
import { deleteDeparture, lockPeople } from './store-plan.ts';
import { returnedDepartures, returnedPeople, returnedUploads } from './store-replay.ts';

export interface ReplayParts extends RemoveParts {
  db: Knex;
  kinds: readonly UploadKind[];
  ledger: RemovalsLedger;
}

export interface Replayed {
  people: number;
  uploads: number;
  authorities: number;
}

/**
 * Removes again whatever the register outside the database names and a restored database still holds, before anybody is
 * served (C6). What was made after the removal under the same number is another's, and stays. Of a removal that was cut
 * off at its end, the database decides whether it happened. Every process does it that serves or works: one after the
 * other, and not while a removal is being carried out.
 */
export async function replayRemovals(parts: ReplayParts): Promise<Replayed> {
  return parts.db.transaction(async (trx): Promise<Replayed> => {
    await lockDeletion(trx);
    for (const removal of await parts.ledger.prepared()) await settleLocked(trx, parts.ledger, removal);
    const entries = await parts.ledger.entries();
    const of = (subject: RemovedEntry['subject']): RemovedEntry[] =>
      entries.filter((entry) => entry.subject === subject);
    const uploads = await returnedUploads(trx, of('upload'));
    if (uploads.length > 0) await removeUploads(trx, parts.kinds, { ids: uploads });
    const departures = await returnedDepartures(trx, of('departure'));
    for (const { id, at } of departures) await deleteDeparture(trx, id, new Date(at));
    const people = await returnedPeople(trx, of('account'));
    await lockPeople(
      trx,
      people.map(({ id }) => id),
    );
    for (const { id, at } of people) await removePeople(trx, parts, { people: [id], at: new Date(at) });
    const done = { people: people.length, uploads: uploads.length, authorities: departures.length };
    const actor = { userId: null, action: 'removal.replayed' };
    if (Object.values(done).some((count) => count > 0))
      await recordEvent(trx, actor, { type: 'removals', id: 'register' }, done);
    return done;
  });
}
