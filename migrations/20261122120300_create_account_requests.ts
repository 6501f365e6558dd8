import type { Knex } from 'knex';

/** What lead officers ask of OCC for their colleagues, and what makes an account closed: kept, but nobody signs in with it. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table users
      add column closed_at timestamptz,
      add column last_signed_in_at timestamptz;

    create table account_requests (
      id bigint generated always as identity primary key,
      authority_id smallint not null references authorities on delete restrict,
      requested_by bigint not null references users on delete restrict,
      requested_at timestamptz not null,
      name text,
      email text,
      role text not null check (role in ('officer', 'lead')),
      reason text,
      state text not null default 'waiting' check (state in ('waiting', 'issued', 'declined')),
      decided_by bigint references users on delete restrict,
      decided_at timestamptz,
      decline_reason text,
      user_id bigint references users on delete restrict,
      check ((state = 'waiting') = (decided_at is null)),
      check ((state = 'issued') = (user_id is not null))
    );
    create index account_requests_waiting on account_requests (requested_at) where state = 'waiting';
    create index account_requests_authority on account_requests (authority_id, id);
    create index account_requests_requested_by on account_requests (requested_by);
    create index account_requests_decided_by on account_requests (decided_by);
    create index account_requests_user on account_requests (user_id);
    create unique index account_requests_once on account_requests (authority_id, lower(email))
      where state = 'waiting';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table account_requests;
    alter table users drop column closed_at, drop column last_signed_in_at;
  `);
}
