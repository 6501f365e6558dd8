import type { Knex } from 'knex';
import type { ChangeSide, EmailChange } from './email-change.ts';

interface EmailChangeRow {
  id: number;
  user_id: number;
  old_email: string;
  new_email: string;
  asked_at: Date;
  new_confirmed_at: Date | null;
  old_confirmed_at: Date | null;
  confirmed_at: Date | null;
  stopped_at: Date | null;
}

export interface NewEmailChange {
  userId: number;
  oldEmail: string;
  newEmail: string;
  confirmHash: Buffer;
  stopHash: Buffer;
  askedAt: Date;
}

export async function insertEmailChange(trx: Knex.Transaction, change: NewEmailChange): Promise<void> {
  await trx('email_changes').insert({
    user_id: change.userId,
    old_email: change.oldEmail,
    new_email: change.newEmail,
    confirm_hash: change.confirmHash,
    stop_hash: change.stopHash,
    asked_at: change.askedAt,
  });
}

/** How many changes an account has asked for since then. Lets one transaction at a time ask for the account. */
export async function countEmailChanges(trx: Knex.Transaction, userId: number, since: Date): Promise<number> {
  await trx('users').where({ id: userId }).forUpdate().select('id');
  const row = await trx('email_changes')
    .where({ user_id: userId })
    .where('asked_at', '>', since)
    .count<{ count: number }[]>('* as count')
    .first();
  return row?.count ?? 0;
}

/** Whether an account other than the asker's has the address, however it is capitalised. */
export async function isEmailTaken(db: Knex, userId: number, email: string): Promise<boolean> {
  const row = await db('users')
    .whereRaw('lower(email) = lower(?)', [email])
    .whereNot({ id: userId })
    .first<{ id: number } | undefined>('id');
  return row !== undefined;
}

/** The change behind a link's hash; in a transaction its row stays locked. */
export async function emailChangeBehind(
  db: Knex | Knex.Transaction,
  link: 'confirm_hash' | 'stop_hash',
  hash: Buffer,
): Promise<EmailChange | null> {
  const query = db('email_changes').where(link, hash).first<EmailChangeRow | undefined>();
  const row = await (db.isTransaction ? query.forUpdate() : query);
  if (!row) return null;
  return {
    id: row.id,
    userId: row.user_id,
    oldEmail: row.old_email,
    newEmail: row.new_email,
    askedAt: row.asked_at,
    newConfirmedAt: row.new_confirmed_at,
    oldConfirmedAt: row.old_confirmed_at,
    confirmedAt: row.confirmed_at,
    stoppedAt: row.stopped_at,
  };
}

const sideColumn = { new: 'new_confirmed_at', old: 'old_confirmed_at' } as const;

/** Notes that one of the two addresses has confirmed. */
export async function markSideConfirmed(
  trx: Knex.Transaction,
  id: number,
  side: ChangeSide,
  at: Date,
): Promise<void> {
  await trx('email_changes')
    .where({ id })
    .update({ [sideColumn[side]]: at });
}

/** Notes that the change took effect. */
export async function markEmailChanged(trx: Knex.Transaction, id: number, at: Date): Promise<void> {
  await trx('email_changes').where({ id }).update({ confirmed_at: at });
}

/** Ends a change, and with it those that the account asked for later: they began from an address that was not its owner's. */
export async function markEmailChangesStopped(
  trx: Knex.Transaction,
  { id, userId }: EmailChange,
  at: Date,
): Promise<void> {
  await trx('email_changes')
    .where({ user_id: userId, stopped_at: null })
    .where('id', '>=', id)
    .update({ stopped_at: at });
}

/** Ends the changes that were asked for before and are not confirmed: the last one counts. */
export async function dropOpenEmailChanges(trx: Knex.Transaction, userId: number, at: Date): Promise<void> {
  await trx('email_changes')
    .where({ user_id: userId, confirmed_at: null, stopped_at: null })
    .update({ stopped_at: at });
}

/** False when another account has the address by now; then nothing is changed. */
export async function updateEmail(trx: Knex.Transaction, userId: number, email: string): Promise<boolean> {
  const changed = await trx('users')
    .where({ id: userId })
    .whereRaw(
      'not exists (select 1 from users other where lower(other.email) = lower(?) and other.id <> ?)',
      [email, userId],
    )
    .update({ email });
  return changed === 1;
}
