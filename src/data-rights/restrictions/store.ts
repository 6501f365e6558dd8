import type { Knex } from 'knex';
import type { Day } from '../rules/days.ts';
import { untoldIn } from '../recipients/store.ts';
import type { Restriction, RestrictionGround, TellingWay } from './restriction.ts';

function restrictions(db: Knex): Knex.QueryBuilder<object, Restriction[]> {
  const query: unknown = db('restrictions')
    .join({ people: 'users' }, 'people.id', 'restrictions.user_id')
    .join({ starters: 'users' }, 'starters.id', 'restrictions.started_by')
    .leftJoin({ asked: 'rights_requests' }, 'asked.id', 'restrictions.rights_request_id')
    .select(
      {
        ...{ id: 'restrictions.id', userId: 'restrictions.user_id', name: db.raw('marked_name(people.id)') },
        ...{ reference: 'asked.reference', ground: 'ground', note: 'note' },
        ...{ startedAt: 'started_at', toldOn: 'told_on', toldWay: 'told_way' },
        ...{ endedAt: 'ended_at', endReason: 'end_reason' },
      },
      db.raw(`coalesce(starters.name, 'Somebody whose account was removed') as "startedBy",
        ${untoldIn('restriction')} as untold`),
    );
  return query as Knex.QueryBuilder<object, Restriction[]>;
}

/** In a transaction its row stays locked. */
export async function restrictionBy(db: Knex | Knex.Transaction, id: number): Promise<Restriction | null> {
  if (db.isTransaction) await db('restrictions').where({ id }).forUpdate().select('id');
  const [row] = await restrictions(db).where('restrictions.id', id);
  return row ?? null;
}

/** All of a person's, the newest first. */
export async function restrictionsOf(db: Knex, userId: number): Promise<Restriction[]> {
  return restrictions(db).where('restrictions.user_id', userId).orderBy('restrictions.id', 'desc');
}

/** Those in force, the oldest first; then those that were lifted, the newest first. */
export async function restrictionsShown(
  db: Knex,
  { limit, offset }: { limit: number; offset: number },
): Promise<Restriction[]> {
  return restrictions(db)
    .orderByRaw(
      `ended_at is not null, case when ended_at is null then started_at end, ended_at desc, restrictions.id`,
    )
    .limit(limit)
    .offset(offset);
}

export async function restrictionCounts(
  db: Knex,
): Promise<{ all: number; open: number; oldest: Date | null }> {
  return db('restrictions').first<{ all: number; open: number; oldest: Date | null }>(
    db.raw('count(*) as "all"'),
    db.raw('count(*) filter (where ended_at is null) as open'),
    db.raw('min(started_at) filter (where ended_at is null) as oldest'),
  );
}

/** Whether a limit on this person's data is in force, on a ground or on any. */
export async function isRestricted(db: Knex, userId: number, ground?: RestrictionGround): Promise<boolean> {
  const row = await db('restrictions')
    .where({ user_id: userId, ended_at: null, ...(ground && { ground }) })
    .first<{ id: number } | undefined>('id');
  return row !== undefined;
}

export interface NewRestriction {
  userId: number;
  requestId: number | null;
  ground: RestrictionGround;
  note: string | null;
}

export async function insertRestriction(
  trx: Knex.Transaction,
  { userId, requestId, ground, note }: NewRestriction,
  by: { userId: number; at: Date },
): Promise<number> {
  const [row] = await trx('restrictions')
    .insert({
      ...{ user_id: userId, rights_request_id: requestId, ground, note },
      ...{ started_at: by.at, started_by: by.userId },
    })
    .returning<{ id: number }[]>('id');
  if (!row) throw new Error('No restriction was added.');
  return row.id;
}

export async function setTold(
  trx: Knex.Transaction,
  id: number,
  { on, way, by }: { on: Day; way: TellingWay; by: number },
): Promise<void> {
  await trx('restrictions').where({ id }).update({ told_on: on, told_way: way, told_by: by });
}

export async function setLifted(
  trx: Knex.Transaction,
  id: number,
  { reason, userId, at }: { reason: string; userId: number; at: Date },
): Promise<void> {
  await trx('restrictions').where({ id }).update({ ended_at: at, ended_by: userId, end_reason: reason });
}

/** Whose data is limited for a legal claim, and so not deleted either. */
export async function peopleHeldForClaims(db: Knex): Promise<number[]> {
  return db('restrictions')
    .where({ ground: 'legal-claims', ended_at: null })
    .distinct('user_id')
    .pluck<number[]>('user_id');
}

/** How many limits for a legal claim keep these people's data from being removed (C22). */
export async function heldForClaims(db: Knex, people: readonly number[]): Promise<number> {
  const row = await db('restrictions')
    .whereRaw('user_id = any(?)', [[...people]])
    .where({ ground: 'legal-claims', ended_at: null })
    .count<{ count: number }[]>()
    .first();
  return row?.count ?? 0;
}
