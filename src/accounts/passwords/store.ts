import type { Knex } from 'knex';
import type { PasswordReset } from './reset.ts';

export async function insertReset(
  trx: Knex.Transaction,
  reset: { userId: number; tokenHash: Buffer; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await trx('password_resets').insert({
    user_id: reset.userId,
    token_hash: reset.tokenHash,
    created_at: reset.createdAt,
    expires_at: reset.expiresAt,
  });
}

interface ResetRow {
  id: number;
  user_id: number;
  email: string;
  name: string;
  authority: string | null;
  has_second_factor: boolean;
  expires_at: Date;
  used_at: Date | null;
}

/** The link behind a token's hash, used or not; in a transaction its row stays locked until the end. */
export async function resetBehind(
  db: Knex | Knex.Transaction,
  tokenHash: Buffer,
): Promise<PasswordReset | null> {
  const query = db('password_resets as resets')
    .join('users', 'users.id', 'resets.user_id')
    .leftJoin('authorities', 'authorities.id', 'users.authority_id')
    .leftJoin('second_factors', 'second_factors.user_id', 'users.id')
    .where({ token_hash: tokenHash })
    .first<ResetRow>(
      'resets.*',
      'users.email',
      'users.name',
      'authorities.name as authority',
      db.raw('second_factors.user_id is not null as has_second_factor'),
    );
  const row = (await (db.isTransaction ? query.forUpdate('resets') : query)) as ResetRow | undefined;
  if (!row) return null;
  const { id, email, name, authority, user_id: userId, has_second_factor: hasSecondFactor } = row;
  const times = { expiresAt: row.expires_at, usedAt: row.used_at };
  return { id, userId, email, name, authority, hasSecondFactor, ...times };
}

export async function markResetUsed(trx: Knex.Transaction, id: number, at: Date): Promise<void> {
  await trx('password_resets').where({ id }).update({ used_at: at });
}

/** Ends every link that the person could still use. */
export async function endResets(trx: Knex.Transaction, userId: number, at: Date): Promise<void> {
  await trx('password_resets')
    .where({ user_id: userId, used_at: null })
    .where('expires_at', '>', at)
    .update({ expires_at: at });
}
