import type { Knex } from 'knex';
import { addressHash, type MailingPurpose } from './objection.ts';
import { LATEST_CONSENTS } from './store.ts';

/** Somebody who may be written to by e-mail at this moment. */
export interface Reader {
  userId: number;
  name: string;
  email: string;
}

interface Candidate extends Reader {
  at: Date;
  /** The yes was said before the account had this address: whoever had that then said nothing. */
  is_older_than_address: boolean;
}

/**
 * Those who may be written to now: whose last word on the purpose is yes, by e-mail, whose account is open, whose data may
 * be used for it (P74), and whose address nobody has objected for since. An objection for an address holds for whoever
 * comes to have it, until they say yes there (P40). @param only ids of accounts to look among; everybody without it
 */
export async function readersOf(
  db: Knex,
  pepper: Buffer,
  purpose: MailingPurpose,
  only?: readonly number[],
): Promise<Reader[]> {
  const people = await candidates(db, purpose, only);
  const hashes = people.map(({ email }) => addressHash(pepper, email));
  const rows = await db('suppressions')
    .where({ purpose })
    .whereRaw('address_hash = any (?)', [hashes])
    .select<{ address_hash: Buffer; at: Date }[]>('address_hash', 'at');
  const objected = new Map(rows.map(({ address_hash: hash, at }) => [hash.toString('base64'), at]));
  return people.flatMap(({ at, is_older_than_address: isOlder, ...reader }, place) => {
    const since = objected.get(hashes[place]?.toString('base64') ?? '');
    return since && (isOlder || since >= at) ? [] : [reader];
  });
}

async function candidates(db: Knex, purpose: MailingPurpose, only?: readonly number[]): Promise<Candidate[]> {
  const query = db
    .from(db.raw(`(${LATEST_CONSENTS}) as latest`, [purpose]))
    .join(db.raw('usable_people(?) as users', [purpose]), 'users.id', 'latest.user_id')
    .where('latest.given', true)
    .whereRaw(`'email' = any (latest.ways)`)
    .whereNull('users.closed_at')
    .orderBy('users.id')
    .select<Candidate[]>(
      ...[{ userId: 'users.id' }, 'users.name', 'users.email', 'latest.at'],
      db.raw(
        `exists (select from personal_fields where user_id = users.id and field = 'email' and set_at > latest.at)
         as is_older_than_address`,
      ),
    );
  if (only) void query.whereIn('users.id', [...only]);
  return query;
}

/**
 * The next accounts that ever said anything on the purpose, locked until the transaction ends: what they say now cannot
 * change while they are written to.
 */
export async function lockNextAccounts(
  trx: Knex.Transaction,
  purpose: MailingPurpose,
  { after, limit }: { after: number; limit: number },
): Promise<number[]> {
  return trx('users')
    .where('id', '>', after)
    .whereExists(trx('consents').whereRaw('user_id = users.id').where({ purpose }))
    .orderBy('id')
    .limit(limit)
    .forShare()
    .pluck<number[]>('id');
}

/** Keeps the latest objection of an address. */
export async function insertSuppression(
  trx: Knex.Transaction,
  { hash, purpose, at }: { hash: Buffer; purpose: MailingPurpose; at: Date },
): Promise<void> {
  await trx('suppressions')
    .insert({ address_hash: hash, purpose, at })
    .onConflict(['address_hash', 'purpose'])
    .merge();
}

export async function isAccountThere(trx: Knex.Transaction, userId: number): Promise<boolean> {
  const row = await trx('users').where({ id: userId }).first<{ id: number } | undefined>('id');
  return row !== undefined;
}
