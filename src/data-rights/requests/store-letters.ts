import type { Knex } from 'knex';
import type { LetterKind, LetterText, RequestLetter, SendingWay } from './request-letter.ts';

function letters(db: Knex): Knex.QueryBuilder<object, RequestLetter[]> {
  const query: unknown = db('request_letters')
    .join('users', 'users.id', 'request_letters.written_by')
    .select<RequestLetter[]>(
      {
        ...{ id: 'request_letters.id', kind: 'kind', number: 'number', version: 'version' },
        ...{ subject: 'subject', body: 'body', writtenAt: 'written_at' },
        ...{ sentAt: 'sent_at', sentWay: 'sent_way' },
      },
      db.raw(`coalesce(users.name, 'Somebody whose account was removed') as "writtenBy"`),
    );
  return query as Knex.QueryBuilder<object, RequestLetter[]>;
}

/** Every version of every letter of a case, in the order of their writing. */
export async function lettersOf(db: Knex, requestId: number): Promise<RequestLetter[]> {
  return letters(db).where({ rights_request_id: requestId }).orderBy(['number', 'version']);
}

/** Adds the first version of a new letter; its number within the case. The case is locked by the caller. */
export async function addLetter(
  trx: Knex.Transaction,
  requestId: number,
  { kind, subject, body }: LetterText & { kind: LetterKind },
  by: { userId: number; at: Date },
): Promise<number> {
  const numbers = await trx('request_letters')
    .where({ rights_request_id: requestId })
    .pluck<number[]>('number');
  const number = Math.max(0, ...numbers) + 1;
  await trx('request_letters').insert({
    ...{ rights_request_id: requestId, kind, number, version: 1, subject, body },
    ...{ written_by: by.userId, written_at: by.at },
  });
  return number;
}

/** Adds a version: those before it stay as they are. */
export async function addVersion(
  trx: Knex.Transaction,
  requestId: number,
  letter: Pick<RequestLetter, 'kind' | 'number' | 'version'> & LetterText,
  by: { userId: number; at: Date },
): Promise<void> {
  const { kind, number, version, subject, body } = letter;
  await trx('request_letters').insert({
    ...{ rights_request_id: requestId, kind, number, version, subject, body },
    ...{ written_by: by.userId, written_at: by.at },
  });
}

/** @param readerId account in which it can be read from now on; null for other ways */
export async function setSent(
  trx: Knex.Transaction,
  id: number,
  sent: { way: SendingWay; readerId: number | null; userId: number; at: Date },
): Promise<void> {
  await trx('request_letters')
    .where({ id })
    .update({ sent_way: sent.way, sent_by: sent.userId, sent_at: sent.at, user_id: sent.readerId });
}

export interface OwnLetter extends LetterText {
  id: number;
  sentAt: Date;
  reference: string;
}

/** Letters that wait for a person in their account, the newest first. */
export async function lettersFor(db: Knex, userId: number): Promise<OwnLetter[]> {
  return ownLetters(db, userId).orderBy('request_letters.id', 'desc');
}

export async function letterFor(db: Knex, userId: number, id: number): Promise<OwnLetter | null> {
  const [letter] = await ownLetters(db, userId).where('request_letters.id', id);
  return letter ?? null;
}

function ownLetters(db: Knex, userId: number): Knex.QueryBuilder<object, OwnLetter[]> {
  const query: unknown = db('request_letters')
    .join('rights_requests', 'rights_requests.id', 'request_letters.rights_request_id')
    .where('request_letters.user_id', userId)
    .select<OwnLetter[]>({
      ...{ id: 'request_letters.id', subject: 'subject', body: 'body', sentAt: 'sent_at' },
      reference: 'rights_requests.reference',
    });
  return query as Knex.QueryBuilder<object, OwnLetter[]>;
}
