import type { Knex } from 'knex';
import type { ClientBase } from 'pg';
import { YES } from './specification/workbook.ts';

export async function discardForms(trx: Knex.Transaction, uploadId: number): Promise<void> {
  await trx('outcome_forms').where('upload_id', uploadId).delete();
}

/** How many forms some uploads have. */
export async function formRows(db: Knex, uploadIds: readonly number[]): Promise<Record<string, number>> {
  const row = await db('outcome_forms')
    .whereRaw('upload_id = any(?)', [[...uploadIds]])
    .count<{ count: number }[]>()
    .first();
  return { outcome_forms: row?.count ?? 0 };
}

export interface ReplacedForms {
  fileName: string;
  forms: number;
}

/**
 * Forms of live workbooks of the same kind that forms of this upload will replace, a workbook a line. The workbooks are
 * found first: in one statement with the forms, of which PostgreSQL may have no statistics yet, it would guess badly.
 */
export async function replacedForms(
  client: ClientBase,
  uploadId: number,
  asOf: Date | null,
): Promise<ReplacedForms[]> {
  const { rows: others } = await client.query<{ id: number; file_name: string }>(
    `select other.id, other.file_name from uploads as own
     join uploads as other on other.authority_id = own.authority_id and other.kind = own.kind
       and other.state = 'live' and other.series <> own.series
       and other.live_from < coalesce($2, 'infinity'::timestamptz)
     where own.id = $1 order by other.id`,
    [uploadId, asOf],
  );
  const replaced: ReplacedForms[] = [];
  for (const { id, file_name } of others) {
    const { rows } = await client.query<{ forms: number }>(
      `select count(*)::integer as forms from outcome_forms as later
       where upload_id = $1
         and exists (select from outcome_forms where form_id = later.form_id and upload_id = $2)`,
      [uploadId, id],
    );
    const forms = rows[0]?.forms ?? 0;
    if (forms > 0) replaced.push({ fileName: file_name, forms });
  }
  return replaced;
}

/** Leaves the forms of some rows out, or takes them back in. */
export async function setExcluded(
  trx: Knex.Transaction,
  uploadId: number,
  decided: readonly { row: number; isExcluded: boolean }[],
): Promise<void> {
  await trx.raw(
    `update outcome_forms set is_excluded = decided.is_excluded
     from unnest(?::integer[], ?::boolean[]) as decided (row, is_excluded)
     where upload_id = ? and outcome_forms.row = decided.row`,
    [
      decided.map(({ row }) => row),
      decided.map(({ isExcluded }) => isExcluded),
      uploadId,
    ] as Knex.RawBinding[],
  );
}

/** Works out anew what the live workbooks of an upload's authority and kind come to. */
export async function rebuildResults(trx: Knex.Transaction, uploadId: number): Promise<void> {
  const of = await trx('uploads')
    .where('id', uploadId)
    .first<{ authority_id: number; kind: string } | undefined>('authority_id', 'kind');
  if (!of) return;
  await trx('outcome_results').where(of).delete();
  const live = await trx('uploads')
    .where({ ...of, state: 'live' })
    .select<{ id: number; data_date: string; live_from: Date }[]>('id', 'data_date', 'live_from');
  await trx.raw(
    `insert into outcome_results (authority_id, kind, data_date, service_id, indicator, needed, achieved)
     select :authority_id, :kind, data_date, service_id, indicator,
       count(*), count(*) filter (where substr(outcomes, indicator, 1) = :yes)
     from (
       select distinct on (form_id) data_date, service_id, needs, outcomes, is_excluded
       from outcome_forms
       join unnest(:ids::bigint[], :days::date[], :since::timestamptz[]) as live (id, data_date, live_from)
         on live.id = upload_id
       where upload_id = any(:ids::bigint[])
       order by form_id, live_from desc, upload_id desc
     ) as forms, generate_series(1, length(needs)) as indicator
     where not is_excluded and substr(needs, indicator, 1) = :yes
     group by data_date, service_id, indicator`,
    {
      ...{ ...of, yes: String(YES), ids: live.map(({ id }) => id) },
      ...{ days: live.map(({ data_date }) => data_date), since: live.map(({ live_from }) => live_from) },
    } as unknown as Record<string, Knex.RawBinding>,
  );
}
