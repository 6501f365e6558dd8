import type { Knex } from 'knex';

/**
 * Mailings to people who agreed. Nobody is listed: whom a mailing goes to is read from the ledger of consents while it is
 * sent, and only its letters in the outbox say so for as long as they are kept there.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table mailings (
      id bigint generated always as identity primary key,
      purpose text not null check (purpose in ('products', 'research')),
      subject text not null check (subject <> ''),
      body text not null check (body <> ''),
      state text not null default 'draft' check (state in ('draft', 'sending', 'paused', 'sent')),
      created_by bigint not null references users on delete restrict,
      created_at timestamptz not null,
      sent_by bigint references users on delete restrict,
      started_at timestamptz,
      ended_at timestamptz,
      -- Everybody up to this account has been looked at.
      reached bigint not null default 0,
      letters integer not null default 0,
      check ((state = 'draft') = (started_at is null)),
      check ((started_at is null) = (sent_by is null)),
      check ((state = 'sent') = (ended_at is not null))
    );
    create index mailings_created_by on mailings (created_by);
    create index mailings_sent_by on mailings (sent_by) where sent_by is not null;

    alter table outbox add column mailing_id bigint references mailings on delete restrict;
    create unique index outbox_mailing on outbox (mailing_id, user_id) where mailing_id is not null;

    -- Who objected, by a keyed hash of the address: it says whose it is only to whoever has the address and the key.
    create table suppressions (
      address_hash bytea not null,
      purpose text not null check (purpose in ('products', 'research')),
      at timestamptz not null,
      primary key (address_hash, purpose)
    );
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table suppressions;
    alter table outbox drop column mailing_id;
    drop table mailings;
  `);
}
