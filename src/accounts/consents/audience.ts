import type { Knex } from 'knex';
import { paths } from '../../paths.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { addressHash, type MailingPurpose } from './objection.ts';
import { lockNextAccounts, type Reader, readersOf } from './store-audience.ts';
import { unsubscribeToken } from './unsubscribe-token.ts';

/** Whom mailings may go to, for whoever writes them: always as it is now, never a list that is kept. */
export interface MailingAudience {
  /** All who may be written to now, or those among the given accounts. */
  readers: (db: Knex, purpose: MailingPurpose, only?: readonly number[]) => Promise<Reader[]>;
  /** Ids of the next accounts to look at, which cannot change their mind until the transaction ends. */
  lockNext: (
    trx: Knex.Transaction,
    purpose: MailingPurpose,
    place: { after: number; limit: number },
  ) => Promise<number[]>;
  /** The address of ours by which this reader stops mailings on the purpose; it works without a sign-in and for good. */
  unsubscribePath: (purpose: MailingPurpose, reader: Pick<Reader, 'userId' | 'email'>) => string;
}

export function mailingAudience(
  secrets: Pick<Secrets, 'pepper' | 'originals' | 'originalsKeyId'>,
): MailingAudience {
  return {
    readers: (db, purpose, only) => readersOf(db, secrets.pepper, purpose, only),
    lockNext: lockNextAccounts,
    unsubscribePath: (purpose, { userId, email }) => {
      const address = addressHash(secrets.pepper, email).toString('base64');
      return paths.unsubscribe(unsubscribeToken(secrets, { userId, purpose, address }));
    },
  };
}
