import type { Knex } from 'knex';
import type { OriginalKept, Upload, UploadState } from './upload.ts';
import type { Severity, TableUse } from '../tables/index.ts';

export interface NewUpload {
  authorityId: number;
  userId: number;
  kind: string;
  series: string;
  isCheckOnly: boolean;
  keepsAllTables: boolean;
  fileName: string;
  fileSize: number;
  sha256: Buffer;
  dataDate: string;
}

export async function addUpload(trx: Knex.Transaction, upload: NewUpload): Promise<number> {
  const [row] = await trx('uploads')
    .insert({
      authority_id: upload.authorityId,
      uploaded_by: upload.userId,
      kind: upload.kind,
      series: upload.series,
      is_check_only: upload.isCheckOnly,
      keeps_all_tables: upload.keepsAllTables,
      file_name: upload.fileName,
      file_size: upload.fileSize,
      sha256: upload.sha256,
      data_date: upload.dataDate,
    })
    .returning<{ id: number }[]>('id');
  if (!row) throw new Error('An upload was not added');
  return row.id;
}

interface UploadRow {
  id: number;
  kind: string;
  series: string;
  is_check_only: boolean;
  keeps_all_tables: boolean;
  original: OriginalKept;
  sha256: Buffer;
  authority_id: number;
  authority_code: string;
  authority_name: string;
  file_name: string;
  file_size: number;
  uploaded_by_name: string;
  data_date: string;
  received_at: Date;
  state: UploadState;
  progress: number;
  tables: TableUse[];
  error_count: number;
  irregular_count: number;
  notice_count: number;
  finished_at: Date | null;
  live_from: Date | null;
  re_extracts: number | null;
  re_extracted_as: number | null;
}

/** An upload, whoever's it is: for jobs. Pages ask for `uploadOf`. */
export async function uploadById(db: Knex, id: number): Promise<Upload | undefined> {
  return decoded(await uploads(db).where('uploads.id', id).first<UploadRow | undefined>());
}

/** An upload of this authority; undefined for any other's. */
export async function uploadOf(db: Knex, authorityId: number, id: number): Promise<Upload | undefined> {
  return decoded(
    await uploads(db)
      .where({ 'uploads.id': id, 'uploads.authority_id': authorityId })
      .whereNot('uploads.state', HIDDEN)
      .first<UploadRow | undefined>(),
  );
}

/** Second readings of a file, until one takes the place of the first, are nobody's uploads. */
export const HIDDEN = 're-extracted' satisfies UploadState;

/** An authority's uploads, the newest first; a second reading of a file stands where the file was received. */
export async function uploadsOf(
  db: Knex,
  authorityId: number,
  page: { limit: number; offset: number },
): Promise<Upload[]> {
  const query = uploads(db)
    .where('uploads.authority_id', authorityId)
    .whereNot('uploads.state', HIDDEN)
    .orderBy(newestFirst)
    .limit(page.limit)
    .offset(page.offset);
  return ((await query) as UploadRow[]).map(decode);
}

export const newestFirst = [
  { column: 'uploads.received_at', order: 'desc' },
  { column: 'uploads.id', order: 'desc' },
];

export async function uploadCountOf(db: Knex, authorityId: number): Promise<number> {
  const row = await db('uploads')
    .where('authority_id', authorityId)
    .whereNot('state', HIDDEN)
    .count<{ count: number }[]>()
    .first();
  return row?.count ?? 0;
}

export async function stateOf(db: Knex, id: number): Promise<UploadState | undefined> {
  const row = await db('uploads').where({ id }).first<{ state: UploadState } | undefined>('state');
  return row?.state;
}

export async function liveUploadOf(
  db: Knex,
  authorityId: number,
  series: string,
): Promise<Upload | undefined> {
  return decoded(
    await uploads(db)
      .where({ 'uploads.authority_id': authorityId, 'uploads.series': series, 'uploads.state': 'live' })
      .first<UploadRow | undefined>(),
  );
}

export async function setProgress(db: Knex, id: number, percent: number): Promise<void> {
  await db('uploads').where({ id, state: 'processing' }).update({ progress: percent });
}

export interface CheckedFacts {
  state: UploadState;
  tables: TableUse[];
  errorCount: number;
  irregularCount: number;
  noticeCount: number;
  original: OriginalKept;
}

