import type { Knex } from 'knex';

/** The numbers of a service that are compared with what is usual. */
const numbers = [
  ...['units', 'hours', 'managers', 'frontline_staff', 'weekly_unit_cost'],
  ...['contract_value_next_year', 'contract_value_previous_year'],
  ...['subsidy_value_next_year', 'subsidy_value_previous_year'],
];

/**
 * What is usual among other authorities' services is read as spbench_benchmark too, like all that is known of peers.
 * `given_numbers` says of a service what type and client group it is of and which numbers its file gives, nothing else;
 * `live_times` says since when each version was live and whether it is now: a file that is read again is judged by what
 * was live when it was first sent. "offset 0" as in the other views: only the versions asked for are read.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create view benchmark.live_times as
      select extracts.authority_id as authority, extracts.id as version, uploads.live_from,
        live_extracts.extract_id is not null as is_live
      from extracts
      join uploads on uploads.id = extracts.upload_id
      left join live_extracts on live_extracts.extract_id = extracts.id;

    create view benchmark.given_numbers as
      select extracts.id as version, extracts.authority_id as authority,
        ${['service_type', 'client_group', ...numbers].map((column) => `services.${column}`).join(', ')}
      from extracts
      cross join lateral (select * from services where services.extract_id = extracts.id offset 0) services;

    grant select on benchmark.live_times, benchmark.given_numbers to spbench_benchmark;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop view benchmark.given_numbers, benchmark.live_times;');
}
