import type { Knex } from 'knex';
import {
  openStates,
  type Differences,
  type Item,
  type ItemCounts,
  type ItemState,
  type Run,
  type RunState,
} from './re-extraction.ts';

/** What the register of removals may name. */
export interface SourceIds {
  id: number;
  authorityId: number;
  uploadedBy: number;
}

const sourceColumns = { id: 'id', authorityId: 'authority_id', uploadedBy: 'uploaded_by' };

/** The uploads whose stored originals can be read again, the oldest first. @param authorityId null for all */
export async function sourcesOf(db: Knex, authorityId: number | null): Promise<SourceIds[]> {
  const query = db('uploads')
    .whereIn('state', ['live', 'superseded'])
    .whereNotNull('live_from')
    .whereIn('original', ['whole', 'part'])
    .orderBy(['live_from', 'id']);
  if (authorityId !== null) query.where('authority_id', authorityId);
  return query.select<SourceIds[]>(sourceColumns);
}

export async function sourceIdsOf(db: Knex, uploadId: number): Promise<SourceIds | undefined> {
  return db('uploads').where('id', uploadId).first<SourceIds | undefined>(sourceColumns);
}

/** Lets one transaction at a time open or close runs. */
export async function lockRuns(trx: Knex.Transaction): Promise<void> {
  await trx.raw('select pg_advisory_xact_lock(hashtext(?))', ['re-extractions']);
}

export async function addRun(
  trx: Knex.Transaction,
  run: { authorityId: number | null; requestedBy: number | null },
): Promise<number> {
  const [row] = await trx('re_extractions')
    .insert({ authority_id: run.authorityId, requested_by: run.requestedBy })
    .returning<{ id: number }[]>('id');
  if (!row) throw new Error('A run was not added');
  return row.id;
}

export async function addItems(
  trx: Knex.Transaction,
  runId: number,
  items: readonly { sourceId: number; state: ItemState; reason: string }[],
): Promise<void> {
  await trx.raw(
    `insert into re_extraction_items (re_extraction_id, source_upload_id, state, reason, finished_at)
     select ?, source, state, reason, case when state <> 'pending' then now() end
     from unnest(?::bigint[], ?::text[], ?::text[]) as items (source, state, reason)`,
    [
      runId,
      items.map(({ sourceId }) => sourceId),
      items.map(({ state }) => state),
      items.map(({ reason }) => reason),
    ] as Knex.RawBinding[],
  );
}

interface RunRow {
  id: number;
  state: RunState;
  authority_id: number | null;
  code: string;
  name: string;
  requested_by_name: string | null;
  created_at: Date;
  finished_at: Date | null;
}

export async function runOf(db: Knex, id: number): Promise<Run | undefined> {
  const row = await runs(db).where('re_extractions.id', id).first<RunRow | undefined>();
  return row && decodeRun(row);
}

/** The run of a scope that is not finished. @param authorityId null for the one over all */
export async function openRunOf(db: Knex, authorityId: number | null): Promise<Run | undefined> {
  const row = await runs(db)
    .whereRaw('coalesce(re_extractions.authority_id, 0) = ?', [authorityId ?? 0])
    .whereIn('re_extractions.state', openStates)
    .first<RunRow | undefined>();
  return row && decodeRun(row);
}

/** The newest first. */
export async function runsOf(db: Knex, page: { limit: number; offset: number }): Promise<Run[]> {
  const query = runs(db).orderBy('re_extractions.id', 'desc').limit(page.limit).offset(page.offset);
  return ((await query) as RunRow[]).map(decodeRun);
}

export async function runCount(db: Knex): Promise<number> {
  const row = await db('re_extractions').count<{ count: number }[]>().first();
  return row?.count ?? 0;
}

/** The state of a run, which stays as it is until the transaction ends. */
export async function heldRunState(trx: Knex.Transaction, id: number): Promise<RunState | undefined> {
  const row = await trx('re_extractions')
    .where({ id })
    .forUpdate()
    .first<{ state: RunState } | undefined>('state');
  return row?.state;
}

export async function setRunState(db: Knex, id: number, state: RunState): Promise<void> {
  await db('re_extractions').where({ id }).update({ state, finished_at: db.fn.now() });
}

/** A running run none of whose items is pending is ready; where nothing differs, there is nothing to apply. */
export async function finishRun(db: Knex, id: number): Promise<void> {
  await db.raw(
    `update re_extractions set finished_at = now(), state = case
       when exists (select from re_extraction_items where re_extraction_id = :id and state = 'differs')
       then 'ready' else 'applied' end
     where id = :id and state = 'running'
       and not exists (select from re_extraction_items where re_extraction_id = :id and state = 'pending')`,
    { id },
  );
}

