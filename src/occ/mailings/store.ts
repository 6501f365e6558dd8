import type { Knex } from 'knex';
import type { Mailing, MailingState, MailingText } from './mailing.ts';

const columns = {
  ...{ id: 'id', purpose: 'purpose', subject: 'subject', body: 'body', state: 'state' },
  ...{ createdAt: 'created_at', startedAt: 'started_at', endedAt: 'ended_at' },
  ...{ reached: 'reached', letters: 'letters' },
};

/** The newest first. */
export async function mailingsOf(
  db: Knex,
  { limit, offset }: { limit: number; offset: number },
): Promise<Mailing[]> {
  return db('mailings').orderBy('id', 'desc').limit(limit).offset(offset).select<Mailing[]>(columns);
}

export async function countMailings(db: Knex): Promise<number> {
  const row = await db('mailings').count<{ count: number }[]>('* as count').first();
  return row?.count ?? 0;
}

/** In a transaction its row stays locked. */
export async function mailingOf(db: Knex | Knex.Transaction, id: number): Promise<Mailing | undefined> {
  const query = db('mailings').where({ id }).first<Mailing | undefined>(columns);
  return db.isTransaction ? query.forUpdate() : query;
}

export async function insertMailing(
  trx: Knex.Transaction,
  { purpose, subject, body }: MailingText,
  { userId, at }: { userId: number; at: Date },
): Promise<number> {
  const [row] = await trx('mailings')
    .insert({ purpose, subject, body, created_by: userId, created_at: at })
    .returning<{ id: number }[]>('id');
  if (!row) throw new Error('A mailing was not added');
  return row.id;
}

export async function updateText(
  trx: Knex.Transaction,
  id: number,
  { purpose, subject, body }: MailingText,
): Promise<void> {
  await trx('mailings').where({ id }).update({ purpose, subject, body });
}

export async function setStarted(
  trx: Knex.Transaction,
  id: number,
  { userId, at }: { userId: number; at: Date },
): Promise<void> {
  await trx('mailings')
    .where({ id })
    .update({ state: 'sending', sent_by: userId, started_at: trx.raw('coalesce(started_at, ?)', [at]) });
}

export async function setState(trx: Knex.Transaction, id: number, state: MailingState): Promise<void> {
  await trx('mailings').where({ id }).update({ state });
}

export async function setEnded(trx: Knex.Transaction, id: number, at: Date): Promise<void> {
  await trx('mailings').where({ id }).update({ state: 'sent', ended_at: at });
}

export async function setReached(
  trx: Knex.Transaction,
  id: number,
  { reached, letters }: { reached: number; letters: number },
): Promise<void> {
  await trx('mailings').where({ id }).update({ reached }).increment('letters', letters);
}

/** How the letters of a mailing that are still in the outbox stand. */
export async function letterCounts(db: Knex, mailingId: number): Promise<Partial<Record<string, number>>> {
  const rows = await db('outbox')
    .where({ mailing_id: mailingId })
    .groupBy('state')
    .select<{ state: string; count: number }[]>('state', db.raw('count(*) as count'));
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}
