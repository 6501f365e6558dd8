import type { Correctable } from '../../accounts/index.ts';
import type { Day } from '../rules/days.ts';

/** `waiting`: nothing is changed yet. */
export type CorrectionState = 'waiting' | 'done' | 'refused';

/** Who stands behind it beside whoever recorded it; `before`: nobody, since none was needed then. */
export type SettledWay = 'alone' | 'old-address' | 'second-person' | 'before';

/** Details that decide who gets in and to what: nobody corrects them alone (D14). */
export const needsSecond: ReadonlySet<Correctable> = new Set(['email', 'authority']);

/** For how long the link to the old address works. */
export const LINK_DAYS = 7;

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
  recordedById: number;
  state: CorrectionState;
  settledWay: SettledWay | null;
  settledAt: Date | null;
  /** Who at OCC looked at it as the second; null where nobody did. */
  settledBy: string | null;
  /** How many recipients nothing is on record for yet. */
  untold: number;
}
