import type { Knex } from 'knex';

/**
 * A removed person's row in users stays and stands for nobody: the constraint ties that to removed_at. A removal is asked
 * for by one person and approved by another; what the plan said, what was done, what a search then still found and the
 * certificate are kept with it, and nothing in them is about a person but the number.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table users add column removed_at timestamptz;
    alter table users alter column email drop not null, alter column name drop not null, alter column role drop not null;
    alter table users add constraint users_removed_stand_for_nobody check (
      case when removed_at is null then num_nulls(email, name, role) = 0
      else closed_at is not null and num_nonnulls(email, name, role, authority_id, password_hash, warned_at,
        last_signed_in_at, details_confirmed_at) = 0 end);

    create table removals (
      id bigint generated always as identity primary key,
      scope text not null check (scope in ('person', 'person-and-uploads', 'authority')),
      user_id bigint references users on delete restrict,
      authority_id smallint references authorities on delete restrict,
      ground text not null,
      case_reference text check (case_reference ~ '^[A-Z]-[0-9A-Z]{8}$'),
      confirmed_by bigint references users on delete restrict,
      confirmed_on date,
      confirmed_way text check (confirmed_way in ('email', 'phone', 'post', 'in-person')),
      state text not null default 'asked' check (state in ('asked', 'refused', 'removed', 'certified')),
      plan jsonb not null,
      plan_hash bytea not null check (length(plan_hash) = 32),
      requested_by bigint not null references users on delete restrict,
      requested_at timestamptz not null,
      decided_by bigint references users on delete restrict,
      decided_at timestamptz,
      roles text[] not null default '{}',
      refusal text,
      traces bytea,
      backups_until date,
      searched_at timestamptz,
      certificate text,
      signature bytea,
      check (num_nonnulls(user_id, authority_id) = 1),
      check ((scope = 'authority') = (authority_id is not null)),
      check (num_nonnulls(confirmed_by, confirmed_on, confirmed_way) in (0, 3)),
      check (num_nulls(decided_by, decided_at) in (0, 2)),
      check ((state = 'asked') = (decided_at is null)),
      check ((state = 'refused') = (refusal is not null)),
      check ((state = 'certified') = (certificate is not null)),
      check ((certificate is null) = (signature is null)),
      -- What is searched for afterwards is kept, sealed, from the removal to the certificate and no longer.
      check ((state = 'removed') = (traces is not null)),
      check (decided_by <> requested_by or state = 'refused')
    );
    create index removals_user on removals (user_id);
    create index removals_authority on removals (authority_id);
    create index removals_confirmed_by on removals (confirmed_by) where confirmed_by is not null;
    create index removals_requested_by on removals (requested_by);
    create index removals_decided_by on removals (decided_by) where decided_by is not null;
    create unique index removals_one_open on removals (coalesce(user_id, 0), coalesce(authority_id, 0))
      where state = 'asked';
    create index removals_in_order on removals (state, id desc);

    create table removal_traces (
      removal_id bigint not null references removals on delete restrict,
      place text not null,
      count integer not null check (count > 0),
      is_planned boolean not null,
      settled_by bigint references users on delete restrict,
      settled_at timestamptz,
      settlement text check (settlement in ('somebody-else', 'must-stay')),
      primary key (removal_id, place),
      check (num_nonnulls(settled_by, settled_at, settlement) in (0, 3))
    );
    create index removal_traces_settled_by on removal_traces (settled_by) where settled_by is not null;
  `);
}

/** Whoever was removed cannot come back: their rows are given a name and an address that are nobody's. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table removal_traces, removals;
    alter table users drop constraint users_removed_stand_for_nobody;
    update users set email = 'removed-' || id || '@invalid', name = 'Removed', role = 'support'
      where removed_at is not null;
    alter table users alter column email set not null, alter column name set not null, alter column role set not null;
    alter table users drop column removed_at;
  `);
}
