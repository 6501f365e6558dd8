import type { Knex } from 'knex';

/** Mail that waits to be sent, was sent (without its content), or could not be sent. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table outbox (
      id bigint generated always as identity primary key,
      user_id bigint references users on delete restrict,
      about text not null,
      content bytea,
      state text not null default 'queued' check (state in ('queued', 'sent', 'dead', 'given-up')),
      attempts smallint not null default 0,
      last_fault text,
      last_code smallint,
      queued_at timestamptz not null default now(),
      due_at timestamptz not null default now(),
      ended_at timestamptz,
      check ((state = 'queued') = (ended_at is null)),
      check (state not in ('sent', 'given-up') or content is null),
      check (state <> 'queued' or content is not null)
    );
    create index outbox_user on outbox (user_id);
    create index outbox_not_sent on outbox (state, due_at) where state in ('queued', 'dead');
    create index outbox_ended on outbox (ended_at);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table outbox;');
}
