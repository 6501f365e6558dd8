import type { Knex } from 'knex';
import { recordEvent } from '../../audit/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { exportById, exportsToExpire, setEnded } from './store.ts';

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
