import type { Knex } from 'knex';

/** The start page of the back office asks how often staff opened people's pages by the dozen: a handful among all events. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create index audit_events_bulk_views on audit_events (at) where action = 'staff.bulk-views-noticed'
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index audit_events_bulk_views');
}
