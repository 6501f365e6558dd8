import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import { endSessionsOf } from '../sessions/store-sessions.ts';

/** Signs somebody out everywhere. Answers how many sessions that ended. */
export async function endSessions(db: Knex, userId: number, actor: Actor): Promise<number> {
  return db.transaction(async (trx) => {
    const sessions = await endSessionsOf(trx, userId);
    await recordEvent(trx, actor, { type: 'user', id: userId }, { sessions });
    return sessions;
  });
}
