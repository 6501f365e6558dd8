import type { Knex } from 'knex';

/** A file received, its encrypted original, and what was found in it. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table uploads (
      id bigint generated always as identity primary key,
      authority_id smallint not null references authorities on delete restrict,
      uploaded_by bigint not null references users on delete restrict,
      kind text not null,
      file_name text not null,
      file_size bigint not null,
      sha256 bytea not null,
      data_date date not null,
      received_at timestamptz not null default now(),
      state text not null default 'processing'
        check (state in ('processing', 'rejected', 'needs-decisions', 'live', 'superseded', 'withdrawn')),
      progress smallint not null default 0 check (progress between 0 and 100),
      tables jsonb not null default '[]',
      error_count integer not null default 0,
      irregular_count integer not null default 0,
      finished_at timestamptz,
      live_from timestamptz
    );
    create index uploads_authority on uploads (authority_id, id desc);
    create index uploads_uploaded_by on uploads (uploaded_by);
    create unique index uploads_one_live on uploads (authority_id, kind) where state = 'live';

    create table originals (
      upload_id bigint primary key references uploads on delete cascade,
      key_id text not null,
      iv bytea not null,
      tag bytea not null
    );
    create table original_chunks (
      upload_id bigint not null references uploads on delete cascade,
      position integer not null,
      bytes bytea not null,
      primary key (upload_id, position)
    );
    alter table original_chunks alter column bytes set storage external;

    create table findings (
      upload_id bigint not null references uploads on delete cascade,
      number integer not null,
      file text not null,
      file_position smallint not null,
      row integer not null,
      column_position smallint not null,
      field text not null,
      value text not null,
      code text not null,
      params jsonb not null default '{}',
      severity text not null check (severity in ('error', 'irregular')),
      service_id text not null default '',
      decision text check (decision in ('include', 'exclude')),
      decided_by bigint references users on delete restrict,
      decided_at timestamptz,
      primary key (upload_id, number),
      check (severity = 'irregular' or decision is null)
    );
    create index findings_in_file_order on findings (upload_id, severity, file_position, row, column_position, number);
    create index findings_decided_by on findings (decided_by) where decided_by is not null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    'drop table findings; drop table original_chunks; drop table originals; drop table uploads;',
  );
}
