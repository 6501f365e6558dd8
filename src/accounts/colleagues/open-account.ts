import type { Knex } from 'knex';
import type { Actor } from '../../audit/index.ts';
import { authorityByCode } from '../../authorities/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { queueMail } from '../../platform/mail/queue-mail.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { createUser, type CreateUserResult } from '../create-user.ts';
import type { NewUserCommand } from '../forms.ts';
import { invitationLetter } from './letters.ts';

/** OCC opens an account that nobody has asked for by the form, and its owner is invited by mail. */
export async function openAccount(
  { db, clock, secrets }: { db: Knex; clock: Clock; secrets: Pick<Secrets, 'originals' | 'originalsKeyId'> },
  command: NewUserCommand,
  actor: Actor,
): Promise<CreateUserResult> {
  return db.transaction(async (trx) => {
    const created = await createUser(trx, command, { clock, actor });
    if (created.kind !== 'created') return created;
    const { name, email, authorityCode } = command;
    const authority = authorityCode === null ? undefined : await authorityByCode(trx, authorityCode);
    const { userId, invitation } = created;
    const letter = invitationLetter({ name, authority: authority?.name ?? null, askedBy: null, invitation });
    await queueMail(trx, secrets, { to: email, userId, about: 'invitation', letter });
    return created;
  });
}
