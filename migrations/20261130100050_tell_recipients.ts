import type { Knex } from 'knex';

/**
 * Whoever is to be told of a limit or of a removal (article 19), as correction_recipients has it of corrections. Of a
 * removal nothing says whose data it was: no person, and no name in the recipient's words. Readers of the directory are
 * written to by the removal itself, so nobody has to have settled them.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table restriction_recipients (
      id bigint generated always as identity primary key,
      restriction_id bigint not null references restrictions on delete cascade,
      user_id bigint not null references users on delete restrict,
      recipient text not null,
      known_from text not null check (known_from in
        ('directory', 'disclosures', 'hidden-disclosures', 'staff')),
      is_hidden boolean not null generated always as (known_from = 'hidden-disclosures') stored,
      outcome text check (outcome in ('told', 'impossible', 'disproportionate')),
      settled_on date,
      reason text,
      settled_by bigint references users on delete restrict,
      check (num_nonnulls(outcome, settled_on, settled_by) in (0, 3)),
      check (outcome is null or outcome = 'told' or reason is not null)
    );
    create index restriction_recipients_restriction on restriction_recipients (restriction_id, id);
    create index restriction_recipients_user on restriction_recipients (user_id);
    create index restriction_recipients_settled_by on restriction_recipients (settled_by) where settled_by is not null;

    create table removal_recipients (
      id bigint generated always as identity primary key,
      removal_id bigint not null references removals on delete cascade,
      recipient text not null,
      known_from text not null check (known_from in
        ('directory', 'disclosures', 'hidden-disclosures', 'staff')),
      is_hidden boolean not null generated always as (known_from = 'hidden-disclosures') stored,
      outcome text check (outcome in ('told', 'impossible', 'disproportionate')),
      settled_on date,
      reason text,
      settled_by bigint references users on delete restrict,
      check ((outcome is null) = (settled_on is null)),
      check ((settled_by is not null) = (outcome is not null) or (known_from = 'directory' and outcome = 'told')),
      check (outcome is null or outcome = 'told' or reason is not null)
    );
    create index removal_recipients_removal on removal_recipients (removal_id, id);
    create index removal_recipients_settled_by on removal_recipients (settled_by) where settled_by is not null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table removal_recipients, restriction_recipients');
}
