import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import { endInvitations, updatePasswordHash } from '../store.ts';
import { hashPassword } from './password.ts';
import { endResets } from './store.ts';

/** Gives an account its password, already checked by the caller, and ends its links to choose one. In the caller's transaction. */
export async function setPassword(
  trx: Knex.Transaction,
  { userId, password, at }: { userId: number; password: string; at: Date },
  actor: Actor,
): Promise<void> {
  await updatePasswordHash(trx, userId, await hashPassword(password));
  await endInvitations(trx, userId, at);
  await endResets(trx, userId, at);
  await recordEvent(trx, actor, { type: 'user', id: userId });
}
