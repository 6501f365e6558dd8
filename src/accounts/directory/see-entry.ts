import type { Knex } from 'knex';
import type { DirectoryEntry } from './entry.ts';
import { directoryEntryOf, insertView } from './store.ts';

/** What a person shares, and a note for that person that it was seen; null when they do not share. One's own is not noted. */
export async function seeEntry(
  db: Knex,
  { id, viewerId, at }: { id: number; viewerId: number; at: Date },
): Promise<DirectoryEntry | null> {
  return db.transaction(async (trx) => {
    const entry = await directoryEntryOf(trx, id);
    if (!entry) return null;
    if (id !== viewerId) await insertView(trx, { seenId: id, viewerId, at });
    return entry;
  });
}
