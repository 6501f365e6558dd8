/** How an objection stands: a use that rests on consent stops at once; of others it is checked whose reasons weigh more. */
export const objectionStates = ['at-once', 'checking', 'upheld', 'overridden', 'withdrawn'] as const;
export type ObjectionState = (typeof objectionStates)[number];

export const decisions = ['upheld', 'overridden', 'withdrawn'] as const satisfies readonly ObjectionState[];
export type ObjectionDecision = (typeof decisions)[number];

export interface Objection {
  id: number;
  userId: number;
  name: string | null;
  /** Reference of the request that brought it. */
  reference: string | null;
  /** A use of the privacy notice: see specification/uses.ts. */
  purpose: string;
  reasons: string | null;
  raisedAt: Date;
  state: ObjectionState;
  decidedAt: Date | null;
  decidedBy: string | null;
  decisionReasons: string | null;
}
