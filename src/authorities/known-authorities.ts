import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';

/** An authority of the reference data; the database holds the same and gives each an id. */
export interface KnownAuthority {
  code: string;
  name: string;
  officialName: string;
  type: string;
  region: string;
  gssCode: string;
  population: number;
}

const file = path.resolve(import.meta.dirname, '../../seeds/reference/authorities.csv');

/** The 152 administering authorities, in the order of the file. For the seed, and for commands that have no database. */
export async function knownAuthorities(): Promise<KnownAuthority[]> {
  const rows = parse<Record<string, string>>(await readFile(file), { columns: true, bom: true });
  return rows.map((row) => ({
    code: row.ons_code ?? '',
    name: row.name ?? '',
    officialName: row.official_name ?? '',
    type: row.authority_type ?? '',
    region: row.region ?? '',
    gssCode: row.gss_code ?? '',
    population: Number(row.population_2020),
  }));
}
