import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Knex } from 'knex';
import { lists } from '../../src/extracts/specification/lists.ts';

interface AuthorityRow {
  ons_code: string;
  name: string;
  official_name: string;
  authority_type: string;
  region: string;
  gss_code: string;
  population_2020: string;
}

/** The administering authorities and the lists of the specification. Run again, it changes nothing. */
export async function seedReference(db: Knex): Promise<void> {
  await seedAuthorities(db);
  await seedLists(db);
}

async function seedAuthorities(db: Knex): Promise<void> {
  const text = await readFile(path.join(import.meta.dirname, 'authorities.csv'));
  const rows = parse<AuthorityRow>(text, { columns: true, bom: true });
  await db('authorities')
    .insert(
      rows.map((row) => ({
        code: row.ons_code,
        name: row.name,
        official_name: row.official_name,
        authority_type: row.authority_type,
        region: row.region,
        gss_code: row.gss_code,
        population: Number(row.population_2020),
      })),
    )
    .onConflict('code')
    .merge();
}

async function seedLists(db: Knex): Promise<void> {
  const rows = Object.entries(lists).flatMap(([list, labels]) =>
    labels.map((label, index) => ({ list, position: index + 1, label })),
  );
  await db('list_entries').insert(rows).onConflict(['list', 'position']).merge();
}
