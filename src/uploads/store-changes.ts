import type { Knex } from 'knex';
import { newestFirst } from './store.ts';
import type { Upload, UploadState } from './upload.ts';

/** An upload whose services (or forms) are stored, so that it can be compared: enough of it to choose it by. */
export type StoredVersion = Pick<Upload, 'id' | 'kind' | 'fileName' | 'dataDate' | 'state'>;

/** The states of an upload whose version is stored: it has passed its check and may have been replaced since. */
const withVersion: readonly UploadState[] = ['needs-decisions', 'live', 'superseded', 'withdrawn'];

/** An authority's uploads of these kinds that can be compared, the newest first. */
export async function versionsOf(
  db: Knex,
  authorityId: number,
  kinds: readonly string[],
): Promise<StoredVersion[]> {
  return db('uploads')
    .where('authority_id', authorityId)
    .whereIn('kind', kinds)
    .whereIn('state', withVersion)
    .orderBy(newestFirst)
    .select<StoredVersion[]>(columns);
}

/**
 * The upload that was live before this one, or, for one that never was live, the last that was. Undefined when there
 * is none: this is the first.
 */
export async function liveBefore(
  db: Knex,
  { id, authority, series }: Pick<Upload, 'id' | 'authority' | 'series'>,
): Promise<StoredVersion | undefined> {
  return db('uploads')
    .where({ authority_id: authority.id, series })
    .whereIn('state', withVersion)
    .whereNot('id', id)
    .whereRaw(`live_from < coalesce((select live_from from uploads where id = ?), 'infinity')`, [id])
    .orderBy('live_from', 'desc')
    .first<StoredVersion | undefined>(columns);
}

const columns = { id: 'id', kind: 'kind', state: 'state', fileName: 'file_name', dataDate: 'data_date' };
