import type { Knex } from 'knex';
import type { SealingSecrets } from '../../src/accounts/index.ts';
import { recordEvent } from '../../src/audit/index.ts';
import type { Staff } from './desk.ts';
import { seedRecords } from './records.ts';
import { seedRequests } from './requests.ts';

const MADE = { userId: null, action: 'demonstration.cases-made' };

const emails: Readonly<Record<keyof Staff, string>> = {
  graham: 'graham.whitlock@occ.example',
  amina: 'amina.yusuf@occ.example',
  sofia: 'sofia.marchetti@occ.example',
  helen: 'helen.ashworth@oxfordshire.example',
};

/**
 * Made-up cases that the back office has at work, dated from the day on which they are made: all of them or none, and
 * once only, whatever becomes of them. The audit trail, which forgets nothing, says whether that was.
 */
export async function seedBackOffice(db: Knex, secrets: SealingSecrets): Promise<void> {
  await db.transaction(async (trx) => {
    if (await trx('audit_events').where({ action: MADE.action }).first('id')) return;
    const desk = { db: trx, secrets, staff: await staffOf(trx) };
    await seedRequests(desk);
    await seedRecords(desk);
    await recordEvent(trx, MADE, { type: 'demonstration', id: 'back-office' });
  });
}

async function staffOf(db: Knex): Promise<Staff> {
  const rows = await db('users')
    .whereIn('email', Object.values(emails))
    .select<{ id: number; email: string }[]>('id', 'email');
  const entries = Object.entries(emails).map(([name, email]) => {
    const row = rows.find((one) => one.email === email);
    if (!row) throw new Error(`The demonstration has no ${email}.`);
    return [name, row.id] as const;
  });
  return Object.fromEntries(entries) as unknown as Staff;
}
