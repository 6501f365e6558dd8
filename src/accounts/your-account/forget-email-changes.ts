import type { Knex } from 'knex';
import type { Clock } from '../../platform/clock.ts';
import { endOfUse } from './email-change.ts';
import { deleteEmailChanges } from './store-email-changes.ts';

/** The job that forgets changes of address whose links have run out, by the clock of Graphile Worker: once a day. */
export const FORGET_EMAIL_CHANGES = 'forget-email-changes';
export const forgetEmailChangesCron = `41 3 * * * ${FORGET_EMAIL_CHANGES}`;

export async function forgetEmailChanges({ db, clock }: { db: Knex; clock: Clock }): Promise<void> {
  await deleteEmailChanges(db, endOfUse(clock()));
}
