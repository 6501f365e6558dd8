import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { queueMail } from '../../platform/mail/queue-mail.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { findRecipients } from '../recipients/find-recipients.ts';
import { insertRecipients } from '../recipients/store.ts';
import { lockPeople } from '../removals/store-plan.ts';
import { personBy } from '../requests/store-people.ts';
import { mayAct } from '../rules/own-case.ts';
import { beganLetter } from './letters.ts';
import { insertRestriction, isRestricted, type NewRestriction } from './store.ts';

export interface RestrictionParts {
  db: Knex;
  clock: Clock;
  secrets: Pick<Secrets, 'originals' | 'originalsKeyId'>;
}

export type StartResult =
  { kind: 'started'; id: number } | { kind: 'there-already' | 'not-found' | 'own-case' };

/** Limits the use of somebody's data to storing it, from the moment that the transaction ends, and tells them (P73, P74). */
export async function startRestriction(
  parts: RestrictionParts,
  { by, ...restriction }: NewRestriction & { by: number },
  actor: Actor,
): Promise<StartResult> {
  return parts.db.transaction((trx) =>
    beginRestriction(trx, parts, restriction, { userId: by, at: parts.clock() }, actor),
  );
}

/** The same in the caller's transaction. A mailing that is just being written to this person goes first. */
export async function beginRestriction(
  trx: Knex.Transaction,
  { secrets }: Pick<RestrictionParts, 'secrets'>,
  restriction: NewRestriction,
  by: { userId: number; at: Date },
  actor: Actor,
): Promise<StartResult> {
  const { userId, ground } = restriction;
  if (!mayAct(by.userId, [userId])) return { kind: 'own-case' };
  await lockPeople(trx, [userId]);
  const person = await personBy(trx, userId);
  if (!person) return { kind: 'not-found' };
  if (await isRestricted(trx, userId, ground)) return { kind: 'there-already' };
  const id = await insertRestriction(trx, restriction, by);
  // Told of a limit like of a correction or a removal (article 19, L19).
  const recipients = await findRecipients(trx, userId);
  await insertRecipients(trx, { kind: 'restriction', id, userId }, recipients);
  await queueMail(trx, secrets, {
    ...{ to: person.email, userId, about: 'restriction-began', letter: beganLetter(person.name) },
  });
  await recordEvent(
    trx,
    actor,
    { type: 'user', id: userId },
    { restriction: id, ground, recipients: recipients.length },
  );
  return { kind: 'started', id };
}
