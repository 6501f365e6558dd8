import type { Knex } from 'knex';

const present = `'name', 'contact-details', 'account', 'activity', 'correspondence'`;

/** A demand for what authorities submit can be logged, as refused and in no other way (P25, P101). */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table disclosures drop constraint disclosures_data_kinds_check;
    alter table disclosures add constraint disclosures_data_kinds_check check (
      cardinality(data_kinds) > 0 and data_kinds <@ array[${present}, 'submitted']);
    alter table disclosures add constraint disclosures_never_submitted check (
      decision = 'refused' or not data_kinds @> array['submitted']);
  `);
}

/** The earlier release has no word for the kind; what else was demanded with it stays. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    delete from disclosures where data_kinds <@ array['submitted'];
    update disclosures set data_kinds = array_remove(data_kinds, 'submitted') where data_kinds @> array['submitted'];
    alter table disclosures drop constraint disclosures_never_submitted;
    alter table disclosures drop constraint disclosures_data_kinds_check;
    alter table disclosures add constraint disclosures_data_kinds_check check (
      cardinality(data_kinds) > 0 and data_kinds <@ array[${present}]);
  `);
}
