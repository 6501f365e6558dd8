import type { Knex } from 'knex';

/**
 * Versions of an authority's set of services. A version is complete before live_extracts points at it.
 * services.extract_id has no foreign key: PostgreSQL would check it once a row (5 s in a million);
 * the load writes version and rows in one transaction, and a version is removed with its rows.
 * Lists are stored as positions (list_entries), 0 for an optional field left empty.
 * A number that the officer has excluded is null here; its finding keeps it as given.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table extracts (
      id bigint generated always as identity primary key,
      upload_id bigint not null unique references uploads on delete restrict,
      authority_id smallint not null references authorities on delete restrict,
      extract_date date not null,
      services integer not null default 0,
      created_at timestamptz not null default now()
    );
    create index extracts_authority on extracts (authority_id, extract_date);

    create table live_extracts (
      authority_id smallint primary key references authorities on delete restrict,
      extract_id bigint not null unique references extracts on delete restrict
    );

    create table services (
      extract_id bigint not null,
      row integer not null,
      service_id text not null,
      service_name text not null,
      service_type smallint not null,
      client_group smallint not null,
      accommodation_type smallint not null,
      duration_type smallint not null,
      charge_type smallint not null,
      funded_status smallint not null,
      units double precision,
      hours double precision,
      managers double precision,
      frontline_staff double precision,
      weekly_unit_cost double precision,
      contract_value_next_year double precision,
      contract_value_previous_year double precision,
      subsidy_value_next_year double precision,
      subsidy_value_previous_year double precision,
      cost_per_support_hour double precision,
      support_hours_per_unit double precision,
      primary key (extract_id, row)
    );
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table services; drop table live_extracts; drop table extracts;');
}
