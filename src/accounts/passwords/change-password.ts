import type { Knex } from 'knex';
import type { Actor } from '../../audit/index.ts';
import type { SealingSecrets } from '../second-factor/store.ts';
import { endSessionsOf } from '../sessions/store-sessions.ts';
import { tellOfChange } from '../tell-of-change.ts';
import { setPassword } from './set-password.ts';

/**
 * Another password for somebody who is signed in and gave the present one. Their other sessions end, and they are told.
 * @param command.sessionKey key of the session that goes on
 */
export async function changePassword(
  db: Knex,
  secrets: SealingSecrets,
  command: { userId: number; password: string; sessionKey: string; at: Date },
  actor: Actor,
): Promise<void> {
  const { userId, sessionKey } = command;
  await db.transaction(async (trx) => {
    await setPassword(trx, command, actor);
    await endSessionsOf(trx, userId, sessionKey);
    await tellOfChange(trx, secrets, { userId, change: 'password-changed' });
  });
}
