import type { Knex } from 'knex';

/**
 * How complaints are dealt with; breaches, disclosures and the registers of agreements, assessments, transfers and
 * training; former names; what was agreed with authorities; verifications of the audit trail. Logs are added to and never
 * changed: an entry goes only with the whole that it belongs to, or when a person is removed.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create function refuse_change_of_log() returns trigger language plpgsql as $$
      declare whole_stands boolean;
      begin
        if coalesce(current_setting('spbench.removed_user', true), '') <> '' then
          return case tg_op when 'DELETE' then old else new end;
        end if;
        if tg_op = 'DELETE' then
          execute format('select exists (select from %I where id = $1)', tg_argv[0])
            into whole_stands using (to_jsonb(old) ->> tg_argv[1])::bigint;
          if not whole_stands then return old; end if;
        end if;
        raise exception '% is append-only', tg_table_name;
      end $$;

    alter table complaints
      add column recorded_by bigint references users on delete restrict,
      add column investigator_id bigint references users on delete restrict,
      add column acknowledged_at timestamptz,
      add column outcome text check (outcome in ('upheld', 'partly-upheld', 'not-upheld', 'withdrawn')),
      add column outcome_at timestamptz,
      add check ((outcome is null) = (outcome_at is null));
    create index complaints_recorded_by on complaints (recorded_by) where recorded_by is not null;
    create index complaints_investigator on complaints (investigator_id) where investigator_id is not null;
    create table complaint_events (
      id bigint generated always as identity primary key,
      complaint_id bigint not null references complaints on delete cascade,
      kind text not null check (kind in ('assigned', 'acknowledged', 'informed', 'outcome')),
      happened_at timestamptz not null,
      recorded_at timestamptz not null,
      recorded_by bigint not null references users on delete restrict,
      facts jsonb not null,
      letter text
    );
    create index complaint_events_complaint on complaint_events (complaint_id, id);
    create index complaint_events_recorded_by on complaint_events (recorded_by);

    create table breaches (
      id bigint generated always as identity primary key,
      reference text not null unique,
      aware_at timestamptz not null,
      reported_at timestamptz not null,
      reported_by bigint not null references users on delete restrict,
      closed_at timestamptz
    );
    create index breaches_reported_by on breaches (reported_by);
    create index breaches_open on breaches (aware_at) where closed_at is null;
    create table breach_events (
      id bigint generated always as identity primary key,
      breach_id bigint not null references breaches on delete cascade,
      kind text not null check (kind in ('reported', 'more', 'risk', 'commissioner-told', 'people-told',
        'people-not-told', 'authorities-told', 'closed', 'reopened')),
      happened_at timestamptz not null,
      recorded_at timestamptz not null,
      recorded_by bigint not null references users on delete restrict,
      facts jsonb not null
    );
    create index breach_events_breach on breach_events (breach_id, id);
    create index breach_events_recorded_by on breach_events (recorded_by);

    -- Of what can be disclosed, data that authorities submit is not a kind: nothing records that it was handed on (P25).
    create table disclosures (
      id bigint generated always as identity primary key,
      reference text not null unique,
      user_id bigint references users on delete restrict,
      about_whom text check (about_whom <> ''),
      decision text not null check (decision in ('disclosed', 'refused')),
      data_kinds text[] not null check (cardinality(data_kinds) > 0 and
        data_kinds <@ array['name', 'contact-details', 'account', 'activity', 'correspondence']),
      recipient text not null check (recipient <> ''),
      purpose text not null check (purpose <> ''),
      ground text not null check (ground in ('consent', 'court-order', 'statute', 'child', 'adult-at-risk',
        'mental-health', 'crime', 'tax', 'danger', 'vital-interests', 'legal-claims', 'none')),
      consent text not null check (consent in ('given', 'refused', 'not-sought')),
      consent_reasons text,
      risk_reasons text,
      agreement text,
      telling text not null check (telling in ('told', 'not-told')),
      told_on date,
      telling_reasons text,
      review_on date,
      is_hidden boolean not null generated always as (telling = 'not-told') stored,
      decided_at timestamptz not null,
      recorded_at timestamptz not null,
      recorded_by bigint not null references users on delete restrict,
      check (num_nonnulls(user_id, about_whom) > 0),
      check (decision = 'refused' or ground <> 'none'),
      check (decision = 'refused' or (ground = 'consent') <= (consent = 'given')),
      check (consent = 'given' or consent_reasons is not null),
      check ((telling = 'told') = (told_on is not null)),
      check (telling = 'told' or (telling_reasons is not null and review_on is not null))
    );
    create index disclosures_user on disclosures (user_id);
    create index disclosures_recorded_by on disclosures (recorded_by);
    create index disclosures_decided on disclosures (decided_at desc, id desc);
    create index disclosures_to_review on disclosures (review_on) where telling = 'not-told';

    create table register_entries (
      id bigint generated always as identity primary key,
      register text not null check (register in ('agreements', 'assessments', 'transfers', 'training')),
      user_id bigint references users on delete restrict,
      ended_on date,
      check ((register = 'training') = (user_id is not null))
    );
    create index register_entries_register on register_entries (register, id);
    create index register_entries_user on register_entries (user_id) where user_id is not null;
    create table register_versions (
      entry_id bigint not null references register_entries on delete cascade,
      number smallint not null,
      facts jsonb not null,
      review_on date,
      saved_at timestamptz not null,
      saved_by bigint not null references users on delete restrict,
      primary key (entry_id, number)
    );
    create index register_versions_saved_by on register_versions (saved_by);

    create table former_names (
      id bigint generated always as identity primary key,
      user_id bigint not null references users on delete restrict,
      kind text not null check (kind in ('name', 'email')),
      value text not null,
      until timestamptz not null default now()
    );
    create index former_names_user on former_names (user_id);
    create function keep_former_name() returns trigger language plpgsql as $$
      begin
        -- Removing a person empties both, and keeps neither.
        if new.name <> old.name then
          insert into former_names (user_id, kind, value) values (old.id, 'name', old.name);
        end if;
        if lower(new.email) <> lower(old.email) then
          insert into former_names (user_id, kind, value) values (old.id, 'email', old.email);
        end if;
        return null;
      end $$;
    create trigger users_former_names after update of name, email on users
      for each row execute function keep_former_name();

    create table authority_terms (
      authority_id smallint primary key references authorities on delete restrict,
      agreed_on date,
      review_on date,
      left_on date,
      check (left_on >= agreed_on)
    );

    create table audit_verifications (
      id bigint generated always as identity primary key,
      asked_at timestamptz not null,
      asked_by bigint references users on delete restrict,
      finished_at timestamptz,
      is_whole boolean,
      sentence text,
      check (num_nonnulls(finished_at, is_whole, sentence) in (0, 3))
    );
    create index audit_verifications_asked_by on audit_verifications (asked_by);
  `);
  for (const [log, whole, column] of [
    ['complaint_events', 'complaints', 'complaint_id'],
    ['breach_events', 'breaches', 'breach_id'],
    ['register_versions', 'register_entries', 'entry_id'],
  ])
    await knex.raw(
      `create trigger ${log}_append_only before update or delete on ${log}
         for each row execute function refuse_change_of_log('${whole}', '${column}')`,
    );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table audit_verifications; drop table authority_terms;
    drop trigger users_former_names on users; drop function keep_former_name(); drop table former_names;
    drop table register_versions; drop table register_entries; drop table disclosures;
    drop table breach_events; drop table breaches; drop table complaint_events;
    alter table complaints drop column recorded_by, drop column investigator_id, drop column acknowledged_at,
      drop column outcome, drop column outcome_at;
    drop function refuse_change_of_log();
  `);
}
