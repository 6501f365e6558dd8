import type { Knex } from 'knex';
import type { Channel, Consent, Consents } from './consent.ts';
import type { Purpose, Topic, Way } from './purposes.ts';

/** What each person last said of a purpose, as a sub-query with one binding, the purpose: user_id, given, ways, at. */
export const LATEST_CONSENTS = `
  select distinct on (user_id) user_id, given, ways, at from consents where purpose = ? order by user_id, id desc`;

/** What a person last said of each purpose. */
export async function consentsOf(db: Knex, userId: number): Promise<Consents> {
  const rows = await db('consents')
    .where({ user_id: userId })
    .distinctOn('purpose')
    .orderBy([{ column: 'purpose' }, { column: 'id', order: 'desc' }])
    .select<Consent[]>('purpose', 'given', 'ways', 'channel', 'at');
  return Object.fromEntries(rows.map((row) => [row.purpose, row]));
}

/** All choices of a person, the newest first. */
export async function historyOf(db: Knex, userId: number): Promise<Consent[]> {
  return db('consents')
    .where({ user_id: userId })
    .orderBy('id', 'desc')
    .select<Consent[]>('purpose', 'given', 'ways', 'channel', 'at');
}

export interface NewConsent {
  userId: number;
  purpose: Purpose;
  given: boolean;
  ways: readonly Way[];
  wording: string;
  wordingVersion: number;
  channel: Channel;
  /** The member of staff who wrote it down; null when the person chose it themselves. */
  recordedBy: number | null;
  at: Date;
}

export async function insertConsent(trx: Knex.Transaction, consent: NewConsent): Promise<void> {
  await trx('consents').insert({
    user_id: consent.userId,
    purpose: consent.purpose,
    given: consent.given,
    ways: [...consent.ways],
    wording: consent.wording,
    wording_version: consent.wordingVersion,
    channel: consent.channel,
    recorded_by: consent.recordedBy,
    at: consent.at,
  });
}

export async function interestsOf(db: Knex, userId: number): Promise<Topic[]> {
  return db('interests').where({ user_id: userId }).orderBy('topic').pluck('topic');
}

export async function replaceInterests(
  trx: Knex.Transaction,
  { userId, chosen, at }: { userId: number; chosen: readonly Topic[]; at: Date },
): Promise<void> {
  await trx('interests').where({ user_id: userId }).whereNotIn('topic', chosen).delete();
  if (chosen.length === 0) return;
  await trx('interests')
    .insert(chosen.map((topic) => ({ user_id: userId, topic, chosen_at: at })))
    .onConflict(['user_id', 'topic'])
    .ignore();
}

/** Whom staff write a choice down for: people who have choices, those of the authorities. */
export async function personWithChoices(
  db: Knex,
  userId: number,
): Promise<{ id: number; name: string; email: string; authority: string } | undefined> {
  return db('users')
    .join('authorities', 'authorities.id', 'users.authority_id')
    .where('users.id', userId)
    .first<{ id: number; name: string; email: string; authority: string } | undefined>(
      'users.id',
      db.raw('marked_name(users.id) as name'),
      'users.email',
      'authorities.name as authority',
    );
}
