import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import { queueMail } from '../../platform/mail/queue-mail.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { belongsToAuthority, type Role } from '../permissions.ts';
import { endSessionsOf } from '../sessions/store-sessions.ts';
import { roleChangedLetter } from './letters.ts';
import { accountOf, holdAccount, isLastOfRole, lockRoles, setRole } from './store-accounts.ts';

export interface RoleCommand {
  userId: number;
  role: Role;
  changedBy: number;
}

export type RoleResult = {
  kind: 'changed' | 'not-found' | 'oneself' | 'same' | 'other-kind' | 'last-one';
};

/**
 * Gives an account another role and signs its owner out, so that nothing goes on under the old one. Whoever works for an
 * authority stays there, and OCC's people stay OCC's: their rights belong to whom they work for.
 */
export async function changeRole(
  { db, secrets }: { db: Knex; secrets: Pick<Secrets, 'originals' | 'originalsKeyId'> },
  { userId, role, changedBy }: RoleCommand,
  actor: Actor,
): Promise<RoleResult> {
  return db.transaction(async (trx): Promise<RoleResult> => {
    await lockRoles(trx);
    await holdAccount(trx, userId);
    const account = await accountOf(trx, userId);
    if (!account || account.closedAt) return { kind: 'not-found' };
    if (userId === changedBy) return { kind: 'oneself' };
    if (account.role === role) return { kind: 'same' };
    if (belongsToAuthority(role) !== (account.authority !== null)) return { kind: 'other-kind' };
    if (await isLastOfRole(trx, account)) return { kind: 'last-one' };
    await setRole(trx, userId, role);
    await endSessionsOf(trx, userId);
    await recordEvent(trx, actor, { type: 'user', id: userId }, { from: account.role, to: role });
    const letter = roleChangedLetter(account.name, role);
    await queueMail(trx, secrets, { to: account.email, userId, about: 'role-changed', letter });
    return { kind: 'changed' };
  });
}
