import type { Knex } from 'knex';

/** A request of somebody who was removed keeps what was asked and done, and no longer how to reach them (full removal, C12). */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table rights_requests add column emptied_at timestamptz;
    alter table rights_requests drop constraint rights_requests_check;
    alter table rights_requests add constraint rights_requests_check
      check (num_nonnulls(email, phone, address) > 0 or emptied_at is not null);
  `);
}

/** What was emptied stays empty: an address that is nobody's stands in its place. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    update rights_requests set email = 'removed@invalid' where emptied_at is not null;
    alter table rights_requests drop constraint rights_requests_check;
    alter table rights_requests add constraint rights_requests_check check (num_nonnulls(email, phone, address) > 0);
    alter table rights_requests drop column emptied_at;
  `);
}
