import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import { queueMail } from '../../platform/mail/queue-mail.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { detailsOf } from '../your-account/store.ts';
import { type Channel, isSame, possibleWays, type ToldChannel } from './consent.ts';
import { recordedConsentLetter } from './letters.ts';
import { addressHash, isMailingPurpose } from './objection.ts';
import { type Purpose, purposeWords, type Way } from './purposes.ts';
import { consentsOf, insertConsent } from './store.ts';
import { insertSuppression } from './store-audience.ts';

export interface Choice {
  userId: number;
  purpose: Purpose;
  /** The ways that are allowed; none at all withdraws. */
  ways: readonly Way[];
  at: Date;
}

/** `way-unknown`: the person has given no detail for one of the ways. */
export type RecordResult = { kind: 'recorded' | 'unchanged' | 'way-unknown' };

/**
 * Adds what a person chose to the ledger, with the wording that they were shown (P44). It counts from the moment the
 * transaction ends: everything that rests on a consent reads the ledger, never a copy of it (P33).
 */
export async function chooseConsent(
  db: Knex,
  secrets: Pick<Secrets, 'pepper'>,
  choice: Choice,
  actor: Actor,
): Promise<RecordResult> {
  const means = { channel: 'web' as const, recordedBy: null };
  return db.transaction((trx) => addChoice(trx, secrets, choice, means, actor));
}

/** Writes down what a person said to staff by phone, by post or in person (P39), and tells the person so. */
export async function recordConsent(
  db: Knex,
  secrets: Pick<Secrets, 'pepper' | 'originals' | 'originalsKeyId'>,
  choice: Choice & { channel: ToldChannel; recordedBy: number },
  actor: Actor,
): Promise<RecordResult> {
  return db.transaction(async (trx) => {
    const result = await addChoice(trx, secrets, choice, choice, actor);
    if (result.kind !== 'recorded') return result;
    const { userId, purpose, ways, channel } = choice;
    const { email, name } = await detailsOf(trx, userId);
    const letter = recordedConsentLetter(name.value, { purpose, ways, channel });
    await queueMail(trx, secrets, { to: email.value ?? '', userId, about: 'consent-recorded', letter });
    return result;
  });
}

/** The one place where the ledger grows. In the caller's transaction. */
export async function addChoice(
  trx: Knex.Transaction,
  { pepper }: Pick<Secrets, 'pepper'>,
  { userId, purpose, ways, at }: Choice,
  { channel, recordedBy }: { channel: Channel; recordedBy: number | null },
  actor: Actor,
): Promise<RecordResult> {
  // Locks the account, so that of two choices at once one is the last.
  const details = await detailsOf(trx, userId);
  const possible = possibleWays(details).map(({ way }) => way);
  if (!ways.every((way) => possible.includes(way))) return { kind: 'way-unknown' };
  const given = ways.length > 0;
  if (isSame((await consentsOf(trx, userId))[purpose], given, ways)) return { kind: 'unchanged' };
  const { wording, version: wordingVersion } = purposeWords[purpose];
  const consent = { userId, purpose, given, ways, wording, wordingVersion, channel, recordedBy, at };
  await insertConsent(trx, consent);
  if (!given && isMailingPurpose(purpose)) {
    const hash = addressHash(pepper, details.email.value ?? '');
    await insertSuppression(trx, { hash, purpose, at });
  }
  const facts = { purpose, given, ways: ways.length, channel };
  await recordEvent(trx, actor, { type: 'user', id: userId }, facts);
  return { kind: 'recorded' };
}
