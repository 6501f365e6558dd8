import type { Knex } from 'knex';
import { queueMail } from '../platform/mail/queue-mail.ts';
import type { Secrets } from '../platform/secrets.ts';
import { securityLetter, type SecurityChange } from './letters.ts';
import { addressee } from './store.ts';

/** Writes to the owner of an account that its password or second factor was changed; in the change's transaction. */
export async function tellOfChange(
  trx: Knex.Transaction,
  secrets: Pick<Secrets, 'originals' | 'originalsKeyId'>,
  { userId, change }: { userId: number; change: SecurityChange },
): Promise<void> {
  const { email: to, name } = await addressee(trx, userId);
  await queueMail(trx, secrets, { to, userId, about: change, letter: securityLetter(name, change) });
}
