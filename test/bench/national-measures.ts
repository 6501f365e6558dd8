import type pg from 'pg';
import { openDatabase } from '../../src/platform/database.ts';
import { indicators } from '../../src/outcomes/index.ts';
import { rebuildResults } from '../../src/outcomes/store.ts';
import { refreshMeasures } from '../../src/reports/measures/refresh-measures.ts';

/** Answers of a form are one of so many sets of answers. */
const PATTERNS = 997;

/** What the live services' grades, indicators and outcomes come from, and then these, by the product's own hand. */
export async function fillMeasures(client: pg.Client, url: string, forms: number): Promise<void> {
  await fillGrades(client);
  await fillIndicators(client);
  await fillForms(client, forms);
  await client.query('analyze');
  const database = openDatabase(url, { poolSize: 1 });
  try {
    const workbooks = await database.knex('uploads').whereNot('kind', 'extract').pluck<number[]>('id');
    const authorities = await database.knex('authorities').pluck<number[]>('id');
    for (const id of workbooks) await database.knex.transaction((trx) => rebuildResults(trx, id));
    await client.query('analyze outcome_results');
    for (const id of authorities) await database.knex.transaction((trx) => refreshMeasures(trx, id));
  } finally {
    await database.close();
  }
}

/** Measures of the quarters before: those of the live one. */
export async function fillHistory(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ columns: string }>(`
    select string_agg(attname, ', ' order by attnum) as columns from pg_attribute
    where attrelid = 'service_measures'::regclass and attnum > 2`);
  await client.query(`
    insert into service_measures
    select older.id, row, ${rows[0]?.columns ?? ''}
    from live_extracts join extracts as older using (authority_id)
      join service_measures on service_measures.extract_id = live_extracts.extract_id
    where older.id <> live_extracts.extract_id
    order by older.id, row`);
}

/** Seven in eight services have been assessed; most meet the minimum standard, hardly any fall below it. */
async function fillGrades(client: pg.Client): Promise<void> {
  await client.query(`
    insert into live_quality_scores
      (authority_id, service_id, objective, assessed_on, provider_score, validated_score, extract_id)
    select live_extracts.authority_id, service_id, objective, extract_date - (row * 37 % 700), score,
      case when row % 5 > 0 then least(score + (row % 7 = 0)::integer, 4) else 0 end, extract_id
    from live_extracts join services using (extract_id) join extracts on extracts.id = extract_id,
      generate_series(1, 6) as objective,
      lateral (select ('{3,3,3,3,3,3,3,3,2,2,2,2,2,2,1,1,1,4}'::integer[])[1 + (row * 7 + objective * 5) % 18] as score) as graded
    where row % 8 > 0
    order by live_extracts.authority_id, service_id, objective`);
}

/** Of long-term services KPI1, of others KPI2, of agencies an indicator of their own; the rest of all. */
async function fillIndicators(client: pg.Client): Promise<void> {
  await client.query(`
    insert into performance_items (extract_id, row, service_id, indicator, period_start, period_end, item, value)
    select extract_id, row_number() over (partition by extract_id order by row, indicator, item) + 1, service_id,
      indicator, extract_date - 90, extract_date, item,
      case when item < items then round((share * size)::numeric / (items - 1)) else size end
    from live_extracts join services using (extract_id) join extracts on extracts.id = extract_id,
      (values (1, 3, 0.97), (2, 2, 0.7), (3, 2, 0.99), (4, 2, 0.94), (5, 2, 0.97), (6, 2, 1.1), (7, 2, 0.8))
        as given (indicator, items, share),
      generate_series(1, items) as item, lateral (select 10 + (row * 13 + indicator * 7) % 400 as size) as sized
    where case indicator when 7 then service_type = 5 when 1 then service_type <> 5 and duration_type = 3
      when 2 then service_type <> 5 and duration_type < 3 else service_type <> 5 end
    order by extract_id, row`);
}

/**
 * A short-term and a long-term workbook an authority: few services have many forms, and some have none; each form has
 * needs in about a third of the indicators.
 */
async function fillForms(client: pg.Client, forms: number): Promise<void> {
  await client.query(`
    insert into uploads (authority_id, uploaded_by, kind, series, file_name, file_size, sha256, data_date, state, received_at, live_from)
    select live_extracts.authority_id, (select id from users where email = 'nation@example.org'), kind, kind || ' ' || extract_date,
      'nation.xlsx', 1, '\\x00', extract_date, 'live', extract_date + interval '30 days', extract_date + interval '30 days'
    from live_extracts join extracts on extracts.id = extract_id,
      lateral (values ('outcomes-short'), ('outcomes-long')) as kinds (kind);

    create temporary table answers as
      select pattern, string_agg(need, '' order by at) as needs, string_agg(outcome, '' order by at) as outcomes,
        string_agg(case outcome when '2' then '3' else '1' end, '' order by at) as reasons
      from generate_series(0, ${PATTERNS - 1}) as pattern, generate_series(1, ${indicators.length}) as at,
        lateral (select case when (pattern * 31 + at * 17) % (2 + at % 3) = 0 then '1' else '2' end as need) as needed,
        lateral (select case when need = '2' then '3' when (pattern * 13 + at) % 4 > 0 then '1' else '2' end as outcome) as found
      group by pattern;

    insert into outcome_forms (upload_id, row, form_id, service_id, needs, outcomes, reasons)
    select upload_id, row_number() over (partition by upload_id) + 1, row_number() over (), service_id, needs, outcomes, reasons
    from (
      select uploads.id as upload_id, service_id, (services.row * 7 + form * 11) % ${PATTERNS} as pattern
      from live_extracts join services using (extract_id)
        join uploads on uploads.authority_id = live_extracts.authority_id
          and uploads.kind = case duration_type when 3 then 'outcomes-long' else 'outcomes-short' end,
        lateral (select ${forms} / sum(services)::double precision as each from extracts join live_extracts on extract_id = id) as share,
        lateral (select 4 * each * pow((services.row * 0.618033988749895 % 1)::double precision, 3) as most) as sized,
        generate_series(1, round(most)::integer) as form
      order by uploads.id, services.row
    ) as made join answers using (pattern)
    order by upload_id`);
}
