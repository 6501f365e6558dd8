import type { Knex } from 'knex';

/**
 * Texts for everybody, each version as it was first published: what a page said is never lost, whatever becomes of the
 * file that it came from. Which version of the privacy notice somebody has seen. And counts of use, about nobody.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table policy_versions (
      page text not null check (page ~ '^[a-z-]+$'),
      version smallint not null check (version > 0),
      content text not null,
      published_at timestamptz not null,
      primary key (page, version)
    );

    create table policy_acknowledgements (
      user_id bigint not null references users on delete restrict,
      page text not null,
      version smallint not null,
      at timestamptz not null,
      primary key (user_id, page, version),
      foreign key (page, version) references policy_versions on delete restrict
    );
    create index policy_acknowledgements_version on policy_acknowledgements (page, version);

    create table usage_counts (
      day date not null,
      what text not null check (what <> ''),
      count bigint not null check (count > 0),
      primary key (day, what)
    );
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table usage_counts, policy_acknowledgements, policy_versions');
}
