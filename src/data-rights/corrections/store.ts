import type { Knex } from 'knex';
import type { Correctable } from '../../accounts/index.ts';
import type { Day } from '../rules/days.ts';
import { untoldCounts, untoldIn } from '../recipients/store.ts';
import type { Correction } from './correction.ts';

function corrections(db: Knex): Knex.QueryBuilder<object, Correction[]> {
  const query: unknown = db('corrections')
    .join({ people: 'users' }, 'people.id', 'corrections.user_id')
    .join({ recorders: 'users' }, 'recorders.id', 'corrections.recorded_by')
    .leftJoin({ asked: 'rights_requests' }, 'asked.id', 'corrections.rights_request_id')
    .select<Correction[]>(
      {
        ...{ id: 'corrections.id', userId: 'corrections.user_id', name: 'people.name' },
        ...{ reference: 'asked.reference', field: 'field', before: 'value_before', after: 'value_after' },
        ...{ evidence: 'evidence', mistakeNote: 'mistake_note', correctedOn: 'corrected_on' },
        recordedAt: 'recorded_at',
      },
      db.raw(`coalesce(recorders.name, 'Somebody whose account was removed') as "recordedBy",
        ${untoldIn('correction')} as untold`),
    );
  return query as Knex.QueryBuilder<object, Correction[]>;
}

export async function correctionBy(db: Knex, id: number): Promise<Correction | null> {
  const [row] = await corrections(db).where('corrections.id', id);
  return row ?? null;
}

/** All of a person's, the newest first. */
export async function correctionsOf(db: Knex, userId: number): Promise<Correction[]> {
  return corrections(db).where('corrections.user_id', userId).orderBy('corrections.id', 'desc');
}

/** Those with recipients who are to be told first, the oldest first; then the others, the newest first. */
export async function correctionsShown(
  db: Knex,
  { limit, offset }: { limit: number; offset: number },
): Promise<Correction[]> {
  const waits = `${untoldIn('correction')} > 0`;
  return corrections(db)
    .orderByRaw(`not ${waits}, case when ${waits} then corrections.id end, corrections.id desc`)
    .limit(limit)
    .offset(offset);
}

export async function correctionCounts(
  db: Knex,
): Promise<{ all: number; open: number; oldest: Date | null }> {
  const row = await db('corrections').count<{ count: number }[]>().first();
  return { all: row?.count ?? 0, ...(await untoldCounts(db, 'correction', 'recorded_at')) };
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
}

export async function insertCorrection(
  trx: Knex.Transaction,
  correction: NewCorrection,
  by: { userId: number; at: Date },
): Promise<number> {
  const { userId, requestId, field, before, after, evidence, mistakeNote, correctedOn } = correction;
  const [row] = await trx('corrections')
    .insert({
      ...{ user_id: userId, rights_request_id: requestId, field, evidence, corrected_on: correctedOn },
      ...{ value_before: before, value_after: after },
      ...{ mistake_kept: mistakeNote !== null, mistake_note: mistakeNote },
      ...{ recorded_by: by.userId, recorded_at: by.at },
    })
    .returning<{ id: number }[]>('id');
  if (!row) throw new Error('No correction was added.');
  return row.id;
}

export interface NewStatement {
  userId: number;
  requestId: number | null;
  field: string;
  statement: string;
  /** Who at OCC typed it in; null where the person did. */
  enteredBy: number | null;
  at: Date;
}

export async function insertStatement(trx: Knex.Transaction, statement: NewStatement): Promise<number> {
  const { userId, requestId, field, enteredBy, at } = statement;
  const [row] = await trx('disagreements')
    .insert({
      ...{ user_id: userId, rights_request_id: requestId, field, statement: statement.statement },
      ...{ written_at: at, entered_by: enteredBy },
    })
    .returning<{ id: number }[]>('id');
  if (!row) throw new Error('No statement was added.');
  return row.id;
}

/** False where there is none of this person's that still stands. */
export async function setWithdrawn(
  trx: Knex.Transaction,
  { id, userId, at }: { id: number; userId: number; at: Date },
): Promise<boolean> {
  const changed = await trx('disagreements')
    .where({ id, user_id: userId, withdrawn_at: null })
    .update({ withdrawn_at: at });
  return changed === 1;
}
