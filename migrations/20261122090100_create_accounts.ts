import type { Knex } from 'knex';

/** People, how they get in, and the counters that slow a guesser down. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table users (
      id bigint generated always as identity primary key,
      email text not null,
      name text not null,
      role text not null check (role in ('officer', 'lead', 'support', 'compliance', 'admin')),
      authority_id smallint references authorities on delete restrict,
      password_hash text,
      created_at timestamptz not null default now(),
      check ((role in ('officer', 'lead')) = (authority_id is not null))
    );
    create unique index users_email on users (lower(email));
    create index users_authority on users (authority_id);

    create table invitations (
      id bigint generated always as identity primary key,
      user_id bigint not null references users on delete restrict,
      token_hash bytea not null unique,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      used_at timestamptz
    );
    create index invitations_user on invitations (user_id);

    create table sessions (
      sid text primary key,
      sess json not null,
      expire timestamptz not null
    );
    create index sessions_expire on sessions (expire);

    create table rate_limits (
      key text primary key,
      points integer not null default 0,
      expire bigint
    );
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table rate_limits; drop table sessions; drop table invitations; drop table users;');
}
