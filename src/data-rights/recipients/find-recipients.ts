import type { Knex } from 'knex';
import type { FoundRecipient } from './recipient.ts';
import { addedByHand, disclosedTo, readersOf } from './store-known.ts';

/**
 * Whoever is known to have been given something of a person (article 19): authorities whose officers opened the entry in
 * the directory, recipients of disclosures, and whoever was added by hand to an earlier list. What they had of it is for
 * somebody to judge.
 */
export async function findRecipients(db: Knex, userId: number): Promise<FoundRecipient[]> {
  return differing([
    ...(await readersOf(db, userId)),
    ...(await disclosedTo(db, userId)),
    ...(await addedByHand(db, [userId])),
  ]);
}

/** Each once, as it was found first. */
export function differing(found: readonly FoundRecipient[]): FoundRecipient[] {
  const byWords = new Map<string, FoundRecipient>();
  for (const one of found) if (!byWords.has(one.recipient)) byWords.set(one.recipient, one);
  return [...byWords.values()];
}
