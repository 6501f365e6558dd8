import type { Knex } from 'knex';

/** A change of e-mail address takes effect when both addresses have confirmed it: when each did. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table email_changes add column new_confirmed_at timestamptz, add column old_confirmed_at timestamptz;
    update email_changes set new_confirmed_at = confirmed_at, old_confirmed_at = confirmed_at;
    alter table email_changes add constraint email_changes_both_confirmed
      check (confirmed_at is null or (new_confirmed_at is not null and old_confirmed_at is not null));
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table email_changes drop constraint email_changes_both_confirmed,
      drop column old_confirmed_at, drop column new_confirmed_at;
  `);
}
