import type { Knex } from 'knex';

/**
 * Legal holds, which nothing changes: what ends one is an entry of its own. And what the nightly run of the retention
 * schedule has done, class by class, in numbers.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table legal_holds (
      id bigint generated always as identity primary key,
      user_id bigint references users on delete restrict,
      authority_id smallint references authorities on delete restrict,
      case_reference text check (case_reference ~ '^[A-Z]-[0-9A-Z]{8}$'),
      reason text not null check (reason <> ''),
      review_on date not null,
      placed_by bigint not null references users on delete restrict,
      placed_at timestamptz not null,
      check (num_nonnulls(user_id, authority_id, case_reference) = 1)
    );
    create index legal_holds_user on legal_holds (user_id) where user_id is not null;
    create index legal_holds_authority on legal_holds (authority_id) where authority_id is not null;
    create index legal_holds_placed_by on legal_holds (placed_by);

    create table legal_hold_ends (
      hold_id bigint primary key references legal_holds on delete cascade,
      reason text not null check (reason <> ''),
      ended_by bigint not null references users on delete restrict,
      ended_at timestamptz not null
    );
    create index legal_hold_ends_ended_by on legal_hold_ends (ended_by);
    create index legal_hold_ends_ended_at on legal_hold_ends (ended_at);
    revoke update, delete on legal_hold_ends from spbench_app;
    create function refuse_change_of_hold() returns trigger language plpgsql as $$
      begin
        raise exception 'legal_holds is append-only';
      end $$;
    create trigger legal_holds_unchanged before update on legal_holds
      for each row execute function refuse_change_of_hold();

    create table retention_runs (
      id bigint generated always as identity primary key,
      asked_by bigint references users on delete restrict,
      started_at timestamptz not null,
      ended_at timestamptz,
      state text not null default 'running' check (state in ('running', 'done', 'broken-off')),
      check ((state = 'running') = (ended_at is null))
    );
    create index retention_runs_asked_by on retention_runs (asked_by) where asked_by is not null;
    create table retention_run_classes (
      run_id bigint not null references retention_runs on delete cascade,
      class text not null check (class ~ '^[a-zA-Z]+$'),
      due integer not null check (due >= 0),
      held integer not null check (held >= 0),
      deleted integer not null default 0 check (deleted >= 0),
      has_failed boolean not null default false,
      primary key (run_id, class)
    );
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table retention_run_classes, retention_runs, legal_hold_ends, legal_holds;
    drop function refuse_change_of_hold();
  `);
}
