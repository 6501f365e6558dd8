import type { Knex } from 'knex';

/** When everything that is planted was closed, sent, asked for … */
export const START = new Date('2010-03-01T10:00:00Z');
export const DAY = '2010-03-01';

export interface Planted {
  table: string;
  where: Record<string, unknown>;
  /** Rows that belong to it, by their table, which must go with it. */
  parts?: Readonly<Record<string, Record<string, unknown>>>;
  /** A hold on the person covers it, or one on the authority, or one on this reference. */
  heldBy?: ('person' | 'authority' | { reference: string })[];
  /** What is emptied where the row itself stays. */
  emptied?: string;
  /** A file that goes, where the row itself stays. */
  file?: string;
}

export interface Planting {
  db: Knex;
  personId: number;
  officerId: number;
  authorityId: number;
  /** Folder of files; letters are laid down below it. */
  dataDir: string;
}

export type Plant = (world: Planting) => Promise<Planted>;

export async function add(db: Knex, table: string, row: Record<string, unknown>): Promise<number> {
  const [added] = await db(table).insert(row).returning<{ id: number }[]>('id');
  return added!.id;
}

export const exportSeal = () => ({ key_id: 'test', iv: hash('iv'), tag: hash('tag'), sha256: hash('sha') });
export const hash = (name: string): Buffer => Buffer.from(name.padEnd(32, '.'));
export const sender = (reference: string, user: number) => ({
  ...{ reference, received_at: START, user_id: user, name: 'Priya', email: 'priya@example.org' },
  ...{ message: 'Something', closed_at: START },
});
