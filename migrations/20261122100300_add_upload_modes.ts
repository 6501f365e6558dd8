import type { Knex } from 'knex';

/**
 * An upload may be a check only, of which nothing but the report is kept. `series` is what an upload takes the place
 * of when it goes live: an extract of any other extract, a workbook of that of the same day. `original` tells what is
 * still there of the file: all of it, what is left without tables that looked like people's data, or nothing.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table uploads
      add column series text not null default 'extract',
      add column is_check_only boolean not null default false,
      add column keeps_all_tables boolean not null default false,
      add column original text not null default 'whole' check (original in ('whole', 'part', 'none'));
    alter table uploads alter column series drop default;
    alter table uploads drop constraint uploads_state_check;
    alter table uploads add constraint uploads_state_check check
      (state in ('processing', 'checked', 'rejected', 'needs-decisions', 'live', 'superseded', 'withdrawn'));
    drop index uploads_one_live;
    create unique index uploads_one_live on uploads (authority_id, series) where state = 'live';
    create index uploads_same_file on uploads (authority_id, sha256);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    delete from uploads where is_check_only;
    drop index uploads_same_file;
    drop index uploads_one_live;
    create unique index uploads_one_live on uploads (authority_id, kind) where state = 'live';
    alter table uploads drop constraint uploads_state_check;
    alter table uploads add constraint uploads_state_check check
      (state in ('processing', 'rejected', 'needs-decisions', 'live', 'superseded', 'withdrawn'));
    alter table uploads drop column series, drop column is_check_only, drop column keeps_all_tables,
      drop column original;
  `);
}
