import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import { tellOfChange } from '../tell-of-change.ts';
import { deleteSecondFactor, type SealingSecrets } from './store.ts';

/** Takes a person's second factor and recovery codes away. False when there was none. */
export async function turnOffSecondFactor(
  db: Knex,
  secrets: SealingSecrets,
  userId: number,
  actor: Actor,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    if (!(await deleteSecondFactor(trx, userId))) return false;
    await recordEvent(trx, actor, { type: 'user', id: userId });
    await tellOfChange(trx, secrets, { userId, change: 'second-factor-off' });
    return true;
  });
}
