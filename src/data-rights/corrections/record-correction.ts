import type { Knex } from 'knex';
import {
  type Correctable,
  correctDetail,
  fieldWords,
  hashOfToken,
  newToken,
  wouldCorrect,
} from '../../accounts/index.ts';
import { type Actor, recordEvent } from '../../audit/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { queueMail } from '../../platform/mail/queue-mail.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { insertRecipients } from '../recipients/store.ts';
import { type Person, personBy } from '../requests/store-people.ts';
import type { Day } from '../rules/days.ts';
import { mayAct } from '../rules/own-case.ts';
import { needsSecond } from './correction.ts';
import { findRecipients } from './find-recipients.ts';
import { correctedLetter, emailCorrectionLetter } from './letters.ts';
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
  | { kind: 'corrected' | 'waiting'; id: number }
  | { kind: 'fault'; message: string }
  | { kind: 'not-found' | 'own-case' };

/**
 * Puts a detail right (P66): the detail with where it now comes from, the record of what stood there before, the list of
 * those who had it, and a letter to the person; or none of these. What decides who gets in waits for a second instead (D14).
 * Neither value goes into the audit trail.
 */
export async function recordCorrection(
  parts: CorrectionParts,
  command: CorrectionCommand,
  actor: Actor,
): Promise<CorrectionResult> {
  const { userId, field, by } = command;
  if (!mayAct(by, [userId])) return { kind: 'own-case' };
  return parts.db.transaction(async (trx): Promise<CorrectionResult> => {
    const person = await personBy(trx, userId);
    if (!person) return { kind: 'not-found' };
    if (needsSecond.has(field)) return begin(trx, parts, { ...command, person }, actor);
    const at = parts.clock();
    const result = await correctDetail(trx, { userId, field, value: command.after, at });
    if (result.kind === 'fault') return result;
    const values = { before: result.before, after: result.after, linkHash: null };
    const id = await insertCorrection(trx, { ...command, ...values }, { userId: by, at }, false);
    if (id === null) throw new Error('A correction that waits for nobody was kept back.');
    const recipients = await noteCorrected(trx, parts, { ...command, id, before: result.before });
    await recordEvent(trx, actor, { type: 'user', id: userId }, { correction: id, field, recipients });
    return { kind: 'corrected', id };
  });
}

/** Keeps a correction that waits. The old address gets a letter by which its reader can say yes or no. */
async function begin(
  trx: Knex.Transaction,
  { secrets, clock }: CorrectionParts,
  command: CorrectionCommand & { person: Person },
  actor: Actor,
): Promise<CorrectionResult> {
  const { userId, field, by, person } = command;
  const result = await wouldCorrect(trx, { userId, field, value: command.after });
  if (result.kind === 'fault') return result;
  const token = field === 'email' ? newToken() : null;
  const linkHash = token === null ? null : hashOfToken(token);
  const values = { before: result.before, after: result.after, linkHash };
  const id = await insertCorrection(trx, { ...command, ...values }, { userId: by, at: clock() }, true);
  if (id === null) return { kind: 'fault', message: 'A correction of this detail waits already' };
  if (token !== null) {
    const letter = emailCorrectionLetter(person.name, token);
    await queueMail(trx, secrets, { to: person.email, userId, about: 'correction', letter });
  }
  await recordEvent(trx, actor, { type: 'user', id: userId }, { correction: id, field, waits: true });
  return { kind: 'waiting', id };
}

/** What follows once a detail is put right: those who had the wrong one are listed, and the person is told. Their number. */
export async function noteCorrected(
  trx: Knex.Transaction,
  parts: Pick<CorrectionParts, 'secrets'>,
  { id, userId, field, before }: { id: number; userId: number; field: Correctable; before: string | null },
): Promise<number> {
  const recipients = await findRecipients(trx, { userId, field, before });
  await insertRecipients(trx, { kind: 'correction', id, userId }, recipients);
  await tellPerson(trx, parts, { userId, field, formerEmail: field === 'email' ? before : null });
  return recipients.length;
}

/** An address that was wrong is written to as well: a correction that the person did not ask for must not go unnoticed. */
async function tellPerson(
  trx: Knex.Transaction,
  { secrets }: Pick<CorrectionParts, 'secrets'>,
  { userId, field, formerEmail }: { userId: number; field: Correctable; formerEmail: string | null },
): Promise<void> {
  const person = await personBy(trx, userId);
  if (!person) return;
  const letter = correctedLetter(person.name, fieldWords[field]);
  for (const to of new Set([person.email, ...(formerEmail === null ? [] : [formerEmail])]))
    await queueMail(trx, secrets, { to, userId, about: 'correction', letter });
}
