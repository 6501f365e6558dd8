import type { Knex } from 'knex';

/** Requests about personal data as cases: whose, what happened when, who was checked, what was written, reminders, bank holidays. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table rights_requests
      add column received_on date,
      add column adjustments text,
      add column entered_by bigint references users on delete restrict,
      add column subject_id bigint references users on delete restrict,
      add column linked_at timestamptz,
      add column assignee_id bigint references users on delete restrict,
      add constraint rights_requests_linked check (subject_id is null or linked_at is not null);
    update rights_requests set subject_id = user_id, linked_at = received_at
      where user_id is not null and acts_for is null;
    create index rights_requests_entered_by on rights_requests (entered_by);
    create index rights_requests_subject on rights_requests (subject_id);
    create index rights_requests_assignee on rights_requests (assignee_id);

    create table request_events (
      id bigint generated always as identity primary key,
      rights_request_id bigint not null references rights_requests on delete cascade,
      kind text not null check (kind in (
        'identity-asked', 'identity-received', 'authority-asked', 'authority-received',
        'clarification-asked', 'clarification-received', 'fee-asked', 'fee-received', 'fee-waived',
        'extended', 'refused', 'partly-refused', 'answered', 'closed', 'reopened')),
      happened_on date not null,
      choice text,
      note text,
      pence integer check (pence >= 0),
      recorded_by bigint not null references users on delete restrict,
      recorded_at timestamptz not null
    );
    create index request_events_request on request_events (rights_request_id, id);
    create index request_events_recorded_by on request_events (recorded_by);
    revoke update, delete on request_events from spbench_app;

    create table identity_checks (
      id bigint generated always as identity primary key,
      rights_request_id bigint not null references rights_requests on delete cascade,
      checked_by bigint not null references users on delete restrict,
      checked_at timestamptz not null,
      seen text[] not null,
      way text not null check (way in ('in-person', 'video', 'phone', 'post', 'email')),
      copies text not null check (copies in ('none', 'destroyed', 'returned')),
      is_confirmed boolean not null,
      confirms_email boolean not null,
      note text
    );
    create index identity_checks_request on identity_checks (rights_request_id, id);
    create index identity_checks_checked_by on identity_checks (checked_by);
    revoke update, delete on identity_checks from spbench_app;

    create table request_letters (
      id bigint generated always as identity primary key,
      rights_request_id bigint not null references rights_requests on delete cascade,
      kind text not null check (kind in
        ('acknowledgement', 'identity', 'authority', 'clarification', 'fee', 'extension', 'refusal', 'answer', 'nothing-held')),
      number integer not null,
      version integer not null,
      subject text not null,
      body text not null,
      written_by bigint not null references users on delete restrict,
      written_at timestamptz not null,
      user_id bigint references users on delete restrict,
      sent_by bigint references users on delete restrict,
      sent_at timestamptz,
      sent_way text check (sent_way in ('account', 'email', 'post')),
      unique (rights_request_id, number, version),
      check (num_nonnulls(sent_by, sent_at, sent_way) in (0, 3)),
      check ((user_id is not null) = (sent_way is not null and sent_way = 'account'))
    );
    create index request_letters_written_by on request_letters (written_by);
    create index request_letters_sent_by on request_letters (sent_by);
    create index request_letters_user on request_letters (user_id);

    create table request_reminders (
      rights_request_id bigint not null references rights_requests on delete cascade,
      kind text not null check (kind in ('target', 'limit', 'overdue')),
      of_day date not null,
      sent_at timestamptz not null,
      primary key (rights_request_id, kind, of_day)
    );

    create table bank_holidays (
      day date primary key,
      name text not null,
      added_by bigint not null references users on delete restrict,
      added_at timestamptz not null
    );
    create index bank_holidays_added_by on bank_holidays (added_by);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table bank_holidays, request_reminders, request_letters, identity_checks, request_events;
    alter table rights_requests
      drop constraint rights_requests_linked,
      drop column received_on, drop column adjustments, drop column entered_by,
      drop column subject_id, drop column linked_at, drop column assignee_id;
  `);
}