/** Of findings by severity. */
export function countsOf({
  error,
  irregular,
  notice,
}: Record<Severity, number>): Pick<CheckedFacts, 'errorCount' | 'irregularCount' | 'noticeCount'> {
  return { errorCount: error, irregularCount: irregular, noticeCount: notice };
}

export async function setChecked(trx: Knex.Transaction, id: number, facts: CheckedFacts): Promise<void> {
  await trx('uploads')
    .where({ id })
    .update({
      state: facts.state,
      progress: 100,
      tables: JSON.stringify(facts.tables),
      error_count: facts.errorCount,
      irregular_count: facts.irregularCount,
      notice_count: facts.noticeCount,
      original: facts.original,
      finished_at: trx.fn.now(),
    });
}

export async function setLive(trx: Knex.Transaction, id: number): Promise<void> {
  await trx('uploads').where({ id }).update({ state: 'live', live_from: trx.fn.now() });
}

/**
 * Lets one transaction at a time change what is live for an authority. To be taken before any row of uploads is
 * changed, so that two never wait for each other.
 */
export async function lockSwap(trx: Knex.Transaction, authorityId: number): Promise<void> {
  await trx.raw('select pg_advisory_xact_lock(hashtext(?), ?)', ['live uploads', authorityId]);
}

export type Rival = Pick<Upload, 'id' | 'state' | 'receivedAt'>;

/** An authority's live upload and those that wait for decisions. */
export async function rivalsOf(trx: Knex.Transaction, authorityId: number, series: string): Promise<Rival[]> {
  return trx('uploads')
    .where({ authority_id: authorityId, series })
    .whereIn('state', ['live', 'needs-decisions'])
    .select<Rival[]>('id', 'state', { receivedAt: 'received_at' });
}

export async function setWithdrawn(trx: Knex.Transaction, id: number): Promise<void> {
  await trx('uploads').where({ id }).update({ state: 'withdrawn' });
}

/** The latest other upload of the very same bytes, if there is one. */
export async function sameFileAs(db: Knex, upload: Upload): Promise<Upload | undefined> {
  return decoded(
    await uploads(db)
      .where('uploads.authority_id', upload.authority.id)
      .whereRaw('uploads.sha256 = (select sha256 from uploads where id = ?)', [upload.id])
      .whereRaw('uploads.received_at < (select received_at from uploads where id = ?)', [upload.id])
      .whereNot('uploads.state', HIDDEN)
      .orderBy('uploads.id', 'desc')
      .first<UploadRow | undefined>(),
  );
}

export async function setSuperseded(trx: Knex.Transaction, ids: number[]): Promise<void> {
  await trx('uploads').whereIn('id', ids).update({ state: 'superseded' });
}

function uploads(db: Knex): Knex.QueryBuilder {
  return db('uploads')
    .join('authorities', 'authorities.id', 'uploads.authority_id')
    .select(
      'uploads.*',
      'authorities.code as authority_code',
      'authorities.name as authority_name',
      db.raw(`shown_name(uploads.uploaded_by, 'work') as uploaded_by_name`),
      db.raw(
        `(select max(id) from uploads as again where again.re_extracts = uploads.id and again.state <> ?) as re_extracted_as`,
        [HIDDEN],
      ),
    );
}

function decoded(row: UploadRow | undefined): Upload | undefined {
  return row && decode(row);
}

function decode(row: UploadRow): Upload {
  return {
    id: row.id,
    kind: row.kind,
    series: row.series,
    isCheckOnly: row.is_check_only,
    keepsAllTables: row.keeps_all_tables,
    original: row.original,
    authority: { id: row.authority_id, code: row.authority_code, name: row.authority_name },
    fileName: row.file_name,
    fileSize: row.file_size,
    uploadedBy: row.uploaded_by_name,
    dataDate: row.data_date,
    receivedAt: row.received_at,
    state: row.state,
    progress: row.progress,
    tables: row.tables,
    errorCount: row.error_count,
    irregularCount: row.irregular_count,
    noticeCount: row.notice_count,
    finishedAt: row.finished_at,
    liveFrom: row.live_from,
    reExtracts: row.re_extracts,
    reExtractedAs: row.re_extracted_as,
  };
}
