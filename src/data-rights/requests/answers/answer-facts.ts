import type { Day } from '../../rules/days.ts';

/** Who was told, as the person may read it: nobody whom it would not be safe to name. */
export type ToldLines = readonly string[];

export interface RemovalFact {
  number: number;
  /** `asked`: nothing has been removed yet. `refused`: nothing will be. */
  state: 'asked' | 'refused' | 'removed' | 'certified';
  scope: 'person' | 'person-and-uploads' | 'authority';
  /** In words, where it was refused. */
  refusal: string | null;
  removedOn: Day | null;
  backupsUntil: Day | null;
  accounts: number;
  files: number;
  /** What stays: kinds of records, why, and until when. */
  kept: readonly { what: readonly string[]; why: string; until: string }[];
  told: ToldLines;
}

export interface CorrectionFact {
  /** "Telephone" */
  field: string;
  change: 'added' | 'changed' | 'taken away';
  on: Day;
  /** What was done because of the mistake, where that stays on record. */
  mistake: string | null;
  told: ToldLines;
}

export interface RestrictionFact {
  ground: 'accuracy-contested' | 'unlawful' | 'legal-claims' | 'objection-checked';
  since: Day;
  /** null while it is in force. */
  until: Day | null;
  told: ToldLines;
}

export interface ObjectionFact {
  use: string;
  state: 'at-once' | 'checking' | 'upheld' | 'overridden' | 'withdrawn';
  reasons: string | null;
}

export interface CopyFact {
  /** `prepared`: not given yet. */
  state: 'prepared' | 'in-account' | 'handed' | 'over';
  /** Until when it can be fetched, or when it was handed over. */
  day: Day | null;
  /** How many things are not given, or not whole. */
  withheld: number;
}

/** What SP-Bench knows of how a case was dealt with: what an answer is written from. */
export interface AnswerFacts {
  removal: RemovalFact | null;
  corrections: readonly CorrectionFact[];
  restrictions: readonly RestrictionFact[];
  objections: readonly ObjectionFact[];
  copy: CopyFact | null;
  /** Fields beside which a statement of the person's stands. */
  statements: readonly string[];
  isRefused: boolean;
}

export const nothingDone: AnswerFacts = {
  ...{ removal: null, corrections: [], restrictions: [], objections: [], copy: null, statements: [] },
  isRefused: false,
};
