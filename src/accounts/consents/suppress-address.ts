import type { Knex } from 'knex';
import type { Secrets } from '../../platform/secrets.ts';
import { addressHash, mailingPurposes } from './objection.ts';
import { insertSuppression } from './store-audience.ts';

/** Keeps every mailing from an address for good, by a keyed hash: also should it come back with another account. */
export async function suppressAddress(
  trx: Knex.Transaction,
  { pepper }: Pick<Secrets, 'pepper'>,
  email: string,
  at: Date,
): Promise<void> {
  const hash = addressHash(pepper, email);
  for (const purpose of mailingPurposes) await insertSuppression(trx, { hash, purpose, at });
}
