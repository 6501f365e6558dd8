import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import { deleteSession, endSessionsOf } from './store-sessions.ts';

type PersonActing = Actor & { userId: number };

/** Ends one of a person's own sessions; false when it is not theirs or not there. */
export async function endOwnSession(db: Knex, id: number, actor: PersonActing): Promise<boolean> {
  return db.transaction(async (trx) => {
    if (!(await deleteSession(trx, actor.userId, id))) return false;
    await recordEvent(trx, actor, { type: 'user', id: actor.userId }, { sessions: 1 });
    return true;
  });
}

/** @param thisKey key of the session that goes on */
export async function endOtherSessions(db: Knex, thisKey: string, actor: PersonActing): Promise<void> {
  await db.transaction(async (trx) => {
    const sessions = await endSessionsOf(trx, actor.userId, thisKey);
    await recordEvent(trx, actor, { type: 'user', id: actor.userId }, { sessions });
  });
}
