import type { Knex } from 'knex';
import type { Correctable } from '../../accounts/index.ts';
import type { Day } from '../rules/days.ts';
import { untoldIn } from '../recipients/store.ts';
import type { Correction, CorrectionState, SettledWay } from './correction.ts';

function corrections(db: Knex): Knex.QueryBuilder<object, Correction[]> {
  const query: unknown = db('corrections')
    .join({ people: 'users' }, 'people.id', 'corrections.user_id')
    .join({ recorders: 'users' }, 'recorders.id', 'corrections.recorded_by')
    .leftJoin({ second: 'users' }, 'second.id', 'corrections.settled_by')
    .leftJoin({ asked: 'rights_requests' }, 'asked.id', 'corrections.rights_request_id')
    .select(
      {
        ...{ id: 'corrections.id', userId: 'corrections.user_id', name: db.raw('marked_name(people.id)') },
        ...{ reference: 'asked.reference', field: 'field', before: 'value_before', after: 'value_after' },
        ...{ evidence: 'evidence', mistakeNote: 'mistake_note', correctedOn: 'corrected_on' },
        ...{ recordedAt: 'recorded_at', recordedById: 'corrections.recorded_by', state: 'corrections.state' },
        ...{ settledWay: 'settled_way', settledAt: 'settled_at' },
      },
      db.raw(`coalesce(recorders.name, 'Somebody whose account was removed') as "recordedBy",
        case when settled_by is not null then coalesce(second.name, 'Somebody whose account was removed') end as "settledBy",
        ${untoldIn('correction')} as untold`),
    );
  return query as Knex.QueryBuilder<object, Correction[]>;
}

export async function correctionBy(db: Knex, id: number): Promise<Correction | null> {
  const [row] = await corrections(db).where('corrections.id', id);
  return row ?? null;
}

/** The correction that waits for whoever reads the letter with this link. */
export async function correctionBehind(db: Knex, hash: Buffer): Promise<Correction | null> {
  const [row] = await corrections(db).where('corrections.link_hash', hash);
  return row ?? null;
}

/** False where it does not wait any more; else it is locked until the end of the transaction. */
export async function lockWaiting(trx: Knex.Transaction, id: number): Promise<boolean> {
  const row = await trx('corrections')
    .where({ id, state: 'waiting' })
    .forUpdate()
    .first<object | undefined>('id');
  return row !== undefined;
}

export interface SettledCorrection {
  state: Exclude<CorrectionState, 'waiting'>;
  way: SettledWay;
  by: number | null;
  at: Date;
  /** As it stood when it was changed. */
  before: string | null;
}

/** The link has done its work, and goes. */
export async function setSettledState(
  trx: Knex.Transaction,
  id: number,
  { state, way, by, at, before }: SettledCorrection,
): Promise<void> {
  await trx('corrections')
    .where({ id })
    .update({
      ...{ state, settled_way: way, settled_by: by, settled_at: at, value_before: before },
      link_hash: null,
    });
}

/** All of a person's, the newest first. */
export async function correctionsOf(db: Knex, userId: number): Promise<Correction[]> {
  return corrections(db).where('corrections.user_id', userId).orderBy('corrections.id', 'desc');
}

/** Something is to be done: a second person is to look at it, or somebody is to be told. */
const isOpen = `(corrections.state = 'waiting' or ${untoldIn('correction')} > 0)`;

/** Those that wait, or with recipients who are to be told first, the oldest first; then the others, the newest first. */
export async function correctionsShown(
  db: Knex,
  { limit, offset }: { limit: number; offset: number },
): Promise<Correction[]> {
  return corrections(db)
    .orderByRaw(`not ${isOpen}, case when ${isOpen} then corrections.id end, corrections.id desc`)
    .limit(limit)
    .offset(offset);
}

export async function correctionCounts(
  db: Knex,
): Promise<{ all: number; open: number; oldest: Date | null }> {
  return db('corrections').first<{ all: number; open: number; oldest: Date | null }>(
    db.raw(`count(*) as "all", count(*) filter (where ${isOpen}) as open,
      min(recorded_at) filter (where ${isOpen}) as oldest`),
  );
}

export interface NewCorrection {
  userId: number;
  requestId: number | null;
  field: Correctable;
  before: string | null;
  after: string | null;
  evidence: string;
  mistakeNote: string | null;
  correctedOn: Day;
  /** Of the link in the letter to the old address. */
  linkHash: Buffer | null;
}

/** Null where a correction of this detail waits already. */
export async function insertCorrection(
  trx: Knex.Transaction,
  correction: NewCorrection,
  by: { userId: number; at: Date },
  isWaiting: boolean,
): Promise<number | null> {
  const { userId, requestId, field, before, after, evidence, mistakeNote, correctedOn } = correction;
  const [row] = await trx('corrections')
    .insert({
      ...{ user_id: userId, rights_request_id: requestId, field, evidence, corrected_on: correctedOn },
      ...{ value_before: before, value_after: after },
      ...{ mistake_kept: mistakeNote !== null, mistake_note: mistakeNote },
      ...{ recorded_by: by.userId, recorded_at: by.at, link_hash: correction.linkHash },
      ...(isWaiting ? { state: 'waiting' } : { state: 'done', settled_way: 'alone', settled_at: by.at }),
    })
    .onConflict(trx.raw(`(user_id, field) where state = 'waiting'`))
    .ignore()
    .returning<{ id: number }[]>('id');
  return row?.id ?? null;
}
