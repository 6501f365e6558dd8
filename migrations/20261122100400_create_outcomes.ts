import type { Knex } from 'knex';

/**
 * Outcome forms as their workbooks give them, and what they come to: per service and indicator, how many clients had
 * the need and how many achieved the outcome. Answers are positions in their lists, one character an indicator.
 * outcome_results is rebuilt with every change of what is live: of a form held by several live workbooks of one
 * authority and term, the one that went live last counts.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table outcome_forms (
      upload_id bigint not null,
      row integer not null,
      form_id bigint not null,
      service_id text not null,
      needs text not null,
      outcomes text not null,
      reasons text not null,
      is_excluded boolean not null default false,
      primary key (upload_id, row)
    );
    create index outcome_forms_form on outcome_forms (form_id);

    create table outcome_results (
      authority_id smallint not null references authorities on delete restrict,
      kind text not null,
      data_date date not null,
      service_id text not null,
      indicator smallint not null,
      needed integer not null,
      achieved integer not null,
      primary key (authority_id, kind, data_date, service_id, indicator)
    );
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table outcome_results; drop table outcome_forms;');
}
