import type { Knex } from 'knex';
import type { Decision } from './finding.ts';
import { HIDDEN } from './store.ts';
import type { DecidedValue } from './upload-kind.ts';

/** A second reading of an upload's file, hidden and empty; it stands for when and by whom the file was sent. */
export async function addShadow(trx: Knex.Transaction, sourceId: number): Promise<number> {
  const { rows } = await trx.raw<{ rows: { id: number }[] }>(
    `insert into uploads (authority_id, uploaded_by, kind, series, keeps_all_tables, file_name, file_size, sha256,
       data_date, received_at, state, original, re_extracts)
     select authority_id, uploaded_by, kind, series, keeps_all_tables, file_name, file_size, sha256,
       data_date, received_at, ?, 'none', id
     from uploads where id = ? returning id`,
    [HIDDEN, sourceId],
  );
  if (!rows[0]) throw new Error(`Upload ${sourceId} is gone`);
  return rows[0].id;
}

/** The upload's own row; its findings and its version are gone by then. */
export async function removeShadow(trx: Knex.Transaction, shadowId: number): Promise<void> {
  await trx('uploads').where({ id: shadowId, state: HIDDEN }).delete();
}

/**
 * Lets a second reading stand where the first stood: live if that is live, else superseded, a moment later than it, so
 * that it is the later word of the two and overrides nothing that came after. It keeps the moment at which the file
 * was judged, for a third reading.
 */
export async function takePlace(
  trx: Knex.Transaction,
  place: { sourceId: number; shadowId: number; isLive: boolean },
): Promise<void> {
  const { sourceId, shadowId, isLive } = place;
  if (isLive) await trx('uploads').where('id', sourceId).update({ state: 'superseded' });
  await trx.raw(
    `update uploads set state = ?, live_from = source.live_from + interval '1 microsecond',
       finished_at = source.finished_at, original = source.original
     from uploads as source where source.id = ? and uploads.id = ?`,
    [isLive ? 'live' : 'superseded', sourceId, shadowId],
  );
  for (const table of ['originals', 'original_chunks'])
    await trx(table).where('upload_id', sourceId).update({ upload_id: shadowId });
  await trx('uploads').where('id', sourceId).update({ original: 'none' });
}

/** Which findings of two readings are about the same value of the same cell. */
const sameValue = `
  own.file_position = source.file_position and own.row = source.row and own.service_id = source.service_id
  and own.value = source.value and own_group.field = source_group.field and own_group.code = source_group.code`;

/** Takes decisions over from the first reading for the very same values, and returns those that differ from before. */
export async function carryDecisions(
  trx: Knex.Transaction,
  sourceId: number,
  shadowId: number,
): Promise<DecidedValue[]> {
  const { rows } = await trx.raw<{ rows: CarriedRow[] }>(
    `update findings set decision = source.decision, decided_by = source.decided_by, decided_at = source.decided_at
     from findings as own
     join finding_groups as own_group on own_group.upload_id = own.upload_id and own_group.number = own.group_number,
       findings as source
     join finding_groups as source_group
       on source_group.upload_id = source.upload_id and source_group.number = source.group_number
     where findings.upload_id = :shadowId and findings.severity = 'irregular' and findings.number = own.number
       and own.upload_id = :shadowId and own.severity = 'irregular'
       and source.upload_id = :sourceId and source.severity = 'irregular' and source.decision is not null
       and ${sameValue} and own.decision is distinct from source.decision
     returning findings.row, findings.service_id, own_group.field, findings.value, findings.decision`,
    { sourceId, shadowId },
  );
  return rows.map(({ service_id: serviceId, ...value }) => ({ ...value, serviceId }));
}

interface CarriedRow {
  row: number;
  service_id: string;
  field: string;
  value: string;
  decision: Decision;
}

/** Includes every irregular value that nobody has decided about. */
export async function includeUndecided(
  trx: Knex.Transaction,
  uploadId: number,
  userId: number | null,
): Promise<void> {
  await trx('findings')
    .where({ upload_id: uploadId, severity: 'irregular' })
    .whereNull('decision')
    .update({ decision: 'include', decided_by: userId, decided_at: trx.fn.now() });
}
