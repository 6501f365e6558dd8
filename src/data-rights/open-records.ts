import type { Knex } from 'knex';
import { breachCounts } from './breaches/store.ts';
import { correctionCounts } from './corrections/store.ts';
import { disclosureCounts } from './disclosures/store.ts';
import { holdCounts } from './holds/store.ts';
import type { OpenWork } from './open-work.ts';
import { objectionCounts } from './objections/store.ts';
import { untoldCounts } from './recipients/store.ts';
import type { Day } from './rules/days.ts';
import { registerCounts, trainedUntil } from './registers/store.ts';

export interface OpenRecords {
  breaches: OpenWork;
  /** People who were not told of a disclosure, where that is to be looked at again. */
  disclosures: OpenWork;
  /** Entries of the registers that are to be looked at again. */
  registers: OpenWork;
  /** Corrections with somebody to tell, objections to decide. */
  corrections: OpenWork;
  objections: OpenWork;
  /** Limits and removals with somebody to tell. */
  restrictions: OpenWork;
  removals: OpenWork;
  /** Legal holds that are to be looked at again. */
  holds: OpenWork;
  /** Until when the reader is trained; null where no training is entered. */
  trainedUntil: Day | null;
}

/** What waits in the logs and registers, for the start page of the back office. @param today in England */
export async function openRecords(
  db: Knex,
  { userId, today }: { userId: number; today: Day },
): Promise<OpenRecords> {
  const [breaches, disclosures, registers, holds, until, corrections, objections, restrictions, removals] =
    await Promise.all([
      breachCounts(db),
      disclosureCounts(db, today),
      registerCounts(db, today),
      holdCounts(db, today),
      trainedUntil(db, userId),
      correctionCounts(db),
      objectionCounts(db),
      untoldCounts(db, 'restriction', 'started_at'),
      untoldCounts(db, 'removal', 'decided_at'),
    ]);
  const kinds = Object.values(registers);
  const oldest = kinds.flatMap((one) => one.oldest ?? []).sort()[0] ?? null;
  return {
    breaches: { open: breaches.open, oldest: breaches.oldest },
    disclosures: { open: disclosures.toReview, oldest: momentOf(disclosures.oldest) },
    registers: { open: kinds.reduce((sum, { due }) => sum + due, 0), oldest: momentOf(oldest) },
    corrections: { open: corrections.open, oldest: corrections.oldest },
    objections: { open: objections.open, oldest: objections.oldest },
    ...{ restrictions, removals },
    holds: { open: holds.due, oldest: momentOf(holds.oldest) },
    trainedUntil: until,
  };
}

const momentOf = (day: Day | null): Date | null => (day === null ? null : new Date(`${day}T00:00:00Z`));
