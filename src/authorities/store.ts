import type { Knex } from 'knex';

export interface Authority {
  id: number;
  code: string;
  name: string;
}

export async function authorityByCode(db: Knex, code: string): Promise<Authority | undefined> {
  return db('authorities').where({ code }).first<Authority | undefined>('id', 'code', 'name');
}

export async function authorityCodes(db: Knex): Promise<ReadonlySet<string>> {
  const rows = await db<{ code: string }>('authorities').select('code');
  return new Set(rows.map(({ code }) => code));
}
