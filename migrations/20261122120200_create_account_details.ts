import type { Knex } from 'knex';

/**
 * What people say about themselves and where it comes from; what they allow; who has seen what they share.
 * What they allow is a ledger: rows are added and never changed, and the last one of a person and purpose counts.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table users add column details_confirmed_at timestamptz;

    create table contact_details (
      user_id bigint primary key references users on delete restrict,
      telephone text check (telephone <> ''),
      postal_address text check (postal_address <> '')
    );

    create table personal_fields (
      user_id bigint not null references users on delete restrict,
      field text not null check (field in ('name', 'email', 'telephone', 'postal-address')),
      source text not null check (source in ('self', 'lead', 'occ')),
      set_at timestamptz not null,
      primary key (user_id, field)
    );
    insert into personal_fields (user_id, field, source, set_at)
      select id, field, 'occ', created_at from users cross join unnest(array['name', 'email']) as field;

    create table email_changes (
      id bigint generated always as identity primary key,
      user_id bigint not null references users on delete restrict,
      old_email text not null,
      new_email text not null,
      confirm_hash bytea not null unique,
      stop_hash bytea not null unique,
      asked_at timestamptz not null,
      confirmed_at timestamptz,
      stopped_at timestamptz
    );
    create index email_changes_user on email_changes (user_id, asked_at);
    create index email_changes_asked on email_changes (asked_at);

    create table consents (
      id bigint generated always as identity primary key,
      user_id bigint not null references users on delete restrict,
      purpose text not null check (purpose in ('sharing', 'products', 'research')),
      given boolean not null,
      ways text[] not null check (ways <@ array['email', 'telephone', 'post']),
      wording text not null,
      wording_version smallint not null,
      channel text not null check (channel in ('web', 'phone', 'post', 'in-person', 'unsubscribe-link')),
      recorded_by bigint references users on delete restrict,
      at timestamptz not null,
      check (given = (cardinality(ways) > 0)),
      check ((channel in ('phone', 'post', 'in-person')) = (recorded_by is not null))
    );
    create index consents_latest on consents (user_id, purpose, id desc);
    create index consents_given on consents (purpose, user_id) where given;
    create index consents_recorded_by on consents (recorded_by) where recorded_by is not null;

    -- Removing a person is the one way out: its transaction names whom it removes.
    create function refuse_change_of_consents() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and current_setting('spbench.removed_user', true) = old.user_id::text then
          return old;
        end if;
        raise exception 'consents is append-only';
      end $$;
    create trigger consents_append_only before update or delete on consents
      for each row execute function refuse_change_of_consents();
    create trigger consents_not_emptied before truncate on consents
      for each statement execute function refuse_change();

    create table interests (
      user_id bigint not null references users on delete restrict,
      topic text not null,
      chosen_at timestamptz not null,
      primary key (user_id, topic)
    );

    create table directory_views (
      id bigint generated always as identity primary key,
      seen_id bigint not null references users on delete restrict,
      viewer_id bigint not null references users on delete restrict,
      viewed_at timestamptz not null
    );
    create index directory_views_seen on directory_views (seen_id, id desc);
    create index directory_views_viewer on directory_views (viewer_id);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table directory_views; drop table interests; drop table consents;
    drop function refuse_change_of_consents();
    drop table email_changes; drop table personal_fields; drop table contact_details;
    alter table users drop column details_confirmed_at;
  `);
}
