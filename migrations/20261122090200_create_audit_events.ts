import type { Knex } from 'knex';

/** What was done, by whom, to what: added to, never changed. No personal values, subjects as ids. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table audit_events (
      id bigint generated always as identity primary key,
      at timestamptz not null default now(),
      actor_id bigint references users on delete restrict,
      action text not null,
      subject_type text not null,
      subject_id text not null,
      details jsonb not null default '{}'
    );
    create index audit_events_subject on audit_events (subject_type, subject_id, id);
    create index audit_events_actor on audit_events (actor_id, id);

    create function refuse_change() returns trigger language plpgsql as $$
      begin raise exception '% is append-only', tg_table_name; end $$;
    create trigger audit_events_append_only before update or delete or truncate on audit_events
      for each statement execute function refuse_change();
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table audit_events; drop function refuse_change();');
}
