import type { Right } from '../contact.ts';
import type { Day } from '../rules/days.ts';

/** Why the use of somebody's data is limited to storing it (P73). */
export const restrictionGrounds = [
  'accuracy-contested',
  'unlawful',
  'legal-claims',
  'objection-checked',
] as const;
export type RestrictionGround = (typeof restrictionGrounds)[number];

/** The ground on which the use is limited as soon as such a request is taken up (L19); null where none is offered. */
export function groundFor(right: Right): RestrictionGround | null {
  if (right === 'correct') return 'accuracy-contested';
  return right === 'object' ? 'objection-checked' : null;
}

export const tellingWays = ['email', 'phone', 'post', 'in-person'] as const;
export type TellingWay = (typeof tellingWays)[number];

export interface Restriction {
  id: number;
  userId: number;
  /** Null once the account is removed; then the row is gone as well. */
  name: string | null;
  /** Reference of the request that it answers. */
  reference: string | null;
  ground: RestrictionGround;
  note: string | null;
  startedAt: Date;
  startedBy: string;
  /** The day on which the person was told that it will be lifted. */
  toldOn: Day | null;
  toldWay: TellingWay | null;
  endedAt: Date | null;
  endReason: string | null;
  /** How many recipients nothing is on record for yet. */
  untold: number;
}
