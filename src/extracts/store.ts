import type { Knex } from 'knex';
import type { ClientBase } from 'pg';
import type { ProcessingJob } from '../uploads/index.ts';
import type { GivenByColumn } from './figures.ts';
import type { PreviousNumbers } from './rules/irregular.ts';
import { comparedColumns } from './specification/irregular.ts';

/** The live version of each authority, or the one that was live at a moment. */
function liveExtracts(db: Knex, asOf: Date | null): Knex.Raw {
  if (!asOf) return db.raw('live_extracts');
  return db.raw(
    `(select distinct on (extracts.authority_id) extracts.authority_id, extracts.id as extract_id
      from extracts join uploads on uploads.id = upload_id where live_from < ?
      order by extracts.authority_id, live_from desc) as live_extracts`,
    [asOf],
  );
}

/** The numbers of the authority's live services, by service id. */
export async function previousNumbers(
  db: Knex,
  authorityId: number,
  asOf: Date | null = null,
): Promise<PreviousNumbers> {
  const rows = await db(liveExtracts(db, asOf))
    .join('services', 'services.extract_id', 'live_extracts.extract_id')
    .where('live_extracts.authority_id', authorityId)
    .select<({ service_id: string } & GivenByColumn)[]>('service_id', ...comparedColumns);
  return new Map(rows.map((row) => [row.service_id, comparedColumns.map((column) => row[column])]));
}

/** The names of the authority's live services, or of those that were live at a moment, by their ids. */
export async function liveServicesOf(
  db: Knex,
  authorityId: number,
  asOf: Date | null = null,
): Promise<ReadonlyMap<string, string>> {
  const rows = await db(liveExtracts(db, asOf))
    .join('services', 'services.extract_id', 'live_extracts.extract_id')
    .where('live_extracts.authority_id', authorityId)
    .select<{ service_id: string; service_name: string }[]>('service_id', 'service_name');
  return new Map(rows.map((row) => [row.service_id, row.service_name]));
}

/** A new version of an authority's services; its rows follow in the same transaction. */
export async function addVersion(client: ClientBase, job: ProcessingJob): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    'insert into extracts (upload_id, authority_id, extract_date) values ($1, $2, $3) returning id',
    [job.uploadId, job.authority.id, job.dataDate],
  );
  if (!rows[0]) throw new Error('A version was not added');
  return rows[0].id;
}

const versionTables = ['services', 'quality_scores', 'performance_items'] as const;

/** How many rows the versions of some uploads have, by table. */
export async function versionRows(db: Knex, uploadIds: readonly number[]): Promise<Record<string, number>> {
  const versions = db('extracts').whereRaw('upload_id = any(?)', [[...uploadIds]]);
  const rows: Record<string, number> = {};
  for (const table of versionTables) {
    const row = await db(table)
      .whereIn('extract_id', versions.clone().select('id'))
      .count<{ count: number }[]>()
      .first();
    rows[table] = row?.count ?? 0;
  }
  return rows;
}

export async function discardVersion(trx: Knex.Transaction, uploadId: number): Promise<void> {
  for (const table of versionTables) {
    await trx.raw('delete from ?? where extract_id in (select id from extracts where upload_id = ?)', [
      table,
      uploadId,
    ]);
  }
  await trx('extracts').where('upload_id', uploadId).delete();
}

export async function makeVersionLive(trx: Knex.Transaction, uploadId: number): Promise<void> {
  await trx.raw(
    `insert into live_extracts (authority_id, extract_id)
     select authority_id, id from extracts where upload_id = ?
     on conflict (authority_id) do update set extract_id = excluded.extract_id`,
    [uploadId],
  );
  await trx.raw(
    `insert into live_quality_scores
       (authority_id, service_id, objective, assessed_on, provider_score, validated_score, extract_id)
     select authority_id, service_id, objective, assessed_on, provider_score, validated_score, extract_id
     from extracts join quality_scores on extract_id = extracts.id where upload_id = ?
     on conflict (authority_id, service_id, objective, assessed_on) do update
       set provider_score = excluded.provider_score, validated_score = excluded.validated_score,
         extract_id = excluded.extract_id`,
    [uploadId],
  );
}

/**
 * Takes a version off the reports. Its grades go with it, and earlier versions' come back in their place: of the history
 * of scores the latest word counts that has not been withdrawn.
 */
export async function withdrawVersion(trx: Knex.Transaction, uploadId: number): Promise<void> {
  const withdrawn = await trx('extracts')
    .where('upload_id', uploadId)
    .first<{ id: number } | undefined>('id');
  if (!withdrawn) return;
  await trx('live_extracts').where('extract_id', withdrawn.id).delete();
  await rebuildGrades(trx, uploadId);
}

/**
 * Works out the live grades of an upload's authority again, from all of its versions that have been live. A reading of
 * a file that another reading has replaced counts no more, unless somebody has put it back.
 */
export async function rebuildGrades(trx: Knex.Transaction, uploadId: number): Promise<void> {
  const of = await trx('uploads')
    .where('id', uploadId)
    .first<{ authority_id: number } | undefined>('authority_id');
  if (!of) return;
  await trx('live_quality_scores').where(of).delete();
  await trx.raw(
    `insert into live_quality_scores
       (authority_id, service_id, objective, assessed_on, provider_score, validated_score, extract_id)
     select distinct on (service_id, objective, assessed_on)
       extracts.authority_id, service_id, objective, assessed_on, provider_score, validated_score, extract_id
     from extracts join uploads on uploads.id = upload_id join quality_scores on extract_id = extracts.id
     where extracts.authority_id = ? and live_from is not null and state <> 'withdrawn'
       and not exists (select from uploads as again
                       where again.re_extracts = uploads.id and again.live_from > uploads.live_from)
     order by service_id, objective, assessed_on, live_from desc`,
    [of.authority_id],
  );
}

export interface ServiceNumbers {
  row: number;
  serviceId: string;
  /** In the order of comparedColumns, NaN for none. */
  numbers: Float64Array;
}

/** The numbers of some services of an upload's version. */
export async function serviceNumbers(
  trx: Knex.Transaction,
  uploadId: number,
  serviceIds: readonly string[],
): Promise<ServiceNumbers[]> {
  const rows = await trx('services')
    .join('extracts', 'extracts.id', 'services.extract_id')
    .where('extracts.upload_id', uploadId)
    .whereRaw('services.service_id = any(?::text[])', [[...serviceIds]])
    .select<({ row: number; service_id: string } & GivenByColumn)[]>('row', 'service_id', ...comparedColumns);
  return rows.map((row) => ({
    row: row.row,
    serviceId: row.service_id,
    numbers: Float64Array.from(comparedColumns, (column) => row[column] ?? NaN),
  }));
}

/** Writes the figures of many services at once. Columns come from the specification. */
export async function writeFigures(
  trx: Knex.Transaction,
  uploadId: number,
  columns: readonly string[],
  figures: readonly { row: number; values: readonly (number | null)[] }[],
): Promise<void> {
  const arrays = columns.map((_, index) => figures.map(({ values }) => values[index] ?? null));
  const aliases = columns.map((column) => `new_${column}`);
  await trx.raw(
    `update services set ${columns.map((column, index) => `${column} = figures.${aliases[index] ?? ''}`).join(', ')}
     from extracts, unnest(?::integer[], ${columns.map(() => '?::double precision[]').join(', ')}) as figures (new_row, ${aliases.join(', ')})
     where extracts.upload_id = ? and services.extract_id = extracts.id and services.row = figures.new_row`,
    [figures.map(({ row }) => row), ...arrays, uploadId] as Knex.RawBinding[],
  );
}
