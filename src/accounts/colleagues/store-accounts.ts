import type { Knex } from 'knex';
import type { Role } from '../permissions.ts';
import type { StatementField } from '../your-account/statement.ts';
import type { Account } from './account.ts';

interface AccountRow {
  id: number;
  name: string;
  email: string;
  role: Role;
  authority_id: number | null;
  code: string;
  authority: string;
  created_at: Date;
  last_signed_in_at: Date | null;
  closed_at: Date | null;
  has_password: boolean;
  has_second_factor: boolean;
  invited_until: Date | null;
  restricted_since: Date | null;
  disputed: StatementField[];
}

/** An authority's accounts, closed ones at the end, then by name. */
export async function accountsOf(db: Knex, authorityId: number): Promise<Account[]> {
  const rows: unknown[] = await accounts(db)
    .where('users.authority_id', authorityId)
    .orderByRaw('closed_at is not null, lower(users.name), users.id');
  return rows.map(accountFrom);
}

/** What stands for the name and address of whoever's data is stored and not used. */
export const WITHHELD_NAME = 'Somebody whose data is not used at present';

/** An authority's accounts as its lead officers and colleagues see them: of one that is restricted, that it is there (P74). */
export async function colleaguesOf(db: Knex, authorityId: number): Promise<Account[]> {
  return (await accountsOf(db, authorityId)).map((account) =>
    account.restrictedSince
      ? {
          ...account,
          name: WITHHELD_NAME,
          email: '',
          lastSignedInAt: null,
          hasSecondFactor: false,
          disputed: [],
        }
      : account,
  );
}

/** @param authorityId only if the account is this authority's */
export async function accountOf(db: Knex, id: number, authorityId?: number): Promise<Account | null> {
  const query = accounts(db).where('users.id', id);
  if (authorityId !== undefined) query.where('users.authority_id', authorityId);
  const row = (await query.first()) as AccountRow | undefined;
  return row ? accountFrom(row) : null;
}

/** The account that has an address, however it is capitalised, closed or not. */
export async function accountWith(db: Knex, email: string): Promise<Account | null> {
  const row = (await accounts(db).whereRaw('lower(users.email) = lower(?)', [email]).first()) as
    AccountRow | undefined;
  return row ? accountFrom(row) : null;
}

/** Every account that has not been removed, with what its state is judged by: for lists, which add what they ask for. */
export function accounts(db: Knex): Knex.QueryBuilder {
  return (
    db('users')
      .leftJoin('authorities', 'authorities.id', 'users.authority_id')
      // A removed person's row has no address: it stands for nobody.
      .whereNotNull('users.email')
      .select(
        ...[
          'id',
          'name',
          'email',
          'role',
          'authority_id',
          'created_at',
          'last_signed_in_at',
          'closed_at',
        ].map((column) => `users.${column}`),
        ...['authorities.code', 'authorities.name as authority'],
        db.raw(`users.password_hash is not null as has_password,
        exists (select from second_factors where second_factors.user_id = users.id) as has_second_factor,
        (select max(expires_at) from invitations where invitations.user_id = users.id) as invited_until,
        (select since from restricted_users where restricted_users.user_id = users.id) as restricted_since,
        disputed_details(users.id) as disputed`),
      )
  );
}

export function accountFrom(row: unknown): Account {
  const found = row as AccountRow;
  return {
    ...{ id: found.id, name: found.name, email: found.email, role: found.role },
    authority:
      found.authority_id === null
        ? null
        : { id: found.authority_id, code: found.code, name: found.authority },
    createdAt: found.created_at,
    lastSignedInAt: found.last_signed_in_at,
    closedAt: found.closed_at,
    hasPassword: found.has_password,
    hasSecondFactor: found.has_second_factor,
    invitedUntil: found.invited_until,
    ...{ restrictedSince: found.restricted_since, disputed: found.disputed },
  };
}

/** Holds an account's row until the transaction ends, so that two who change it come one after the other. */
export async function holdAccount(trx: Knex.Transaction, id: number): Promise<void> {
  await trx('users').where({ id }).forUpdate().select('id');
}

/** Lets one transaction at a time take the last of a role away, administrator or lead officer; ends with it. */
export async function lockRoles(trx: Knex.Transaction): Promise<void> {
  await trx.raw(`select pg_advisory_xact_lock(hashtext('administrators'), 0)`);
}

const handedOver: ReadonlySet<Role> = new Set(['admin', 'lead']);

/**
 * Whether nobody else with an open account has the role, OCC's administrator or an authority's lead officer: those are not
 * given up before somebody has taken them over (full removal, C20). The roles are locked by the caller.
 */
export async function isLastOfRole(
  trx: Knex.Transaction,
  { id, role, authority }: Pick<Account, 'id' | 'role' | 'authority'>,
): Promise<boolean> {
  if (!handedOver.has(role)) return false;
  const other = await trx('users')
    .where({ role, authority_id: authority?.id ?? null, closed_at: null })
    .whereNot('id', id)
    .first<{ id: number } | undefined>('id');
  return other === undefined;
}

/** @param at null opens it again */
export async function setClosed(trx: Knex.Transaction, id: number, at: Date | null): Promise<void> {
  await trx('users').where({ id }).update({ closed_at: at });
}

export async function setRole(trx: Knex.Transaction, id: number, role: Role): Promise<void> {
  await trx('users').where({ id }).update({ role });
}

export async function invitationsSince(trx: Knex.Transaction, userId: number, since: Date): Promise<number> {
  const row = await trx('invitations')
    .where({ user_id: userId })
    .where('created_at', '>', since)
    .count<{ count: number }[]>()
    .first();
  return row?.count ?? 0;
}
