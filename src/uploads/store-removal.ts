import type { Knex } from 'knex';
import type { UploadState } from './upload.ts';

/** Whose uploads: of a person, of an authority, or some by number. */
export type UploadsOf = { userId: number } | { authorityId: number } | { ids: readonly number[] };

export interface HeldUpload {
  id: number;
  authorityId: number;
  kind: string;
  state: UploadState;
  isInHand: boolean;
}

/** All of them, hidden second readings included, the oldest first. */
export async function heldUploads(db: Knex, of: UploadsOf): Promise<HeldUpload[]> {
  const query = db('uploads').orderBy('id');
  if ('userId' in of) query.where('uploaded_by', of.userId);
  else if ('authorityId' in of) query.where('authority_id', of.authorityId);
  else query.whereRaw('id = any(?)', [[...of.ids]]);
  return query.select<HeldUpload[]>(
    ...['id', 'kind', 'state', 'authority_id as authorityId'],
    db.raw(
      `(state = 'processing' or exists (select from re_extraction_items as items
         join re_extractions on re_extractions.id = re_extraction_id
         where source_upload_id = uploads.id and items.state = 'pending' and re_extractions.state = 'running'))
       as "isInHand"`,
    ),
  );
}

const tables = { uploads: 'id', originals: 'upload_id', findings: 'upload_id', finding_groups: 'upload_id' };

/** How many rows the uploads themselves have in each table. */
export async function ownRows(db: Knex, ids: readonly number[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const [table, column] of Object.entries(tables)) {
    const row = await db(table)
      .whereRaw('?? = any(?)', [column, [...ids]])
      .count<{ count: number }[]>()
      .first();
    counts[table] = row?.count ?? 0;
  }
  return counts;
}

/** That figures of reports are without something from today on, for good. */
export async function noteRecalculation(trx: Knex.Transaction): Promise<void> {
  await trx.raw('insert into recalculations (day) values (current_date) on conflict do nothing');
}

/** The last day on which figures were worked out again after a removal (YYYY-MM-DD), unless that is long ago. */
export async function recalculatedOn(db: Knex, withinDays: number): Promise<string | null> {
  const { rows } = await db.raw<{ rows: { day: string | null }[] }>(
    'select max(day) as day from recalculations where day > current_date - ?::integer',
    [withinDays],
  );
  return rows[0]?.day ?? null;
}

/** Their own rows, and what runs have noted on them; what they stored is gone by then. */
export async function deleteUploads(trx: Knex.Transaction, ids: readonly number[]): Promise<void> {
  const all = [...ids];
  // A run's differences quote cells of the file.
  await trx.raw(
    'delete from re_extraction_items where source_upload_id = any(:all) or shadow_upload_id = any(:all)',
    { all },
  );
  await trx('uploads').whereRaw('re_extracts = any(?)', [all]).update({ re_extracts: null });
  await trx('uploads').whereRaw('id = any(?)', [all]).delete();
}
