import type { Knex } from 'knex';
import type { Objection, ObjectionDecision, ObjectionState } from './objection.ts';

function objections(db: Knex): Knex.QueryBuilder<object, Objection[]> {
  const query: unknown = db('objections')
    .join({ people: 'users' }, 'people.id', 'objections.user_id')
    .leftJoin({ deciders: 'users' }, 'deciders.id', 'objections.decided_by')
    .leftJoin({ asked: 'rights_requests' }, 'asked.id', 'objections.rights_request_id')
    .select({
      ...{ id: 'objections.id', userId: 'objections.user_id', name: db.raw('marked_name(people.id)') },
      ...{ reference: 'asked.reference', purpose: 'purpose', reasons: 'reasons', raisedAt: 'raised_at' },
      ...{ state: 'state', decidedAt: 'decided_at', decidedBy: 'deciders.name' },
      decisionReasons: 'decision_reasons',
    });
  return query as Knex.QueryBuilder<object, Objection[]>;
}

/** In a transaction its row stays locked. */
export async function objectionBy(db: Knex | Knex.Transaction, id: number): Promise<Objection | null> {
  if (db.isTransaction) await db('objections').where({ id }).forUpdate().select('id');
  const [row] = await objections(db).where('objections.id', id);
  return row ?? null;
}

/** All of a person's, the newest first. */
export async function objectionsOf(db: Knex, userId: number): Promise<Objection[]> {
  return objections(db).where('objections.user_id', userId).orderBy('objections.id', 'desc');
}

/** Those that are being checked, the oldest first; then the others, the newest first. */
export async function objectionsShown(
  db: Knex,
  { limit, offset }: { limit: number; offset: number },
): Promise<Objection[]> {
  return objections(db)
    .orderByRaw(
      `state <> 'checking', case when state = 'checking' then objections.id end, objections.id desc`,
    )
    .limit(limit)
    .offset(offset);
}

export async function objectionCounts(db: Knex): Promise<{ all: number; open: number; oldest: Date | null }> {
  return db('objections').first<{ all: number; open: number; oldest: Date | null }>(
    db.raw('count(*) as "all"'),
    db.raw(`count(*) filter (where state = 'checking') as open`),
    db.raw(`min(raised_at) filter (where state = 'checking') as oldest`),
  );
}

/** Whether this person's objection to a use is being checked or was upheld. */
export async function isObjectedTo(db: Knex, userId: number, purpose: string): Promise<boolean> {
  const row = await db('objections')
    .where({ user_id: userId, purpose })
    .whereIn('state', ['checking', 'upheld'])
    .first<{ id: number } | undefined>('id');
  return row !== undefined;
}

export interface NewObjection {
  userId: number;
  requestId: number | null;
  purpose: string;
  reasons: string | null;
  state: Extract<ObjectionState, 'at-once' | 'checking'>;
  /** Who at OCC wrote it down; null where the person did it themselves. */
  enteredBy: number | null;
  at: Date;
}

export async function insertObjection(trx: Knex.Transaction, objection: NewObjection): Promise<number> {
  const { userId, requestId, purpose, reasons, state, enteredBy, at } = objection;
  const [row] = await trx('objections')
    .insert({
      ...{ user_id: userId, rights_request_id: requestId, purpose, reasons, state },
      ...{ raised_at: at, entered_by: enteredBy },
    })
    .returning<{ id: number }[]>('id');
  if (!row) throw new Error('No objection was added.');
  return row.id;
}

export async function setDecided(
  trx: Knex.Transaction,
  id: number,
  { decision, reasons, by, at }: { decision: ObjectionDecision; reasons: string; by: number; at: Date },
): Promise<void> {
  await trx('objections')
    .where({ id })
    .update({ state: decision, decision_reasons: reasons, decided_by: by, decided_at: at });
}

/** Whether somebody has choices about contact, which those of the authorities have. */
export async function hasChoices(db: Knex, userId: number): Promise<boolean> {
  const row = await db('users')
    .where({ id: userId })
    .whereNotNull('authority_id')
    .first<{ id: number } | undefined>('id');
  return row !== undefined;
}
