import type { Knex } from 'knex';
import { NOTICED, viewActions } from './bulk-view.ts';

const NEWEST = 2000;

/** How many people's pages somebody has opened since, each person counted once; their own does not count. */
export async function peopleOpened(db: Knex, actorId: number, since: Date): Promise<number> {
  // The newest alone, by the index: somebody who has worked here for years has tens of thousands.
  const newest = db('audit_events').where({ actor_id: actorId }).orderBy('id', 'desc').limit(NEWEST);
  const row = await db
    .from(newest.as('newest'))
    .where({ subject_type: 'user' })
    .whereIn('action', [...viewActions])
    .where('at', '>', since)
    .whereNot('subject_id', String(actorId))
    .first<{ count: number }>(db.raw('count(distinct subject_id) as count'));
  return row.count;
}

export async function wasNoticed(db: Knex, staffId: number, since: Date): Promise<boolean> {
  const row = await db('audit_events')
    .where({ subject_type: 'user', subject_id: String(staffId), action: NOTICED })
    .where('at', '>', since)
    .first<{ id: number } | undefined>('id');
  return row !== undefined;
}

/** How often it was noticed since, and when first. */
export async function noticed(db: Knex, since: Date): Promise<{ count: number; oldest: Date | null }> {
  return db('audit_events')
    .where({ action: NOTICED })
    .where('at', '>', since)
    .first<{ count: number; oldest: Date | null }>(db.raw('count(*) as count'), db.raw('min(at) as oldest'));
}

export interface Administrator {
  id: number;
  name: string;
  email: string;
}

/** Those with an open account, by number. */
export async function administrators(db: Knex): Promise<Administrator[]> {
  return db('users')
    .where({ role: 'admin', closed_at: null })
    .orderBy('id')
    .select<Administrator[]>('id', 'name', 'email');
}
