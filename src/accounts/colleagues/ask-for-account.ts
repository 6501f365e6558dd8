import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import { type AskedAccount, MOST_WAITING } from './account-request.ts';
import { insertRequest, lockAuthority, waitingCount } from './store.ts';

export interface AskCommand extends AskedAccount {
  authorityId: number;
  requestedBy: number;
  requestedAt: Date;
}

export type AskResult = { kind: 'asked'; id: number } | { kind: 'asked-already' } | { kind: 'too-many' };

/**
 * A lead officer asks OCC for a colleague's account. Whether anybody has the address already is not looked at here: that
 * would tell of people elsewhere. OCC sees it when it decides.
 */
export async function askForAccount(db: Knex, command: AskCommand, actor: Actor): Promise<AskResult> {
  return db.transaction(async (trx): Promise<AskResult> => {
    await lockAuthority(trx, command.authorityId);
    if ((await waitingCount(trx, command.authorityId)) >= MOST_WAITING) return { kind: 'too-many' };
    const id = await insertRequest(trx, command);
    if (id === null) return { kind: 'asked-already' };
    await recordEvent(trx, actor, { type: 'account-request', id }, { role: command.role });
    return { kind: 'asked', id };
  });
}
