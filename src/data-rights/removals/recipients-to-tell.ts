import type { Knex } from 'knex';
import { differing } from '../recipients/find-recipients.ts';
import type { FoundRecipient } from '../recipients/recipient.ts';
import { withoutTraces } from '../recipients/rules/without-traces.ts';
import { insertRecipients } from '../recipients/store.ts';
import { addedByHand, disclosuresAbout, namesEverOf, readersByAccount } from '../recipients/store-known.ts';
import { dayInWords } from '../requests/day-words.ts';
import { londonDayOf } from '../rules/london-time.ts';

/**
 * Whoever was given something of these people and has to be told that it is removed (P72, C14, L21): read before the
 * removal, after which nothing says any more whose a disclosure was. Of a disclosure its reference and day go along:
 * from these a recipient knows whose data it was, and nobody else does. Officers who opened an entry of the directory
 * are written to by the removal itself, unless their account is closed.
 */
export async function recipientsToTell(
  db: Knex,
  people: readonly number[],
  at: Date,
): Promise<FoundRecipient[]> {
  const readers = (await readersByAccount(db, people)).map(({ authority, isOpen }): FoundRecipient => {
    return isOpen
      ? { recipient: `Officers of ${authority}`, knownFrom: 'directory', toldOn: londonDayOf(at) }
      : { recipient: `Former officers of ${authority}`, knownFrom: 'directory' };
  });
  const disclosures = (await disclosuresAbout(db, people)).map(
    ({ reference, recipient, decidedAt, isHidden }): FoundRecipient => ({
      recipient: `${recipient} (disclosure ${reference} of ${dayInWords(londonDayOf(decidedAt))})`,
      knownFrom: isHidden ? 'hidden-disclosures' : 'disclosures',
    }),
  );
  const found = differing([...readers, ...disclosures, ...(await addedByHand(db, people))]);
  return nameless(found, await namesEverOf(db, people));
}

/** Keeps them with the removal, without anything that the people are known by. */
export async function keepRecipients(
  trx: Knex.Transaction,
  removalId: number,
  recipients: readonly FoundRecipient[],
  traces: readonly string[],
): Promise<void> {
  const kept = nameless(recipients, traces);
  await insertRecipients(trx, { kind: 'removal', id: removalId, userId: null }, kept);
}

const nameless = (recipients: readonly FoundRecipient[], words: readonly string[]): FoundRecipient[] =>
  recipients.map((one) => ({ ...one, recipient: withoutTraces(one.recipient, words) }));
