import type { Knex } from 'knex';

/** A letter that tells somebody that their removal has to wait, for what, and until when it is looked at again (C22). */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table request_letters drop constraint request_letters_kind_check;
    alter table request_letters add constraint request_letters_kind_check check (kind in
      ('acknowledgement', 'identity', 'authority', 'clarification', 'fee', 'extension', 'held', 'refusal', 'answer', 'nothing-held'));
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    delete from request_letters where kind = 'held';
    alter table request_letters drop constraint request_letters_kind_check;
    alter table request_letters add constraint request_letters_kind_check check (kind in
      ('acknowledgement', 'identity', 'authority', 'clarification', 'fee', 'extension', 'refusal', 'answer', 'nothing-held'));
  `);
}
