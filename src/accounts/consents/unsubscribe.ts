import type { Knex } from 'knex';
import { recordEvent } from '../../audit/index.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { type MailingPurpose, mailingPurposes } from './objection.ts';
import { addChoice } from './record-consent.ts';
import { insertSuppression, isAccountThere } from './store-audience.ts';
import type { Subscription } from './unsubscribe-token.ts';

/**
 * Stops mailings for good (P40): for the account, in the ledger, and for the address that was written to, which the
 * account may have given up since. Done again, it changes nothing.
 * @param scope what the letter was about, or everything that mailings are for
 */
export async function unsubscribe(
  db: Knex,
  secrets: Pick<Secrets, 'pepper'>,
  command: { to: Subscription; scope: 'this' | 'all'; at: Date },
  action: string,
): Promise<void> {
  const { to, scope, at } = command;
  const stopped: readonly MailingPurpose[] = scope === 'all' ? mailingPurposes : [to.purpose];
  await db.transaction(async (trx) => {
    const isThere = await isAccountThere(trx, to.userId);
    const actor = { userId: isThere ? to.userId : null, action };
    for (const purpose of stopped) {
      const choice = { userId: to.userId, purpose, ways: [], at };
      const means = { channel: 'unsubscribe-link' as const, recordedBy: null };
      if (isThere) await addChoice(trx, secrets, choice, means, actor);
      await insertSuppression(trx, { hash: Buffer.from(to.address, 'base64'), purpose, at });
    }
    await recordEvent(trx, actor, { type: 'user', id: to.userId }, { purposes: stopped.length });
  });
}
