import type { Knex } from 'knex';
import type { Fault, FaultWord } from './fault.ts';

export type LetterState = 'queued' | 'sent' | 'dead' | 'given-up';

/** A letter of the outbox, without what it says or to which address. */
export interface OutboxEntry {
  id: number;
  userId: number | null;
  about: string;
  state: LetterState;
  attempts: number;
  lastFault: FaultWord | null;
  lastCode: number | null;
  queuedAt: Date;
  /** When it is tried next, or was last. */
  dueAt: Date;
  /** When it was sent, or last given up; null while it waits. */
  endedAt: Date | null;
  /** False once what it said is wiped. */
  hasContent: boolean;
}

interface OutboxRow {
  id: number;
  user_id: number | null;
  about: string;
  state: LetterState;
  attempts: number;
  last_fault: FaultWord | null;
  last_code: number | null;
  queued_at: Date;
  due_at: Date;
  ended_at: Date | null;
  has_content: boolean;
}

const columns = [
  ...['id', 'user_id', 'about', 'state', 'attempts', 'last_fault', 'last_code'],
  ...['queued_at', 'due_at', 'ended_at'],
];

interface BegunRow {
  content: Buffer;
  attempts: number;
  queued_at: Date;
  user_id: number | null;
  mailing_id: number | null;
  about: string;
  is_barred: boolean;
}

export interface BegunLetter {
  content: Buffer;
  attempts: number;
  queuedAt: Date;
  /** Of a mailing: which, and whose account it is to. */
  mailing: { mailingId: number; userId: number } | null;
  /** What occasions it, and whether the person's data may not be used for mail at present. */
  about: string;
  isBarred: boolean;
}

/** Counts one attempt before it is made, so that a letter that ends the process is not tried for ever. Null unless it waits. */
export async function beginAttempt(db: Knex, id: number): Promise<BegunLetter | null> {
  const [row] = await db('outbox')
    .where({ id, state: 'queued' })
    .increment('attempts', 1)
    .returning<BegunRow[]>([
      ...['content', 'attempts', 'queued_at', 'user_id', 'mailing_id', 'about'],
      // A number of an account that is in nobody's use for mail: restricted, or the use objected to.
      db.raw(`user_id is not null and not exists
        (select from usable_people('mail') as people where people.id = user_id) as is_barred`),
    ] as string[]);
  if (!row) return null;
  const { content, attempts, queued_at: queuedAt, user_id: userId, mailing_id: mailingId } = row;
  const { about, is_barred: isBarred } = row;
  const mailing = mailingId !== null && userId !== null ? { mailingId, userId } : null;
  return { content, attempts, queuedAt, mailing, about, isBarred };
}

export async function markSent(db: Knex, id: number, at: Date): Promise<void> {
  await db('outbox')
    .where({ id, state: 'queued' })
    .update({ state: 'sent', ended_at: at, content: null, last_fault: null, last_code: null });
}

/** @param dueAt when it is tried again */
export async function markLate(
  trx: Knex.Transaction,
  id: number,
  fault: Fault,
  dueAt: Date,
): Promise<boolean> {
  const changed = await trx('outbox')
    .where({ id, state: 'queued' })
    .update({ last_fault: fault.word, last_code: fault.code, due_at: dueAt });
  return changed > 0;
}

/** It goes to the dead letters, with its content. */
export async function markDead(db: Knex, id: number, fault: Fault, at: Date): Promise<void> {
  await db('outbox')
    .where({ id, state: 'queued' })
    .update({ state: 'dead', ended_at: at, last_fault: fault.word, last_code: fault.code });
}

/** Puts a dead letter whose content is still there among those that wait; false where there is none. */
export async function revive(trx: Knex.Transaction, id: number, at: Date): Promise<boolean> {
  const changed = await trx('outbox')
    .where({ id, state: 'dead' })
    .whereNotNull('content')
    .update({ state: 'queued', attempts: 0, due_at: at, ended_at: null });
  return changed > 0;
}

/** Wipes a letter that waits or is dead, for good; false where there is none. */
export async function giveUpLetter(trx: Knex.Transaction, id: number, at: Date): Promise<boolean> {
  const changed = await trx('outbox')
    .where({ id })
    .whereIn('state', ['queued', 'dead'])
    .update({ state: 'given-up', ended_at: at, content: null });
  return changed > 0;
}

/** Letters that should have been tried by then and were not; the longest late first. */
export async function lettersDueBefore(trx: Knex.Transaction, time: Date): Promise<number[]> {
  return trx('outbox')
    .where({ state: 'queued' })
    .where('due_at', '<', time)
    .orderBy('due_at')
    .limit(1000)
    .pluck<number[]>('id');
}

/** How many letters wait, and how many are dead. */
export async function outboxCounts(db: Knex): Promise<{ queued: number; dead: number }> {
  const rows = await db('outbox')
    .whereIn('state', ['queued', 'dead'])
    .groupBy('state')
    .select<{ state: LetterState; count: number }[]>('state', db.raw('count(*) as count'));
  const countOf = (state: LetterState): number => rows.find((row) => row.state === state)?.count ?? 0;
  return { queued: countOf('queued'), dead: countOf('dead') };
}

/** Letters that wait (the next to be tried first) or are dead (the newest first). */
export async function outboxEntries(
  db: Knex,
  state: 'queued' | 'dead',
  { limit, offset }: { limit: number; offset: number },
): Promise<OutboxEntry[]> {
  const order = state === 'queued' ? ('asc' as const) : ('desc' as const);
  const rows = await db('outbox')
    .where({ state })
    .orderBy([
      { column: 'due_at', order },
      { column: 'id', order },
    ])
    .limit(limit)
    .offset(offset)
    .select<OutboxRow[]>(...columns, db.raw('content is not null as has_content'));
  return rows.map((row) => ({
    ...{ id: row.id, userId: row.user_id, about: row.about, state: row.state, attempts: row.attempts },
    ...{ lastFault: row.last_fault, lastCode: row.last_code, hasContent: row.has_content },
    ...{ queuedAt: row.queued_at, dueAt: row.due_at, endedAt: row.ended_at },
  }));
}

/** Since when the oldest of the letters that could not be sent has been given up; null where there is none. */
export async function oldestDeadLetter(db: Knex): Promise<Date | null> {
  const row = await db('outbox')
    .where({ state: 'dead' })
    .min<{ at: Date | null }[]>({ at: 'ended_at' })
    .first();
  return row?.at ?? null;
}
