import type { Knex } from 'knex';
import { holdsCovering } from '../../holds/store.ts';
import { isRestricted } from '../../restrictions/store.ts';
import type { Day } from '../../rules/days.ts';

/** Why somebody's removal has to wait, as far as a letter says it (C22). */
export interface HeldFacts {
  /** As they stand with the holds: whoever writes the letter looks them through. */
  reasons: readonly string[];
  /** By when it is looked at whether they are still needed; the last of them. */
  until: Day | null;
  isRestricted: boolean;
}

export async function readHeldFacts(db: Knex, userId: number | null): Promise<HeldFacts | null> {
  if (userId === null) return null;
  const holds = (await holdsCovering(db, userId)).filter(({ end }) => end === null);
  if (holds.length === 0) return null;
  return {
    reasons: holds.map(({ reason }) => reason),
    until:
      holds
        .map(({ reviewOn }) => reviewOn)
        .sort()
        .at(-1) ?? null,
    isRestricted: await isRestricted(db, userId),
  };
}
