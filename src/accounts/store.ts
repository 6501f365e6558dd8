import type { Knex } from 'knex';
import type { Pool } from 'pg';
import type { Invitation } from './passwords/invitation.ts';
import { paths } from '../paths.ts';
import { needsSecondFactor, permissionsWhile, type Role } from './permissions.ts';
import type { User } from './user.ts';

export interface UserRow {
  id: number;
  email: string;
  name: string;
  role: Role;
  authority_id: number | null;
  code: string;
  authority_name: string;
  authority_type: string;
  region: string;
  has_second_factor: boolean;
  is_restricted: boolean;
}

export const userColumns = `
  users.id, users.email, users.name, users.role, users.authority_id,
  authorities.code, authorities.name as authority_name, authorities.authority_type, authorities.region,
  second_factors.user_id is not null as has_second_factor,
  exists (select from restricted_users where restricted_users.user_id = users.id) as is_restricted`;

/** Where the columns come from: an account that was closed is nobody's. */
export const userTables = `
  (select * from users where closed_at is null) as users
  left join authorities on authorities.id = users.authority_id
  left join second_factors on second_factors.user_id = users.id`;

export async function loadUser(pool: Pool, id: number): Promise<User | null> {
  const { rows } = await pool.query<UserRow>(`select ${userColumns} from ${userTables} where users.id = $1`, [
    id,
  ]);
  return rows[0] ? userOf(rows[0]) : null;
}

export function userOf(row: UserRow): User {
  const { id, name, email, role, has_second_factor: hasSecondFactor, is_restricted: isRestricted } = row;
  const authority =
    row.authority_id === null
      ? null
      : {
          id: row.authority_id,
          code: row.code,
          name: row.authority_name,
          type: row.authority_type,
          region: row.region,
        };
  const mustFirst = !hasSecondFactor && needsSecondFactor(role) ? paths.secondFactor : null;
  const may = permissionsWhile(role, isRestricted);
  return { id, name, email, role, authority, ...may, isRestricted, hasSecondFactor, mustFirst };
}

export interface Credentials {
  userId: number;
  passwordHash: string | null;
}

/** Of an account that is open: one that was closed is answered like one that never was. */
export async function credentialsOf(db: Knex, email: string): Promise<Credentials | null> {
  const row = await db<{ id: number; email: string; password_hash: string | null }>('users')
    .select('id', 'password_hash')
    .whereRaw('lower(email) = lower(?) and closed_at is null', [email])
    .first();
  return row ? { userId: row.id, passwordHash: row.password_hash } : null;
}

/** Puts the same password's hash in place of an older one, unless the password was changed meanwhile. */
export async function replacePasswordHash(
  db: Knex,
  { userId, old, fresh }: { userId: number; old: string; fresh: string },
): Promise<void> {
  await db('users').where({ id: userId, password_hash: old }).update({ password_hash: fresh });
}

/** Whom a letter about an account is to. */
export async function addressee(db: Knex, userId: number): Promise<{ email: string; name: string }> {
  const row = await db<{ id: number; email: string; name: string }>('users')
    .where({ id: userId })
    .first('email', 'name');
  if (!row) throw new Error(`There is no user ${userId}.`);
  return row;
}

/** Notes that the owner was told of failed sign-ins; false when that was done since a time. */
export async function markWarned(
  trx: Knex.Transaction,
  userId: number,
  now: Date,
  since: Date,
): Promise<boolean> {
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    'update users set warned_at = ? where id = ? and (warned_at is null or warned_at <= ?)',
    [now, userId, since],
  );
  return rowCount === 1;
}

/** Notes when somebody was last let in, for those who look after accounts. */
export async function markSignedIn(trx: Knex.Transaction, userId: number, at: Date): Promise<void> {
  await trx('users').where({ id: userId }).update({ last_signed_in_at: at });
}

export interface NewUserRow {
  email: string;
  name: string;
  role: Role;
  authorityId: number | null;
}

/** Null when somebody has the address already, however it is capitalised. */
export async function insertUser(trx: Knex.Transaction, user: NewUserRow): Promise<number | null> {
  const { rows } = await trx.raw<{ rows: { id: number }[] }>(
    `insert into users (email, name, role, authority_id) values (?, ?, ?, ?)
     on conflict (lower(email)) do nothing returning id`,
    [user.email, user.name, user.role, user.authorityId],
  );
  return rows[0]?.id ?? null;
}

export async function updatePasswordHash(trx: Knex.Transaction, userId: number, hash: string): Promise<void> {
  await trx('users').where({ id: userId }).update({ password_hash: hash });
}

export async function insertInvitation(
  trx: Knex.Transaction,
  invitation: { userId: number; tokenHash: Buffer; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await trx('invitations').insert({
    user_id: invitation.userId,
    token_hash: invitation.tokenHash,
    created_at: invitation.createdAt,
    expires_at: invitation.expiresAt,
  });
}

interface InvitationRow {
  id: number;
  user_id: number;
  email: string;
  name: string;
  expires_at: Date;
  used_at: Date | null;
}

/** The invitation behind a token's hash, used or not; in a transaction its row stays locked until the end. */
export async function invitationBehind(
  db: Knex | Knex.Transaction,
  tokenHash: Buffer,
): Promise<Invitation | null> {
  const query = db('invitations')
    .join('users', 'users.id', 'invitations.user_id')
    .where({ token_hash: tokenHash })
    .first<InvitationRow>('invitations.*', 'users.email', 'users.name');
  const row = (await (db.isTransaction ? query.forUpdate('invitations') : query)) as
    InvitationRow | undefined;
  if (!row) return null;
  const { id, email, name } = row;
  return { id, userId: row.user_id, email, name, expiresAt: row.expires_at, usedAt: row.used_at };
}

export async function markInvitationUsed(trx: Knex.Transaction, id: number, at: Date): Promise<void> {
  await trx('invitations').where({ id }).update({ used_at: at });
}

/** Ends every link that the person could still use. */
export async function endInvitations(trx: Knex.Transaction, userId: number, at: Date): Promise<void> {
  await trx('invitations')
    .where({ user_id: userId, used_at: null })
    .where('expires_at', '>', at)
    .update({ expires_at: at });
}
