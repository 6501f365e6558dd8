import type { Knex } from 'knex';
import { untoldIn } from '../recipients/store.ts';
import type {
  Confirmation,
  ConfirmationWay,
  Ground,
  Plan,
  RefusalGround,
  Removal,
  RemovalState,
  Scope,
  Settlement,
  Subject,
  Trace,
} from './removal.ts';

interface RemovalRow {
  id: number;
  scope: Scope;
  user_id: number | null;
  authority_id: number | null;
  ground: Ground;
  case_reference: string | null;
  confirmed_by: number | null;
  confirmed_on: string | null;
  confirmed_way: ConfirmationWay | null;
  state: RemovalState;
  plan: Plan;
  plan_hash: Buffer;
  requested_by: number;
  requested_at: Date;
  decided_by: number | null;
  decided_at: Date | null;
  roles: string[];
  refusal: RefusalGround | null;
  traces: Buffer | null;
  backups_until: string | null;
  searched_at: Date | null;
  certificate: string | null;
  signature: Buffer | null;
  untold: number;
}

export interface NewRemoval {
  scope: Scope;
  subject: Subject;
  ground: Ground;
  caseReference: string | null;
  confirmation: Confirmation | null;
  plan: Plan;
  planHash: Buffer;
  requestedBy: number;
  requestedAt: Date;
}

/** Null where one of the same subject waits already. */
export async function insertRemoval(trx: Knex.Transaction, removal: NewRemoval): Promise<number | null> {
  const [row] = await trx('removals')
    .insert({
      scope: removal.scope,
      user_id: removal.subject.userId,
      authority_id: removal.subject.authorityId,
      ground: removal.ground,
      case_reference: removal.caseReference,
      confirmed_by: removal.confirmation?.by ?? null,
      confirmed_on: removal.confirmation?.on ?? null,
      confirmed_way: removal.confirmation?.way ?? null,
      plan: JSON.stringify(removal.plan),
      plan_hash: removal.planHash,
      requested_by: removal.requestedBy,
      requested_at: removal.requestedAt,
    })
    .onConflict(trx.raw(`(coalesce(user_id, 0), coalesce(authority_id, 0)) where state = 'asked'`))
    .ignore()
    .returning<{ id: number }[]>('id');
  return row?.id ?? null;
}

const columns = (db: Knex) => ['*', db.raw(`${untoldIn('removal')} as untold`)] as const;

/** In a transaction, its row is locked until the end. */
export async function removalOf(db: Knex, id: number): Promise<Removal | undefined> {
  const query = db('removals')
    .where({ id })
    .first<RemovalRow | undefined>(...columns(db));
  if (db.isTransaction) void query.forUpdate();
  const row = await query;
  return row && decode(row);
}

/** The newest first; before the others those that wait, or have somebody to tell. */
export async function removals(
  db: Knex,
  { limit, offset }: { limit: number; offset: number },
): Promise<Removal[]> {
  const rows = await db('removals')
    .orderByRaw(`state not in ('asked', 'removed') and ${untoldIn('removal')} = 0, id desc`)
    .limit(limit)
    .offset(offset)
    .select<RemovalRow[]>(...columns(db));
  return rows.map(decode);
}

export async function removalCount(db: Knex): Promise<number> {
  const row = await db('removals').count<{ count: number }[]>().first();
  return row?.count ?? 0;
}

function decode(row: RemovalRow): Removal {
  const { confirmed_by: by, confirmed_on: on, confirmed_way: way } = row;
  return {
    ...{ id: row.id, scope: row.scope, ground: row.ground, caseReference: row.case_reference },
    subject: { userId: row.user_id, authorityId: row.authority_id } as Subject,
    confirmation: by !== null && on !== null && way !== null ? { by, on, way } : null,
    ...{ state: row.state, plan: row.plan, planHash: row.plan_hash },
    ...{ requestedBy: row.requested_by, requestedAt: row.requested_at },
    ...{ decidedBy: row.decided_by, decidedAt: row.decided_at, roles: row.roles, refusal: row.refusal },
    ...{ traces: row.traces, backupsUntil: row.backups_until, searchedAt: row.searched_at },
    ...{ certificate: row.certificate, signature: row.signature, untold: row.untold },
  };
}

