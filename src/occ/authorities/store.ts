import type { Knex } from 'knex';

/** An authority as OCC's people look it up. */
export interface ListedAuthority {
  id: number;
  code: string;
  name: string;
  type: string;
  region: string;
  /** Accounts in use or invited; closed ones are not counted. */
  accounts: number;
  leads: number;
  waitingRequests: number;
  /** When a file was last received that was not to be checked only; null when none was. */
  lastUploadAt: Date | null;
  terms: Terms;
}

/** Days, YYYY-MM-DD, each null where it is not known. */
export interface Terms {
  agreedOn: string | null;
  reviewOn: string | null;
  leftOn: string | null;
}

export async function writeTerms(trx: Knex.Transaction, authorityId: number, terms: Terms): Promise<void> {
  await trx('authority_terms')
    .insert({
      ...{ authority_id: authorityId, agreed_on: terms.agreedOn },
      ...{ review_on: terms.reviewOn, left_on: terms.leftOn },
    })
    .onConflict('authority_id')
    .merge();
}

/** The authorities whose name or code holds these words, by name. */
export async function authoritiesMatching(db: Knex, words: string): Promise<ListedAuthority[]> {
  const query = authorities(db).orderBy('authorities.name');
  for (const word of words.split(/\s+/).filter(Boolean))
    query.whereRaw(`strpos(lower(authorities.name || ' ' || authorities.code), lower(?)) > 0`, [word]);
  return (await query) as ListedAuthority[];
}

export async function authorityNamed(db: Knex, code: string): Promise<ListedAuthority | null> {
  const row = (await authorities(db).where('authorities.code', code).first()) as ListedAuthority | undefined;
  return row ?? null;
}

function authorities(db: Knex): Knex.QueryBuilder {
  return db('authorities').select({
    id: 'authorities.id',
    code: 'authorities.code',
    name: 'authorities.name',
    type: 'authorities.authority_type',
    region: 'authorities.region',
    accounts: openAccounts(db),
    leads: openAccounts(db).where({ role: 'lead' }),
    waitingRequests: db('account_requests')
      .count()
      .whereRaw(`authority_id = authorities.id and state = 'waiting'`),
    lastUploadAt: db('uploads')
      .max('received_at')
      .whereRaw('authority_id = authorities.id and not is_check_only'),
    terms: db.raw(`(select json_build_object('agreedOn', max(agreed_on), 'reviewOn', max(review_on),
      'leftOn', max(left_on)) from authority_terms where authority_id = authorities.id)`),
  });
}

/** Accounts that are open, of people who were not removed. */
function openAccounts(db: Knex): Knex.QueryBuilder {
  return db('users')
    .count()
    .whereRaw('authority_id = authorities.id and closed_at is null and email is not null');
}
