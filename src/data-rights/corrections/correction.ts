import type { Correctable } from '../../accounts/index.ts';
import type { Day } from '../rules/days.ts';

/** A detail that was put right. */
export interface Correction {
  id: number;
  userId: number;
  name: string | null;
  /** Reference of the request that asked for it. */
  reference: string | null;
  field: Correctable;
  before: string | null;
  after: string | null;
  /** What the right detail rests on. */
  evidence: string;
  /** Why the record of the mistake is kept as it was, where the mistake itself is history (L20). */
  mistakeNote: string | null;
  correctedOn: Day;
  recordedAt: Date;
  recordedBy: string;
  /** How many recipients nothing is on record for yet. */
  untold: number;
}
