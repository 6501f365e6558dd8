import type { Knex } from 'knex';

/**
 * Quality grades and data items of performance indicators, by the version that gave them. Lists are stored as positions
 * (list_entries), 0 for a grade left empty. live_quality_scores has, of all versions that an authority has had live, the
 * latest word on each service, objective and day of assessment.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table quality_scores (
      extract_id bigint not null,
      row integer not null,
      service_id text not null,
      objective smallint not null,
      provider_score smallint not null,
      validated_score smallint not null,
      assessed_on date not null,
      primary key (extract_id, row)
    );

    create table live_quality_scores (
      authority_id smallint not null references authorities on delete restrict,
      service_id text not null,
      objective smallint not null,
      assessed_on date not null,
      provider_score smallint not null,
      validated_score smallint not null,
      extract_id bigint not null references extracts on delete restrict,
      primary key (authority_id, service_id, objective, assessed_on)
    );
    create index live_quality_scores_extract on live_quality_scores (extract_id);

    create table performance_items (
      extract_id bigint not null,
      row integer not null,
      service_id text not null,
      indicator smallint not null,
      period_start date not null,
      period_end date not null,
      item smallint not null,
      value double precision not null,
      primary key (extract_id, row)
    );
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table performance_items; drop table live_quality_scores; drop table quality_scores;');
}
