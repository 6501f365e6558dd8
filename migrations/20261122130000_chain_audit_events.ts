import type { Knex } from 'knex';

/**
 * Each audit event is chained to the one before it: a hash over the hash before and the event's own text, so that nothing
 * can be changed, left out or put in between unnoticed. The link is made when the event's transaction commits, one
 * transaction at a time: until then nobody waits for anybody.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table audit_events add constraint audit_events_on_one_line
      check (concat(action, subject_type, subject_id) !~ E'[\\n\\r]');

    create table audit_chain (
      position bigint primary key,
      event_id bigint not null unique references audit_events on delete restrict,
      hash bytea not null check (length(hash) = 32)
    );
    create trigger audit_chain_append_only before update or delete or truncate on audit_chain
      for each statement execute function refuse_change();

    create function audit_text(event audit_events) returns text language sql stable
    return concat_ws(E'\\n', event.id, to_char(event.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      coalesce(event.actor_id::text, ''), event.action, event.subject_type, event.subject_id, event.details::text);

    create function link_audit_event(event audit_events) returns void language plpgsql as $$
      declare last audit_chain;
      begin
        perform pg_advisory_xact_lock(hashtext('spbench audit chain'));
        select * into last from audit_chain order by position desc limit 1;
        insert into audit_chain values (
          coalesce(last.position, 0) + 1, event.id,
          sha256(coalesce(last.hash, '') || convert_to(audit_text(event), 'UTF8'))
        );
      end $$;
    create function link_new_audit_event() returns trigger language plpgsql
    security definer set search_path = public, pg_temp as $$
      begin perform link_audit_event(new); return null; end $$;
    revoke execute on function link_audit_event(audit_events), link_new_audit_event() from public;
    create constraint trigger audit_events_linked after insert on audit_events deferrable initially deferred
      for each row execute function link_new_audit_event();

    do $$
      declare event audit_events;
      begin
        for event in select * from audit_events order by id loop perform link_audit_event(event); end loop;
      end $$;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table audit_chain;
    drop trigger audit_events_linked on audit_events;
    drop function link_new_audit_event();
    drop function link_audit_event(audit_events);
    drop function audit_text(audit_events);
    alter table audit_events drop constraint audit_events_on_one_line;
  `);
}
