import type { Knex } from 'knex';

/**
 * Second factors, links to choose a new password, delays for guessers, and sessions whose content is sealed and whose
 * owner stands beside it.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table second_factors (
      user_id bigint primary key references users on delete restrict,
      seed bytea not null,
      last_step bigint not null,
      created_at timestamptz not null
    );

    create table recovery_codes (
      id bigint generated always as identity primary key,
      user_id bigint not null references users on delete restrict,
      code_hash bytea not null,
      created_at timestamptz not null,
      used_at timestamptz,
      unique (user_id, code_hash)
    );

    create table password_resets (
      id bigint generated always as identity primary key,
      user_id bigint not null references users on delete restrict,
      token_hash bytea not null unique,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz
    );
    create index password_resets_user on password_resets (user_id);

    create table delays (
      key text primary key,
      failures integer not null,
      last_at timestamptz not null
    );
    create index delays_last on delays (last_at);
    drop table rate_limits;

    alter table users add column warned_at timestamptz;

    drop table sessions;
    create table sessions (
      id bigint generated always as identity primary key,
      sid text not null unique,
      user_id bigint not null references users on delete restrict,
      sess bytea not null,
      expire timestamptz not null
    );
    create index sessions_user on sessions (user_id);
    create index sessions_expire on sessions (expire);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table sessions;
    create table sessions (
      sid text primary key,
      sess json not null,
      expire timestamptz not null
    );
    create index sessions_expire on sessions (expire);
    alter table users drop column warned_at;
    create table rate_limits (
      key text primary key,
      points integer not null default 0,
      expire bigint
    );
    drop table delays;
    drop table password_resets;
    drop table recovery_codes;
    drop table second_factors;
  `);
}
