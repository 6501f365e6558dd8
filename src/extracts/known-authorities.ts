import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';

/** An authority as the commands need it that have no database. */
export interface KnownAuthority {
  code: string;
  name: string;
  region: string;
  population: number;
}

const file = path.resolve(import.meta.dirname, '../../seeds/reference/authorities.csv');

/** The administering authorities of the reference data, in its order. */
export async function knownAuthorities(): Promise<KnownAuthority[]> {
  const rows = parse<Record<string, string>>(await readFile(file), { columns: true, bom: true });
  return rows.map(({ ons_code = '', name = '', region = '', population_2020 }) => ({
    code: ons_code,
    name,
    region,
    population: Number(population_2020),
  }));
}
