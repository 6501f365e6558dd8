import type { Knex } from 'knex';
import { type Correctable, correctDetail, fieldWords, presentDetails } from '../../accounts/index.ts';
import { type Actor, recordEvent } from '../../audit/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { queueMail } from '../../platform/mail/queue-mail.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { insertRecipients } from '../recipients/store.ts';
import { personBy } from '../requests/store-people.ts';
import type { Day } from '../rules/days.ts';
import { mayAct } from '../rules/own-case.ts';
import { findRecipients } from './find-recipients.ts';
import { correctedLetter } from './letters.ts';
import { insertCorrection } from './store.ts';

export interface CorrectionParts {
  db: Knex;
  clock: Clock;
  secrets: Pick<Secrets, 'originals' | 'originalsKeyId'>;
}

export interface CorrectionCommand {
  userId: number;
  requestId: number | null;
  field: Correctable;
  /** As typed. */
  after: string;
  evidence: string;
  mistakeNote: string | null;
  correctedOn: Day;
  by: number;
}

export type CorrectionResult =
  { kind: 'corrected'; id: number } | { kind: 'fault'; message: string } | { kind: 'not-found' | 'own-case' };

/**
 * Puts a detail right (P66): the detail with where it now comes from, the record of what stood there before, the list of
 * those who had it, and a letter to the person; or none of these. Neither value goes into the audit trail.
 */
export async function recordCorrection(
  parts: CorrectionParts,
  command: CorrectionCommand,
  actor: Actor,
): Promise<CorrectionResult> {
  const { userId, field, by } = command;
  if (!mayAct(by, [userId])) return { kind: 'own-case' };
  return parts.db.transaction(async (trx): Promise<CorrectionResult> => {
    if (!(await personBy(trx, userId))) return { kind: 'not-found' };
    const at = parts.clock();
    const { email: formerEmail } = await presentDetails(trx, userId);
    const result = await correctDetail(trx, { userId, field, value: command.after, at });
    if (result.kind === 'fault') return result;
    const { before, after } = result;
    const id = await insertCorrection(trx, { ...command, before, after }, { userId: by, at });
    const recipients = await findRecipients(trx, { userId, field, before });
    await insertRecipients(trx, { kind: 'correction', id, userId }, recipients);
    await tellPerson(trx, parts, { userId, field, formerEmail });
    const facts = { correction: id, field, recipients: recipients.length };
    await recordEvent(trx, actor, { type: 'user', id: userId }, facts);
    return { kind: 'corrected', id };
  });
}

/** An address that was wrong is written to as well: a correction that the person did not ask for must not go unnoticed. */
async function tellPerson(
  trx: Knex.Transaction,
  { secrets }: CorrectionParts,
  { userId, field, formerEmail }: { userId: number; field: Correctable; formerEmail: string | null },
): Promise<void> {
  const person = await personBy(trx, userId);
  if (!person) return;
  const letter = correctedLetter(person.name, fieldWords[field]);
  for (const to of new Set([person.email, ...(formerEmail === null ? [] : [formerEmail])]))
    await queueMail(trx, secrets, { to, userId, about: 'correction', letter });
}