export async function replacePlan(
  trx: Knex.Transaction,
  id: number,
  planned: Pick<Removal, 'plan' | 'planHash' | 'requestedBy' | 'requestedAt'>,
): Promise<void> {
  await trx('removals')
    .where({ id, state: 'asked' })
    .update({
      plan: JSON.stringify(planned.plan),
      plan_hash: planned.planHash,
      requested_by: planned.requestedBy,
      requested_at: planned.requestedAt,
    });
}

export interface Decision {
  by: number;
  at: Date;
}

export async function setRefused(
  trx: Knex.Transaction,
  id: number,
  { by, at, refusal }: Decision & { refusal: RefusalGround },
): Promise<void> {
  await trx('removals')
    .where({ id, state: 'asked' })
    .update({ state: 'refused', decided_by: by, decided_at: at, refusal });
}

export async function setRemoved(
  trx: Knex.Transaction,
  id: number,
  done: Decision & { roles: readonly string[]; traces: Buffer; backupsUntil: string },
): Promise<void> {
  await trx('removals')
    .where({ id, state: 'asked' })
    .update({
      ...{ state: 'removed', decided_by: done.by, decided_at: done.at, roles: [...done.roles] },
      ...{ traces: done.traces, backups_until: done.backupsUntil },
    });
}

/** What a search found, in place of what an earlier one did; what somebody has settled stays settled. */
export async function replaceTraces(
  trx: Knex.Transaction,
  id: number,
  { traces, at }: { traces: readonly Omit<Trace, 'settlement'>[]; at: Date },
): Promise<void> {
  const places = traces.map(({ place }) => place);
  await trx('removal_traces').where({ removal_id: id }).whereRaw('not (place = any(?))', [places]).delete();
  for (const { place, count, isPlanned } of traces)
    await trx('removal_traces')
      .insert({ removal_id: id, place, count, is_planned: isPlanned })
      .onConflict(['removal_id', 'place'])
      .merge(['count', 'is_planned']);
  await trx('removals').where({ id }).update({ searched_at: at });
}

export async function tracesOf(db: Knex, id: number): Promise<Trace[]> {
  return db('removal_traces')
    .where({ removal_id: id })
    .orderBy('place')
    .select<Trace[]>('place', 'count', 'settlement', { isPlanned: 'is_planned' });
}

export async function settleTrace(
  trx: Knex.Transaction,
  settled: { id: number; place: string; settlement: Settlement; by: number; at: Date },
): Promise<boolean> {
  const { id, place, settlement, by, at } = settled;
  const changed = await trx('removal_traces')
    .where({ removal_id: id, place, is_planned: false })
    .update({ settlement, settled_by: by, settled_at: at });
  return changed > 0;
}

export async function setCertified(
  trx: Knex.Transaction,
  id: number,
  { certificate, signature }: { certificate: string; signature: Buffer },
): Promise<void> {
  await trx('removals')
    .where({ id, state: 'removed' })
    .update({ state: 'certified', certificate, signature, traces: null });
}

/** Of a person, or for a case of theirs; the newest first. */
export async function removalsOf(
  db: Knex,
  { userId, caseReference }: { userId: number; caseReference: string },
): Promise<Removal[]> {
  const rows = await db('removals')
    .where({ user_id: userId })
    .orWhere({ case_reference: caseReference })
    .orderBy('id', 'desc')
    .select<RemovalRow[]>(...columns(db));
  return rows.map(decode);
}

/** The one that answers a case; the newest where there are several, and null where there is none. */
export async function removalAnswering(db: Knex, caseReference: string): Promise<Removal | null> {
  const row = await db('removals')
    .where({ case_reference: caseReference })
    .orderBy('id', 'desc')
    .first<RemovalRow | undefined>(...columns(db));
  return row ? decode(row) : null;
}

/** Whether the database has carried a removal out. */
export async function isCarriedOut(db: Knex, id: number): Promise<boolean> {
  const row = await db('removals')
    .where({ id })
    .whereIn('state', ['removed', 'certified'])
    .first<{ id: number } | undefined>('id');
  return row !== undefined;
}

/** How many wait for a second person or for the search's end, and since when the oldest. */
export async function openRemovals(db: Knex): Promise<{ open: number; oldest: Date | null }> {
  return db('removals')
    .whereIn('state', ['asked', 'removed'])
    .first<{ open: number; oldest: Date | null }>(
      db.raw('count(*) as open'),
      db.raw('min(requested_at) as oldest'),
    );
}
