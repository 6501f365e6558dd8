import type { Knex } from 'knex';
import { recordEvent } from '../../audit/index.ts';
import { queueMail } from '../../platform/mail/queue-mail.ts';
import type { OccParts } from '../occ-parts.ts';
import { HOUR_MS, MOST_PEOPLE, NOTICED } from './bulk-view.ts';
import { bulkViewsLetter } from './letters.ts';
import { administrators, peopleOpened, wasNoticed } from './store.ts';

/**
 * Tells administrators, once an hour, of a member of staff who opens people's pages by the dozen (D10): in the transaction
 * that records the opening, so that no page is shown of which it was not counted. Nobody is stopped: there may be a reason.
 */
export async function noticeBulkViews(
  trx: Knex.Transaction,
  { clock, secrets }: Pick<OccParts, 'clock' | 'secrets'>,
  staffId: number,
): Promise<void> {
  const since = new Date(clock().getTime() - HOUR_MS);
  const people = await peopleOpened(trx, staffId, since);
  if (people <= MOST_PEOPLE) return;
  // One at a time, so that two pages opened at once do not tell twice.
  await trx.raw(`select pg_advisory_xact_lock(hashtext('bulk views'), cast(? as integer))`, [staffId]);
  if (await wasNoticed(trx, staffId, since)) return;
  const subject = { type: 'user', id: staffId };
  await recordEvent(trx, { userId: null, action: NOTICED }, subject, { people });
  for (const { id, name, email } of await administrators(trx)) {
    const letter = bulkViewsLetter(name, { staffId, people });
    await queueMail(trx, secrets, { to: email, userId: id, about: 'bulk-views', letter });
  }
}
