import type { Knex } from 'knex';

/**
 * Of exports that have ended the copy of the person's data goes, as it does from now on when one ends: items of which
 * nothing was withheld, files that no item has any more, and tables of the review without items (C13).
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    delete from export_items as item using access_exports as ended
      where ended.id = item.export_id and ended.state in ('expired', 'withdrawn') and not exists (
        select from export_withholdings as w where w.export_id = item.export_id and w.item_number = item.number);
    delete from export_files as file using access_exports as ended
      where ended.id = file.export_id and ended.state in ('expired', 'withdrawn')
        and not exists (select from export_items where file_id = file.id);
    delete from export_groups as part using access_exports as ended
      where ended.id = part.export_id and ended.state in ('expired', 'withdrawn') and not exists (
        select from export_items as item where item.export_id = part.export_id and item.group_number = part.number);
  `);
}

/** What is gone cannot be made again. */
export async function down(): Promise<void> {
  await Promise.resolve();
}
