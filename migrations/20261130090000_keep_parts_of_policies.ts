import type { Knex } from 'knex';

/**
 * What the application put into a text on the day it was published, by the name of each part: an older version goes on
 * saying what it said, whatever the application has learnt since. Null for versions from before this was kept.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table policy_versions
      add column parts jsonb check (jsonb_typeof(parts) = 'object')
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table policy_versions drop column parts');
}
