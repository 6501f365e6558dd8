import type { Knex } from 'knex';
import { recordEvent, type Actor } from '../../audit/index.ts';
import { lockGroups, savedGroupOf, setEnded } from './store-peer-groups.ts';

export interface EndCommand {
  authorityId: number;
  userId: number;
  groupId: number;
}

export type EndResult = { kind: 'done' } | { kind: 'too-late' } | { kind: 'not-found' };

/** Offers a group to nobody any more. Its members stay on record: what was shown of them limits later groups. */
export async function endPeerGroup(
  db: Knex,
  { authorityId, userId, groupId }: EndCommand,
  actor: Actor,
): Promise<EndResult> {
  return db.transaction(async (trx) => {
    await lockGroups(trx, authorityId);
    const group = await savedGroupOf(trx, authorityId, groupId);
    if (!group) return { kind: 'not-found' };
    if (group.endedAt !== null) return { kind: 'too-late' };
    await setEnded(trx, groupId, userId);
    await recordEvent(trx, actor, { type: 'peer-group', id: groupId });
    return { kind: 'done' };
  });
}
