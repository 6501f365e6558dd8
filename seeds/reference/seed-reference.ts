import type { Knex } from 'knex';
import { knownAuthorities } from '../../src/authorities/index.ts';
import { lists } from '../../src/extracts/specification/lists.ts';

/** The administering authorities and the lists of the specification. Run again, it changes nothing. */
export async function seedReference(db: Knex): Promise<void> {
  await seedAuthorities(db);
  await seedLists(db);
}

async function seedAuthorities(db: Knex): Promise<void> {
  const rows = (await knownAuthorities()).map((authority) => ({
    code: authority.code,
    name: authority.name,
    official_name: authority.officialName,
    authority_type: authority.type,
    region: authority.region,
    gss_code: authority.gssCode,
    population: authority.population,
  }));
  await db('authorities').insert(rows).onConflict('code').merge();
}

async function seedLists(db: Knex): Promise<void> {
  const rows = Object.entries(lists).flatMap(([list, labels]) =>
    labels.map((label, index) => ({ list, position: index + 1, label })),
  );
  await db('list_entries').insert(rows).onConflict(['list', 'position']).merge();
}
