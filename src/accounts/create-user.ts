import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../audit/index.ts';
import { authorityByCode } from '../authorities/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { NewUserCommand } from './forms.ts';
import { type InvitationLink, makeInvitation } from './make-invitation.ts';
import { belongsToAuthority } from './permissions.ts';
import { insertUser } from './store.ts';

export type CreateUserResult =
  | { kind: 'created'; userId: number; invitationPath: string; invitation: InvitationLink }
  | { kind: 'email-taken' }
  | { kind: 'unknown-authority' }
  | { kind: 'authority-needed' }
  | { kind: 'authority-not-allowed' };

/** Makes an account without a password and the link by which its owner chooses one (once, within seven days). */
export async function createUser(
  db: Knex,
  command: NewUserCommand,
  { clock, actor }: { clock: Clock; actor: Actor },
): Promise<CreateUserResult> {
  const { email, name, role, authorityCode } = command;
  const mismatch = authorityMismatch(command);
  if (mismatch) return mismatch;
  const authority = authorityCode === null ? null : await authorityByCode(db, authorityCode);
  if (authority === undefined) return { kind: 'unknown-authority' };
  return db.transaction(async (trx): Promise<CreateUserResult> => {
    const userId = await insertUser(trx, {
      email: email.trim(),
      name,
      role,
      authorityId: authority?.id ?? null,
    });
    if (userId === null) return { kind: 'email-taken' };
    const invitation = await makeInvitation(trx, userId, clock());
    await recordEvent(trx, actor, { type: 'user', id: userId }, { role, authority: authorityCode });
    return { kind: 'created', userId, invitationPath: invitation.path, invitation };
  });
}

function authorityMismatch({ role, authorityCode }: NewUserCommand): CreateUserResult | null {
  if (belongsToAuthority(role) === (authorityCode !== null)) return null;
  return { kind: authorityCode === null ? 'authority-needed' : 'authority-not-allowed' };
}
