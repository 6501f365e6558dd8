import type { Knex } from 'knex';

/**
 * Runs that read stored originals again (P21), and what came of each upload. A second reading is an upload of its own
 * in the state 're-extracted', which nobody but OCC sees, until it takes the place of the one whose file it is of
 * (`re_extracts`). Of runs that are not finished there is one a scope: an authority, or all (null).
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table re_extractions (
      id bigint generated always as identity primary key,
      requested_by bigint references users on delete restrict,
      authority_id smallint references authorities on delete restrict,
      state text not null default 'running' check (state in ('running', 'ready', 'applied', 'cancelled')),
      created_at timestamptz not null default now(),
      finished_at timestamptz
    );
    create index re_extractions_requested_by on re_extractions (requested_by) where requested_by is not null;
    create unique index re_extractions_one_open on re_extractions (coalesce(authority_id, 0))
      where state in ('running', 'ready');

    create table re_extraction_items (
      re_extraction_id bigint not null references re_extractions on delete cascade,
      source_upload_id bigint not null references uploads on delete cascade,
      shadow_upload_id bigint references uploads on delete set null,
      state text not null default 'pending'
        check (state in ('pending', 'same', 'differs', 'rejected', 'skipped', 'failed', 'applied')),
      reason text not null default '',
      differences jsonb,
      finished_at timestamptz,
      primary key (re_extraction_id, source_upload_id)
    );
    create index re_extraction_items_source on re_extraction_items (source_upload_id);
    create index re_extraction_items_shadow on re_extraction_items (shadow_upload_id);

    alter table uploads add column re_extracts bigint references uploads on delete restrict;
    create index uploads_re_extracts on uploads (re_extracts) where re_extracts is not null;
    alter table uploads drop constraint uploads_state_check;
    alter table uploads add constraint uploads_state_check check (state in
      ('processing', 'checked', 'rejected', 'needs-decisions', 'live', 'superseded', 'withdrawn', 're-extracted'));
  `);
}

/** What is not in use goes; second readings that have taken their places stay as the uploads that they are. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table re_extraction_items;
    drop table re_extractions;
    create temporary table unused as select id from uploads where state = 're-extracted';
    delete from findings where upload_id in (select id from unused);
    delete from outcome_forms where upload_id in (select id from unused);
    delete from services where extract_id in (select id from extracts where upload_id in (select id from unused));
    delete from quality_scores where extract_id in (select id from extracts where upload_id in (select id from unused));
    delete from performance_items
      where extract_id in (select id from extracts where upload_id in (select id from unused));
    delete from extracts where upload_id in (select id from unused);
    alter table uploads drop column re_extracts;
    delete from uploads where id in (select id from unused);
    drop table unused;
    alter table uploads drop constraint uploads_state_check;
    alter table uploads add constraint uploads_state_check check
      (state in ('processing', 'checked', 'rejected', 'needs-decisions', 'live', 'superseded', 'withdrawn'));
  `);
}
