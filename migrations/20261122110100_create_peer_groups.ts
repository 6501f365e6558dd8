import type { Knex } from 'knex';

/**
 * Groups of authorities that an authority puts together to be compared with. A group that has ended stays, and its
 * members with it: figures were shown for it, and what was shown limits what may be shown next.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table peer_groups (
      id bigint generated always as identity primary key,
      authority_id smallint not null references authorities on delete restrict,
      name text not null check (name <> ''),
      created_by bigint not null references users on delete restrict,
      created_at timestamptz not null default now(),
      ended_at timestamptz,
      ended_by bigint references users on delete restrict,
      check ((ended_at is null) = (ended_by is null))
    );
    create index peer_groups_authority on peer_groups (authority_id);
    create unique index peer_groups_one_name on peer_groups (authority_id, lower(name)) where ended_at is null;
    create index peer_groups_created_by on peer_groups (created_by);
    create index peer_groups_ended_by on peer_groups (ended_by) where ended_by is not null;

    create table peer_group_members (
      group_id bigint not null references peer_groups on delete restrict,
      authority_id smallint not null references authorities on delete restrict,
      primary key (group_id, authority_id)
    );
    create index peer_group_members_authority on peer_group_members (authority_id);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table peer_group_members; drop table peer_groups;');
}
