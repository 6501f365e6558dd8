import type { Knex } from 'knex';

/**
 * Days on which the figures of reports were worked out again because something they rested on was removed for good
 * (full removal, C3). The day and nothing else: reports tell it to everybody, and whose data it was is nobody's business.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('create table recalculations (day date primary key)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table recalculations');
}
