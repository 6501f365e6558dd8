import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import type { Topic } from './purposes.ts';
import { replaceInterests } from './store.ts';

/** Keeps the subjects that a person wants to see first; none is fine too (P43). */
export async function chooseInterests(
  db: Knex,
  command: { userId: number; chosen: readonly Topic[]; at: Date },
  actor: Actor,
): Promise<void> {
  await db.transaction(async (trx) => {
    await replaceInterests(trx, command);
    await recordEvent(trx, actor, { type: 'user', id: command.userId }, { topics: command.chosen.length });
  });
}
