import type { Knex } from 'knex';
import { type Desk, desks } from './contact.ts';
import { deskCounts } from './store.ts';

export interface OpenWork {
  open: number;
  /** When the one that has waited longest came in; null where none is open. */
  oldest: Date | null;
}

/** How much waits at each desk, for the start page of the back office. */
export async function openWork(db: Knex): Promise<Record<Desk, OpenWork>> {
  const entries = await Promise.all(
    desks.map(async (desk) => {
      const { open, oldest } = await deskCounts(db, desk);
      return [desk, { open, oldest }] as const;
    }),
  );
  return Object.fromEntries(entries) as Record<Desk, OpenWork>;
}
