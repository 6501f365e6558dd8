import type { Knex } from 'knex';
import type { Correctable } from '../../accounts/index.ts';
import type { FoundRecipient } from '../recipients/recipient.ts';
import { disclosedTo, lettersSentTo, readersOf } from '../recipients/store-known.ts';

/** Kinds of disclosed data of which a detail is part. */
const kindsOf: Readonly<Record<Correctable, readonly string[]>> = {
  name: ['name'],
  email: ['contact-details'],
  telephone: ['contact-details'],
  'postal-address': ['contact-details'],
  authority: ['account'],
};

/**
 * Whoever is known to have had a detail (article 19): authorities whose officers opened the person's entry in the directory,
 * recipients of disclosures, and, of an e-mail address, whoever reads it. What they had of it is for somebody to judge.
 */
export async function findRecipients(
  db: Knex,
  { userId, field, before }: { userId: number; field: Correctable; before: string | null },
): Promise<FoundRecipient[]> {
  // Nobody can have had what was not there.
  if (before === null) return [];
  const [readers, disclosed, letters] = [
    await readersOf(db, userId),
    await disclosedTo(db, userId, kindsOf[field]),
    field === 'email' ? await lettersSentTo(db, userId) : 0,
  ];
  const recipient = `Whoever reads the former e-mail address: letters sent there: ${letters}`;
  const mailbox: FoundRecipient = { recipient, knownFrom: 'mail' };
  return [...readers, ...disclosed, ...(letters > 0 ? [mailbox] : [])];
}
