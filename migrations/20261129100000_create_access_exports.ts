import type { Knex } from 'knex';

/**
 * What somebody gets who asks for what is held on them: collected at one moment, looked through item by item, approved by
 * a second person, packed, and delivered to that person alone. What it says stands sealed; removing the person or the case
 * takes all of it. Paper files get a register of their own (P61).
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table access_exports (
      id bigint generated always as identity primary key,
      rights_request_id bigint not null references rights_requests on delete cascade,
      user_id bigint not null references users on delete restrict,
      state text not null default 'collecting'
        check (state in ('collecting', 'review', 'approved', 'released', 'expired', 'withdrawn')),
      progress smallint not null default 0 check (progress between 0 and 100),
      failed_at timestamptz,
      asked_by bigint not null references users on delete restrict,
      asked_at timestamptz not null,
      made_at timestamptz,
      letter bytea,
      finished_by bigint references users on delete restrict,
      finished_at timestamptz,
      approved_by bigint references users on delete restrict,
      approved_at timestamptz,
      package_file bigint,
      package_sha256 bytea check (length(package_sha256) = 32),
      package_bytes bigint,
      withheld integer not null default 0 check (withheld >= 0),
      released_at timestamptz,
      released_by bigint references users on delete restrict,
      expires_at timestamptz,
      in_account boolean not null default false,
      handed_on date,
      handed_way text check (handed_way in ('paper', 'medium')),
      ended_by bigint references users on delete restrict,
      ended_at timestamptz,
      check (num_nonnulls(finished_by, finished_at) in (0, 2)),
      check (num_nonnulls(approved_by, approved_at) in (0, 2)),
      check (num_nonnulls(released_by, released_at, expires_at) in (0, 3)),
      check (num_nonnulls(handed_on, handed_way) in (0, 2)),
      check (state in ('collecting', 'withdrawn') or num_nonnulls(made_at, letter) = 2),
      check (state not in ('approved', 'released', 'expired') or approved_at is not null),
      check (state not in ('released', 'expired') or num_nonnulls(released_at, package_sha256) = 2),
      -- The package goes when nobody is to fetch it any more.
      check (state not in ('expired', 'withdrawn') or package_file is null),
      -- Never by one person alone, and never by whom it is about.
      check (approved_by <> finished_by),
      check (approved_by <> user_id),
      check (finished_by <> user_id)
    );
    create unique index access_exports_one_open on access_exports (rights_request_id)
      where state not in ('expired', 'withdrawn');
    create index access_exports_request on access_exports (rights_request_id, id);
    create index access_exports_user on access_exports (user_id);
    create index access_exports_asked_by on access_exports (asked_by);
    create index access_exports_finished_by on access_exports (finished_by) where finished_by is not null;
    create index access_exports_approved_by on access_exports (approved_by) where approved_by is not null;
    create index access_exports_released_by on access_exports (released_by) where released_by is not null;
    create index access_exports_ended_by on access_exports (ended_by) where ended_by is not null;
    create index access_exports_to_expire on access_exports (expires_at) where state = 'released';

    create table export_files (
      id bigint generated always as identity primary key,
      export_id bigint not null references access_exports on delete cascade,
      key_id text not null,
      iv bytea not null,
      tag bytea not null,
      bytes bigint not null,
      sha256 bytea not null check (length(sha256) = 32)
    );
    create index export_files_export on export_files (export_id);
    create table export_file_chunks (
      file_id bigint not null references export_files on delete cascade,
      position integer not null,
      bytes bytea not null,
      primary key (file_id, position)
    );
    alter table export_file_chunks alter column bytes set storage external;
    alter table access_exports add foreign key (package_file) references export_files on delete set null;
    create index access_exports_package on access_exports (package_file) where package_file is not null;

    create table export_groups (
      export_id bigint not null references access_exports on delete cascade,
      number integer not null,
      kind text not null check (kind in ('declared', 'found', 'letter', 'file', 'attachment')),
      in_table text not null,
      title text not null,
      columns jsonb not null default '[]',
      primary key (export_id, number)
    );
    create table export_items (
      export_id bigint not null,
      number integer not null,
      group_number integer not null,
      key text not null,
      sealed bytea not null,
      upload_id bigint,
      file_id bigint references export_files on delete cascade,
      verdict text check (verdict in ('give', 'leave-out', 'withhold')),
      note bytea,
      reviewed_by bigint references users on delete restrict,
      reviewed_at timestamptz,
      primary key (export_id, number),
      unique (export_id, key),
      foreign key (export_id, group_number) references export_groups on delete cascade,
      check (num_nonnulls(verdict, reviewed_by, reviewed_at) in (0, 3)),
      check ((note is not null) = (verdict is not null and verdict = 'leave-out'))
    );
    create index export_items_group on export_items (export_id, group_number, number);
    create index export_items_reviewed_by on export_items (reviewed_by) where reviewed_by is not null;
    create index export_items_file on export_items (file_id) where file_id is not null;

    create table export_withholdings (
      id bigint generated always as identity primary key,
      export_id bigint not null,
      item_number integer not null,
      in_column text,
      ground text not null,
      sealed bytea not null,
      decided_by bigint not null references users on delete restrict,
      decided_at timestamptz not null,
      foreign key (export_id, item_number) references export_items on delete cascade
    );
    create index export_withholdings_item on export_withholdings (export_id, item_number);
    create index export_withholdings_decided_by on export_withholdings (decided_by);

    create table export_proposals (
      export_id bigint not null,
      number integer not null,
      item_number integer not null,
      in_column text not null,
      sealed bytea not null,
      state text not null default 'open' check (state in ('open', 'accepted', 'declined')),
      decided_by bigint references users on delete restrict,
      primary key (export_id, number),
      foreign key (export_id, item_number) references export_items on delete cascade,
      check ((state = 'open') = (decided_by is null))
    );
    create index export_proposals_item on export_proposals (export_id, item_number);
    create index export_proposals_decided_by on export_proposals (decided_by) where decided_by is not null;

    create table export_searches (
      id bigint generated always as identity primary key,
      export_id bigint not null references access_exports on delete cascade,
      sealed bytea not null,
      recorded_by bigint references users on delete restrict,
      recorded_at timestamptz not null
    );
    create index export_searches_export on export_searches (export_id, id);
    create index export_searches_recorded_by on export_searches (recorded_by) where recorded_by is not null;

    create table export_codes (
      id bigint generated always as identity primary key,
      export_id bigint not null references access_exports on delete cascade,
      token_hash bytea not null unique check (length(token_hash) = 32),
      code_hash bytea not null check (length(code_hash) = 32),
      made_by bigint not null references users on delete restrict,
      made_at timestamptz not null,
      expires_at timestamptz not null,
      downloads_left smallint not null check (downloads_left between 0 and 5)
    );
    create index export_codes_export on export_codes (export_id);
    create index export_codes_made_by on export_codes (made_by);

    create table export_downloads (
      id bigint generated always as identity primary key,
      export_id bigint not null references access_exports on delete cascade,
      way text not null check (way in ('account', 'code', 'staff')),
      user_id bigint references users on delete restrict,
      at timestamptz not null,
      check ((way = 'code') = (user_id is null))
    );
    create index export_downloads_export on export_downloads (export_id, id);
    create index export_downloads_user on export_downloads (user_id) where user_id is not null;
    revoke update, delete on export_downloads from spbench_app;

    alter table register_entries drop constraint register_entries_register_check;
    alter table register_entries add constraint register_entries_register_check
      check (register in ('agreements', 'assessments', 'transfers', 'training', 'paper'));
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    delete from register_entries where register = 'paper';
    alter table register_entries drop constraint register_entries_register_check;
    alter table register_entries add constraint register_entries_register_check
      check (register in ('agreements', 'assessments', 'transfers', 'training'));
    alter table access_exports drop column package_file;
    drop table export_downloads, export_codes, export_searches, export_proposals, export_withholdings, export_items,
      export_groups, export_file_chunks, export_files, access_exports;
  `);
}
