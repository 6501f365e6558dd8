import type { Knex } from 'knex';
import { recordEvent } from '../../audit/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { exportById } from './store.ts';
import { exportsToExpire, setEnded } from './store-ending.ts';

/** Takes packages away whose time is over, each in a transaction of its own; how many there were. */
export async function expireExports({ db, clock }: { db: Knex; clock: Clock }): Promise<number> {
  const due = await exportsToExpire(db, clock());
  for (const id of due)
    await db.transaction(async (trx) => {
      const present = await exportById(trx, id);
      if (present?.state !== 'released') return;
      await setEnded(trx, id, { state: 'expired', by: null, at: clock() });
      const actor = { userId: null, action: 'access-export.expired' };
      await recordEvent(trx, actor, { type: 'requests', id: present.reference }, { export: id });
    });
  return due.length;
}

/** Takes back what was gathered and never delivered, with a line in the audit trail for each. */
export async function lapseExports(
  trx: Knex.Transaction,
  ids: readonly (number | string)[],
  at: Date,
): Promise<void> {
  for (const id of ids) {
    const present = await exportById(trx, Number(id));
    if (!present) continue;
    await setEnded(trx, present.id, { state: 'withdrawn', by: null, at });
    const actor = { userId: null, action: 'access-export.lapsed' };
    await recordEvent(trx, actor, { type: 'requests', id: present.reference }, { export: present.id });
  }
}
