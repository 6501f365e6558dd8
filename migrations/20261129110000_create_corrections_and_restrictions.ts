import type { Knex } from 'knex';

/**
 * Corrections with whom they were told to, statements of disagreement, restrictions and objections. usable_people is the
 * one place that knows whose data may be used for what: whatever uses people's data for anything but their own account,
 * the work on their case or the account's upkeep reads it, and never users or contact_details themselves.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table corrections (
      id bigint generated always as identity primary key,
      user_id bigint not null references users on delete restrict,
      rights_request_id bigint references rights_requests on delete restrict,
      field text not null check (field in ('name', 'email', 'telephone', 'postal-address', 'authority')),
      value_before text,
      value_after text,
      evidence text not null,
      mistake_kept boolean not null,
      mistake_note text,
      corrected_on date not null,
      recorded_by bigint not null references users on delete restrict,
      recorded_at timestamptz not null,
      check (value_before is distinct from value_after),
      check (mistake_kept = (mistake_note is not null))
    );
    create index corrections_user on corrections (user_id, id);
    create index corrections_request on corrections (rights_request_id) where rights_request_id is not null;
    create index corrections_recorded_by on corrections (recorded_by);

    create table correction_recipients (
      id bigint generated always as identity primary key,
      correction_id bigint not null references corrections on delete cascade,
      user_id bigint not null references users on delete restrict,
      recipient text not null,
      known_from text not null check (known_from in
        ('directory', 'disclosures', 'hidden-disclosures', 'mail', 'staff')),
      is_hidden boolean not null generated always as (known_from = 'hidden-disclosures') stored,
      outcome text check (outcome in ('told', 'impossible', 'disproportionate')),
      settled_on date,
      reason text,
      settled_by bigint references users on delete restrict,
      check (num_nonnulls(outcome, settled_on, settled_by) in (0, 3)),
      check (outcome is null or outcome = 'told' or reason is not null)
    );
    create index correction_recipients_correction on correction_recipients (correction_id, id);
    create index correction_recipients_user on correction_recipients (user_id);
    create index correction_recipients_settled_by on correction_recipients (settled_by) where settled_by is not null;

    create table disagreements (
      id bigint generated always as identity primary key,
      user_id bigint not null references users on delete restrict,
      rights_request_id bigint references rights_requests on delete restrict,
      field text not null check (field in ('name', 'email', 'telephone', 'postal-address', 'authority', 'role')),
      statement text not null check (length(statement) between 1 and 2000),
      written_at timestamptz not null,
      entered_by bigint references users on delete restrict,
      withdrawn_at timestamptz
    );
    create index disagreements_user on disagreements (user_id, id);
    create index disagreements_request on disagreements (rights_request_id) where rights_request_id is not null;
    create index disagreements_entered_by on disagreements (entered_by) where entered_by is not null;

    create table restrictions (
      id bigint generated always as identity primary key,
      user_id bigint not null references users on delete restrict,
      rights_request_id bigint references rights_requests on delete restrict,
      ground text not null check (ground in
        ('accuracy-contested', 'unlawful', 'legal-claims', 'objection-checked')),
      note text,
      started_at timestamptz not null,
      started_by bigint not null references users on delete restrict,
      told_on date,
      told_way text check (told_way in ('email', 'phone', 'post', 'in-person')),
      told_by bigint references users on delete restrict,
      ended_at timestamptz,
      ended_by bigint references users on delete restrict,
      end_reason text,
      check (num_nonnulls(told_on, told_way, told_by) in (0, 3)),
      check (num_nonnulls(ended_at, ended_by, end_reason) in (0, 3)),
      -- Nobody's data is used again before they were told that it will be.
      check (ended_at is null or told_on is not null)
    );
    create unique index restrictions_one_open on restrictions (user_id, ground) where ended_at is null;
    create index restrictions_user on restrictions (user_id, id);
    create index restrictions_request on restrictions (rights_request_id) where rights_request_id is not null;
    create index restrictions_started_by on restrictions (started_by);
    create index restrictions_told_by on restrictions (told_by) where told_by is not null;
    create index restrictions_ended_by on restrictions (ended_by) where ended_by is not null;

    create table objections (
      id bigint generated always as identity primary key,
      user_id bigint not null references users on delete restrict,
      rights_request_id bigint references rights_requests on delete restrict,
      purpose text not null,
      reasons text,
      raised_at timestamptz not null,
      entered_by bigint references users on delete restrict,
      state text not null check (state in ('at-once', 'checking', 'upheld', 'overridden', 'withdrawn')),
      decided_at timestamptz,
      decided_by bigint references users on delete restrict,
      decision_reasons text,
      check ((state in ('at-once', 'checking')) = (decided_at is null)),
      check (num_nonnulls(decided_at, decided_by, decision_reasons) in (0, 3))
    );
    create unique index objections_one_open on objections (user_id, purpose) where state = 'checking';
    create index objections_user on objections (user_id, id);
    create index objections_request on objections (rights_request_id) where rights_request_id is not null;
    create index objections_entered_by on objections (entered_by) where entered_by is not null;
    create index objections_decided_by on objections (decided_by) where decided_by is not null;

    -- Whose use is limited to storing: a restriction that is not lifted, whatever its ground.
    create view restricted_users as
      select user_id, min(started_at) as since from restrictions where ended_at is null group by user_id;

    -- People whose data may be used for a purpose of the privacy notice, with how to reach them. An objection that is
    -- being checked or was upheld keeps them out of that purpose, a restriction out of all.
    create function usable_people(for_purpose text) returns table (
      id bigint, name text, email text, role text, authority_id smallint, closed_at timestamptz,
      telephone text, postal_address text
    ) language sql stable as $$
      select users.id, users.name, users.email, users.role, users.authority_id, users.closed_at,
        contact_details.telephone, contact_details.postal_address
      from users left join contact_details on contact_details.user_id = users.id
      where users.removed_at is null
        and not exists (select from restrictions where restrictions.user_id = users.id and ended_at is null)
        and not exists (select from objections where objections.user_id = users.id
          and objections.purpose = for_purpose and objections.state in ('checking', 'upheld'))
    $$;

    -- What stands for a person where something of theirs is shown to others: the name, unless it is not to be used.
    create function shown_name(of_user bigint, for_purpose text) returns text language sql stable as $$
      select case
        when removed_at is not null then 'somebody whose account was removed'
        else coalesce((select people.name from usable_people(for_purpose) as people where people.id = of_user),
          'somebody whose data is not used at present') end
      from users where users.id = of_user
    $$;

    alter table request_events drop constraint request_events_kind_check;
    alter table request_events add constraint request_events_kind_check check (kind in (
      'identity-asked', 'identity-received', 'authority-asked', 'authority-received',
      'clarification-asked', 'clarification-received', 'fee-asked', 'fee-received', 'fee-waived',
      'extended', 'refused', 'partly-refused', 'reviewed', 'answered', 'closed', 'reopened'));
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    delete from request_events where kind = 'reviewed';
    alter table request_events drop constraint request_events_kind_check;
    alter table request_events add constraint request_events_kind_check check (kind in (
      'identity-asked', 'identity-received', 'authority-asked', 'authority-received',
      'clarification-asked', 'clarification-received', 'fee-asked', 'fee-received', 'fee-waived',
      'extended', 'refused', 'partly-refused', 'answered', 'closed', 'reopened'));
    drop function shown_name(bigint, text);
    drop function usable_people(text);
    drop view restricted_users;
    drop table objections, restrictions, disagreements, correction_recipients, corrections;
  `);
}
