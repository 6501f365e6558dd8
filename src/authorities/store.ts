import type { Knex } from 'knex';

export interface Authority {
  id: number;
  code: string;
  name: string;
}

export async function authorityByCode(db: Knex, code: string): Promise<Authority | undefined> {
  return db('authorities').where({ code }).first<Authority | undefined>('id', 'code', 'name');
}

/** All authorities, by name. */
export async function allAuthorities(db: Knex): Promise<Authority[]> {
  return db('authorities').orderBy('name').select<Authority[]>('id', 'code', 'name');
}

/** The codes and names of all authorities. */
export async function authorityNames(
  db: Knex,
): Promise<{ code: string; name: string; officialName: string }[]> {
  return db('authorities').select('code', 'name', { officialName: 'official_name' });
}
