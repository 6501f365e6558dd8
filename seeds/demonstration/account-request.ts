import type { Knex } from 'knex';
import { askForAccount } from '../../src/accounts/index.ts';
import { systemClock } from '../../src/platform/clock.ts';

const LEAD = 'martin.holloway@ealing.example';

const colleague = {
  name: 'Nadia Bright',
  email: 'nadia.bright@ealing.example',
  role: 'officer',
  reason: 'Takes over the quarterly upload from Priya, who moves to another team in the spring.',
} as const;

/** A request of Ealing's lead officer that waits for OCC; once it was made, whatever became of it, there is no other. */
export async function seedAccountRequest(db: Knex): Promise<void> {
  const lead = await db('users')
    .where({ email: LEAD })
    .first<{ id: number; authority_id: number } | undefined>('id', 'authority_id');
  if (!lead) throw new Error(`The demonstration has no ${LEAD}.`);
  if (await db('account_requests').where({ requested_by: lead.id }).first('id')) return;
  const asked = { authorityId: lead.authority_id, requestedBy: lead.id, requestedAt: systemClock() };
  const actor = { userId: lead.id, action: 'demonstration.account-asked' };
  await askForAccount(db, { ...colleague, ...asked }, actor);
}