export async function itemCounts(db: Knex, runId: number): Promise<ItemCounts> {
  const rows = await db('re_extraction_items')
    .where('re_extraction_id', runId)
    .groupBy('state')
    .select<{ state: ItemState; count: number }[]>('state', db.raw('count(*)'));
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

/** The uploads of a run in a state, in the order in which they went live. */
export async function sourcesIn(db: Knex, runId: number, state: ItemState): Promise<number[]> {
  const rows = await db('re_extraction_items')
    .join('uploads', 'uploads.id', 'source_upload_id')
    .where({ re_extraction_id: runId, 're_extraction_items.state': state })
    .orderBy(['live_from', 'uploads.id'])
    .select<{ id: number }[]>('uploads.id');
  return rows.map(({ id }) => id);
}

interface ItemRow {
  re_extraction_id: number;
  source_upload_id: number;
  shadow_upload_id: number | null;
  state: ItemState;
  reason: string;
  differences: Differences | null;
}

export async function itemOf(db: Knex, runId: number, sourceId: number): Promise<Item | undefined> {
  const row = await db('re_extraction_items')
    .where({ re_extraction_id: runId, source_upload_id: sourceId })
    .first<ItemRow | undefined>();
  return row && decodeItem(row);
}

/** An item with what tells its upload from others. */
export interface ListedItem extends Item {
  kind: string;
  authority: string;
  fileName: string;
  dataDate: string;
}

/** What there is to look at first, then in the order in which the uploads went live. */
export async function itemsOf(
  db: Knex,
  runId: number,
  page: { limit: number; offset: number },
): Promise<ListedItem[]> {
  const rows = await db('re_extraction_items')
    .join('uploads', 'uploads.id', 'source_upload_id')
    .join('authorities', 'authorities.id', 'uploads.authority_id')
    .where('re_extraction_id', runId)
    .orderByRaw(
      `array_position(array['failed', 'rejected', 'differs', 'applied', 'skipped', 'pending', 'same'],
         re_extraction_items.state), live_from, uploads.id`,
    )
    .limit(page.limit)
    .offset(page.offset)
    .select<(ItemRow & Omit<ListedItem, keyof Item>)[]>('re_extraction_items.*', {
      kind: 'uploads.kind',
      authority: 'authorities.name',
      fileName: 'uploads.file_name',
      dataDate: 'uploads.data_date',
    });
  return rows.map((row) => ({
    ...decodeItem(row),
    ...{ kind: row.kind, authority: row.authority, fileName: row.fileName, dataDate: row.dataDate },
  }));
}

/** Writes down what came of an item. @param end with `finished_at` unless it is still pending */
export async function setItem(
  trx: Knex,
  { runId, sourceId }: Pick<Item, 'runId' | 'sourceId'>,
  end: Partial<Pick<Item, 'shadowId' | 'state' | 'reason' | 'differences'>>,
): Promise<void> {
  await trx('re_extraction_items')
    .where({ re_extraction_id: runId, source_upload_id: sourceId })
    .update({
      ...(end.shadowId !== undefined && { shadow_upload_id: end.shadowId }),
      ...(end.state !== undefined && { state: end.state, finished_at: trx.fn.now() }),
      ...(end.reason !== undefined && { reason: end.reason }),
      ...(end.differences && { differences: JSON.stringify(end.differences) }),
    });
}

/** Uploads of a run with a second reading that has not taken their place. */
export async function sourcesWithShadow(trx: Knex, runId: number): Promise<number[]> {
  const rows = await trx('re_extraction_items')
    .where('re_extraction_id', runId)
    .whereNot('state', 'applied')
    .whereNotNull('shadow_upload_id')
    .select<{ id: number }[]>({ id: 'source_upload_id' });
  return rows.map(({ id }) => id);
}

function runs(db: Knex): Knex.QueryBuilder {
  return db('re_extractions')
    .leftJoin('authorities', 'authorities.id', 're_extractions.authority_id')
    .select('re_extractions.*', 'authorities.code', 'authorities.name', {
      requested_by_name: db.raw(`shown_name(re_extractions.requested_by, 'work')`),
    });
}

function decodeRun(row: RunRow): Run {
  return {
    id: row.id,
    state: row.state,
    authority: row.authority_id === null ? null : { id: row.authority_id, code: row.code, name: row.name },
    requestedBy: row.requested_by_name,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}

function decodeItem(row: ItemRow): Item {
  return {
    runId: row.re_extraction_id,
    sourceId: row.source_upload_id,
    shadowId: row.shadow_upload_id,
    state: row.state,
    reason: row.reason,
    differences: row.differences,
  };
}
