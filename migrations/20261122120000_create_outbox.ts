import type { Knex } from 'knex';

/** Mail that waits to be sent, was sent (without its content), or could not be sent. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table outbox (
      id bigint generated always as identity primary key,
      user_id bigint references users on delete restrict,
      about text not null,
      content bytea,
      state text not null default 'queued' check (state in ('queued', 'sent', 'dead')),
      attempts smallint not null default 0,
      last_fault text,
      queued_at timestamptz not null default now(),
      sent_at timestamptz,
      check ((state = 'sent') = (sent_at is not null)),
      check (state <> 'sent' or content is null)
    );
    create index outbox_user on outbox (user_id);
    create index outbox_not_sent on outbox (state, queued_at) where state <> 'sent';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table outbox;');
}
