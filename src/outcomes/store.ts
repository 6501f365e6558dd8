import type { Knex } from 'knex';
import type { ClientBase } from 'pg';
import { YES } from './specification/workbook.ts';

export async function discardForms(trx: Knex.Transaction, uploadId: number): Promise<void> {
  await trx('outcome_forms').where('upload_id', uploadId).delete();
}

export interface ReplacedForms {
  fileName: string;
  forms: number;
}

/** Forms of live workbooks of the same kind that forms of this upload will replace, a workbook a line. */
export async function replacedForms(client: ClientBase, uploadId: number): Promise<ReplacedForms[]> {
  const { rows } = await client.query<{ file_name: string; forms: string }>(
    `select other.file_name, count(*) as forms
     from uploads as own
     join uploads as other on other.authority_id = own.authority_id and other.kind = own.kind
       and other.state = 'live' and other.series <> own.series
     join outcome_forms as earlier on earlier.upload_id = other.id
     join outcome_forms as later on later.form_id = earlier.form_id and later.upload_id = own.id
     where own.id = $1 group by other.id, other.file_name order by other.id`,
    [uploadId],
  );
  return rows.map(({ file_name, forms }) => ({ fileName: file_name, forms: Number(forms) }));
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
  await trx.raw(
    `insert into outcome_results (authority_id, kind, data_date, service_id, indicator, needed, achieved)
     select :authority_id, :kind, data_date, service_id, indicator,
       count(*), count(*) filter (where substr(outcomes, indicator, 1) = :yes)
     from (
       select distinct on (form_id) data_date, service_id, needs, outcomes, is_excluded
       from uploads join outcome_forms on upload_id = uploads.id
       where authority_id = :authority_id and kind = :kind and state = 'live'
       order by form_id, live_from desc, uploads.id desc
     ) as forms, generate_series(1, length(needs)) as indicator
     where not is_excluded and substr(needs, indicator, 1) = :yes
     group by data_date, service_id, indicator`,
    { ...of, yes: String(YES) },
  );
}
