import type { Knex } from 'knex';

const graders = ['provider', 'validated'];
const objectives = ['overall', 'c1_1', 'c1_2', 'c1_3', 'c1_4', 'c1_5', 'c1_6'];
const indicators = ['kpi1', 'kpi2', 'spi1', 'spi2', 'spi3', 'spi4', 'hiakpi1'];
const outcomes = '1a 1b 1c 2a 2b 2c 2d 3a 3b 3c 3d 4a 4b 4c 4d 5a'
  .split(' ')
  .map((code) => `outcome_${code}`);

const grades = graders.flatMap((grader) => objectives.map((objective) => `${grader}_${objective}`));
const percentages = [...indicators, ...outcomes];
const parts = percentages.flatMap((measure) => [`${measure}_part`, `${measure}_whole`]);

const dimensions = ['service_type', 'client_group', 'accommodation_type', 'duration_type'];
const costs = [
  'weekly_unit_cost',
  'cost_per_support_hour',
  'support_hours_per_unit',
  'contract_value_next_year',
  'contract_value_previous_year',
  'subsidy_value_next_year',
  'subsidy_value_previous_year',
];
/** What may be known of a service of another authority: neither its name nor its id, nor what a measure rests on. */
const publicColumns = [...dimensions, 'units', ...costs, ...grades, ...percentages];

/**
 * Measures that do not come from a service's own row: grades, indicators, outcomes, worked out when a version goes live
 * and kept as its history. measured_services has every measure of a service; the views of the benchmark show those
 * columns of it that tell nobody who it is. `revision` changes with whatever the reports say of a version, so that what
 * was worked out from it elsewhere is known to be old. `is_replaced` is of the first of two readings of a file: the
 * second counts for its quarter, or nothing once that has been withdrawn, unless somebody has put the first one back.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table service_measures (
      extract_id bigint not null,
      row integer not null,
      ${[...grades, ...parts].map((column) => `${column} double precision`).join(', ')},
      primary key (extract_id, row)
    );

    create sequence extract_revision as bigint;
    alter table extracts add column revision bigint not null default nextval('extract_revision');
    alter table extracts add column is_replaced boolean not null default false;
    update extracts set is_replaced = true
      from uploads join uploads as again on again.re_extracts = uploads.id and again.live_from > uploads.live_from
      where uploads.id = extracts.upload_id;

    create view measured_services as
      select services.*, ${[...grades, ...parts].join(', ')},
        ${percentages.map((measure) => `100 * ${measure}_part / nullif(${measure}_whole, 0) as ${measure}`).join(', ')}
      from services left join service_measures using (extract_id, row);

    drop view benchmark.services;
    create view benchmark.services as
      select
        authorities.id as authority, authorities.region, authorities.authority_type,
        ${publicColumns.map((column) => `services.${column}`).join(', ')}
      from live_extracts
      join authorities on authorities.id = live_extracts.authority_id
      cross join lateral (
        select * from measured_services where measured_services.extract_id = live_extracts.extract_id offset 0
      ) services;

    create view benchmark.revisions as
      select live_extracts.authority_id as authority, revision
      from live_extracts join extracts on extracts.id = live_extracts.extract_id;

    create view benchmark.versions as
      select distinct on (authority, quarter) * from (
        select extracts.authority_id as authority, extracts.id as version, extracts.revision,
          (date_trunc('quarter', extract_date::timestamp) + interval '3 months - 1 day')::date as quarter,
          extract_date, uploads.state = 'live' as is_live, uploads.live_from
        from extracts join uploads on uploads.id = extracts.upload_id
        where uploads.state in ('live', 'superseded') and uploads.live_from is not null
          and (uploads.state = 'live' or not extracts.is_replaced)
      ) counted
      order by authority, quarter, is_live desc, extract_date desc, live_from desc, version desc;

    create view benchmark.history as
      select extracts.id as version, extracts.authority_id as authority,
        ${publicColumns.map((column) => `services.${column}`).join(', ')}
      from extracts
      join uploads on uploads.id = extracts.upload_id and uploads.state in ('live', 'superseded')
      cross join lateral (
        select * from measured_services where measured_services.extract_id = extracts.id offset 0
      ) services;

    grant select on benchmark.services, benchmark.revisions, benchmark.versions, benchmark.history
      to spbench_benchmark;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop view benchmark.history, benchmark.versions, benchmark.revisions, benchmark.services;
    drop view measured_services;
    alter table extracts drop column revision, drop column is_replaced;
    drop sequence extract_revision;
    drop table service_measures;

    create view benchmark.services as
      select
        authorities.id as authority, authorities.region, authorities.authority_type,
        services.service_type, services.client_group, services.accommodation_type, services.duration_type,
        services.units,
        services.weekly_unit_cost, services.cost_per_support_hour, services.support_hours_per_unit,
        services.contract_value_next_year, services.contract_value_previous_year,
        services.subsidy_value_next_year, services.subsidy_value_previous_year
      from live_extracts
      join authorities on authorities.id = live_extracts.authority_id
      cross join lateral (
        select * from services where services.extract_id = live_extracts.extract_id offset 0
      ) services;
    grant select on benchmark.services to spbench_benchmark;
  `);
}
