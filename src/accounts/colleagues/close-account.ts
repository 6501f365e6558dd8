import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { queueMail } from '../../platform/mail/queue-mail.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { endSessionsOf } from '../sessions/store-sessions.ts';
import { endInvitations } from '../store.ts';
import { endResets } from '../passwords/store.ts';
import type { Account } from './account.ts';
import { closedLetter, reopenedLetter } from './letters.ts';
import { lockAuthority } from './store.ts';
import { accountOf, holdAccount, isLastOfRole, lockRoles, setClosed } from './store-accounts.ts';

export interface ClosingParts {
  db: Knex;
  clock: Clock;
  secrets: Pick<Secrets, 'originals' | 'originalsKeyId'>;
}

export type CloseResult = {
  kind: 'closed' | 'not-found' | 'oneself' | 'closed-already' | 'last-one';
};

/**
 * A lead officer closes the account of a colleague: no more signing in, everything kept. Nobody closes their own, so an
 * authority that has a lead officer keeps one, also when two lead officers close each other's at the same time.
 */
export async function closeColleague(
  parts: ClosingParts,
  { userId, lead }: { userId: number; lead: { id: number; authorityId: number } },
  actor: Actor,
): Promise<CloseResult> {
  return parts.db.transaction(async (trx): Promise<CloseResult> => {
    await lockRoles(trx);
    await lockAuthority(trx, lead.authorityId);
    const closer = await accountOf(trx, lead.id, lead.authorityId);
    if (closer?.role !== 'lead' || closer.closedAt) return { kind: 'not-found' };
    const account = await accountOf(trx, userId, lead.authorityId);
    if (!account) return { kind: 'not-found' };
    if (userId === lead.id) return { kind: 'oneself' };
    return close(trx, parts, account, 'your authority’s lead officer', actor);
  });
}

/** OCC closes an account. The last administrator and an authority’s last lead officer stay until somebody takes over. */
export async function closeAccount(
  parts: ClosingParts,
  { userId, closedBy }: { userId: number; closedBy: number },
  actor: Actor,
): Promise<CloseResult> {
  return parts.db.transaction(async (trx): Promise<CloseResult> => {
    await lockRoles(trx);
    const account = await accountOf(trx, userId);
    if (!account) return { kind: 'not-found' };
    if (userId === closedBy) return { kind: 'oneself' };
    if (!account.closedAt && (await isLastOfRole(trx, account))) return { kind: 'last-one' };
    return close(trx, parts, account, 'Oxford Computer Consultants', actor);
  });
}

async function close(
  trx: Knex.Transaction,
  { clock, secrets }: ClosingParts,
  { id, name, email }: Account,
  closedBy: string,
  actor: Actor,
): Promise<CloseResult> {
  await holdAccount(trx, id);
  const account = await accountOf(trx, id);
  if (!account || account.closedAt) return { kind: 'closed-already' };
  const at = clock();
  await setClosed(trx, id, at);
  await endInvitations(trx, id, at);
  await endResets(trx, id, at);
  const sessions = await endSessionsOf(trx, id);
  await recordEvent(trx, actor, { type: 'user', id }, { sessions });
  await queueMail(trx, secrets, {
    to: email,
    userId: id,
    about: 'account-closed',
    letter: closedLetter(name, closedBy),
  });
  return { kind: 'closed' };
}

export type ReopenResult = { kind: 'opened' | 'not-found' | 'open-already' };

/** OCC opens a closed account again; the password and the second factor are as they were. */
export async function reopenAccount(
  { db, secrets }: ClosingParts,
  userId: number,
  actor: Actor,
): Promise<ReopenResult> {
  return db.transaction(async (trx): Promise<ReopenResult> => {
    await holdAccount(trx, userId);
    const account = await accountOf(trx, userId);
    if (!account) return { kind: 'not-found' };
    if (!account.closedAt) return { kind: 'open-already' };
    await setClosed(trx, userId, null);
    await recordEvent(trx, actor, { type: 'user', id: userId });
    const { name, email } = account;
    await queueMail(trx, secrets, {
      to: email,
      userId,
      about: 'account-opened',
      letter: reopenedLetter(name),
    });
    return { kind: 'opened' };
  });
}
