import type { Knex } from 'knex';
import { accountFrom, accounts, knownBy, type Account, type AccountState } from '../../accounts/index.ts';
import type { UserFilter } from './forms.ts';

/** Accounts that a search finds, by name. */
export async function usersMatching(
  db: Knex,
  filter: UserFilter,
  now: Date,
  page: { limit: number; offset: number },
): Promise<Account[]> {
  const query = narrowed(accounts(db), filter, now)
    .orderByRaw('lower(users.name), users.id')
    .limit(page.limit)
    .offset(page.offset);
  return ((await query) as unknown[]).map(accountFrom);
}

export async function userCount(db: Knex, filter: UserFilter, now: Date): Promise<number> {
  const from = db('users')
    .leftJoin('authorities', 'authorities.id', 'users.authority_id')
    .whereNotNull('users.email');
  const row = (await narrowed(from, filter, now).count({ count: '*' }).first()) as
    { count: number } | undefined;
  return row?.count ?? 0;
}

/** Sessions of a person that go on. */
export async function sessionCount(db: Knex, userId: number, now: Date): Promise<number> {
  const row = await db('sessions')
    .where({ user_id: userId })
    .where('expire', '>=', now)
    .count<{ count: number }[]>()
    .first();
  return row?.count ?? 0;
}

export interface SentInvitation {
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
}

/** The newest first. */
export async function invitationsOf(db: Knex, userId: number): Promise<SentInvitation[]> {
  return db('invitations')
    .where({ user_id: userId })
    .orderBy('id', 'desc')
    .limit(10)
    .select<SentInvitation[]>({ createdAt: 'created_at', expiresAt: 'expires_at', usedAt: 'used_at' });
}

/** What accountState says, as SQL. */
const stateConditions: Readonly<Record<AccountState, string>> = {
  closed: 'users.closed_at is not null',
  'in-use': 'users.closed_at is null and users.password_hash is not null',
  invited: `users.closed_at is null and users.password_hash is null
    and exists (select from invitations where user_id = users.id and expires_at > :now)`,
  'invitation-over': `users.closed_at is null and users.password_hash is null
    and not exists (select from invitations where user_id = users.id and expires_at > :now)`,
};

function narrowed(
  query: Knex.QueryBuilder,
  { words, authority, role, state }: UserFilter,
  now: Date,
): Knex.QueryBuilder {
  knownBy(query, words);
  if (authority !== '') query.where('authorities.code', authority);
  if (role !== null) query.where('users.role', role);
  if (state !== null)
    query.whereRaw(stateConditions[state], stateConditions[state].includes(':now') ? { now } : {});
  return query;
}
