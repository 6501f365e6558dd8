import type { Day } from '../../rules/days.ts';

export type LiftingFault = 'not-told' | 'lifted-already' | 'told-already' | 'before-start' | 'in-future';

interface Limit {
  startedOn: Day;
  toldOn: Day | null;
  isEnded: boolean;
}

/** Nobody's data is used again before they were told that it will be (P75, L19). */
export function faultOfLifting({ toldOn, isEnded }: Limit): LiftingFault | null {
  if (isEnded) return 'lifted-already';
  return toldOn === null ? 'not-told' : null;
}

/** @param on the day on which they were told */
export function faultOfTelling(limit: Limit, on: Day, today: Day): LiftingFault | null {
  if (limit.isEnded) return 'lifted-already';
  if (limit.toldOn !== null) return 'told-already';
  if (on > today) return 'in-future';
  return on < limit.startedOn ? 'before-start' : null;
}
