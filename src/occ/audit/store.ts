import type { Knex } from 'knex';
import type { AuditFilter } from './forms.ts';

/** An event of the trail, with its place in the chain. */
export interface TrailEvent {
  position: number;
  at: Date;
  actorId: number | null;
  action: string;
  subjectType: string;
  subjectId: string;
  details: Record<string, string | number | boolean | null>;
}

/** The newest first, from before a position on. */
export async function trailEvents(
  db: Knex,
  filter: AuditFilter,
  { before, limit }: { before: number | null; limit: number },
): Promise<TrailEvent[]> {
  const query = db('audit_events')
    .join('audit_chain', 'audit_chain.event_id', 'audit_events.id')
    .orderBy('position', 'desc')
    .limit(limit);
  if (before !== null) query.where('position', '<', before);
  return narrowed(query, filter).select<TrailEvent[]>('position', 'at', 'action', 'details', {
    ...{ actorId: 'actor_id', subjectType: 'subject_type', subjectId: 'subject_id' },
  });
}

function narrowed(query: Knex.QueryBuilder, filter: AuditFilter): Knex.QueryBuilder {
  const { action, subjectType, subjectId, actor, from, until } = filter;
  if (action !== '') query.whereRaw('(action = ? or starts_with(action, ?))', [action, `${action}.`]);
  if (subjectType !== '') query.where('subject_type', subjectType);
  if (subjectId !== '') query.where('subject_id', subjectId);
  if (actor !== null) query.where('actor_id', actor);
  if (from !== '') query.whereRaw(`at >= cast(? as date)::timestamp at time zone 'Europe/London'`, [from]);
  if (until !== '')
    query.whereRaw(`at < (cast(? as date) + 1)::timestamp at time zone 'Europe/London'`, [until]);
  return query;
}

export interface Verification {
  askedAt: Date;
  /** Number of the account that asked. */
  askedBy: number | null;
  finishedAt: Date | null;
  isWhole: boolean | null;
  sentence: string | null;
}

export async function addVerification(
  trx: Knex.Transaction,
  { askedAt, askedBy }: { askedAt: Date; askedBy: number },
): Promise<number> {
  const [row] = await trx('audit_verifications')
    .insert({ asked_at: askedAt, asked_by: askedBy })
    .returning<{ id: number }[]>('id');
  if (!row) throw new Error('The verification was not kept.');
  return row.id;
}

/** Whether one was asked for since a time and has not ended. */
export async function isVerifying(db: Knex, since: Date): Promise<boolean> {
  const row = await db('audit_verifications')
    .whereNull('finished_at')
    .where('asked_at', '>', since)
    .first<{ id: number } | undefined>('id');
  return row !== undefined;
}

export async function finishVerification(
  db: Knex,
  id: number,
  verdict: { finishedAt: Date; isWhole: boolean; sentence: string },
): Promise<void> {
  await db('audit_verifications')
    .where({ id })
    .update({ finished_at: verdict.finishedAt, is_whole: verdict.isWhole, sentence: verdict.sentence });
}

/** The newest first. */
export async function lastVerifications(db: Knex, limit: number): Promise<Verification[]> {
  return db('audit_verifications')
    .orderBy('id', 'desc')
    .limit(limit)
    .select<Verification[]>('sentence', {
      ...{ askedAt: 'asked_at', askedBy: 'asked_by', finishedAt: 'finished_at', isWhole: 'is_whole' },
    });
}
