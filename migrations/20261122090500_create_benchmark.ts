import type { Knex } from 'knex';

/**
 * What may be read about other authorities: live services without names and ids. Reports read it as
 * spbench_benchmark, a role that can read nothing else. Roles belong to the whole server, so the role
 * may exist already (another database) and stays when this database goes down.
 * "offset 0" is a fence: without it PostgreSQL may read all of the history to find the live versions in it.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    do $$ begin
      create role spbench_benchmark nologin;
    exception when duplicate_object or unique_violation then null;
    end $$;
    do $$ begin
      execute format('grant spbench_benchmark to %I', current_user);
    end $$;

    create schema benchmark;
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

    revoke all on schema public from public;
    grant usage on schema benchmark to spbench_benchmark;
    grant select on benchmark.services to spbench_benchmark;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop schema benchmark cascade;');
}
