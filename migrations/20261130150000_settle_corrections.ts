import type { Knex } from 'knex';

/**
 * A correction of what decides who gets in, the e-mail address or the authority, waits for somebody beside whoever records
 * it: the old address, or a second person. Those of earlier releases were made by one person, and say so.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- Each start puts it back, with the new column.
    drop trigger if exists refuse_removed on corrections;
    alter table corrections
      add column state text check (state in ('waiting', 'done', 'refused')),
      add column settled_way text check (settled_way in ('alone', 'old-address', 'second-person', 'before')),
      add column settled_by bigint references users on delete restrict,
      add column settled_at timestamptz,
      add column link_hash bytea;
    update corrections set state = 'done', settled_at = recorded_at,
      settled_way = case when field in ('email', 'authority') then 'before' else 'alone' end;
    alter table corrections alter column state set not null;
    alter table corrections add constraint corrections_settled check (
      num_nonnulls(settled_way, settled_at) = case state when 'waiting' then 0 else 2 end);
    alter table corrections add constraint corrections_second check (
      coalesce(settled_way = 'second-person', false) = (settled_by is not null) and settled_by is distinct from recorded_by);
    alter table corrections add constraint corrections_not_alone check (
      coalesce(settled_way <> 'alone', true) or (field not in ('email', 'authority') and state = 'done'));
    create unique index corrections_one_waiting on corrections (user_id, field) where state = 'waiting';
    create index corrections_link_hash on corrections (link_hash) where link_hash is not null;
    create index corrections_settled_by on corrections (settled_by) where settled_by is not null;
  `);
}

/** What still waited was not made, and the earlier release has no word for that. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop trigger if exists refuse_removed on corrections;
    delete from corrections where state <> 'done';
    alter table corrections drop column state, drop column settled_way, drop column settled_by,
      drop column settled_at, drop column link_hash;
  `);
}
