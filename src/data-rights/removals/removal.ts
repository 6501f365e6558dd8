/** How far a removal goes (full removal, C4). */
export const scopes = ['person', 'person-and-uploads', 'authority'] as const;
export type Scope = (typeof scopes)[number];

/** Why data is erased: what the law names (P70), and what the policy promises to whoever leaves (P69). */
export const grounds = [
  'leaves',
  'no-longer-needed',
  'consent-withdrawn',
  'objection',
  'unlawful',
  'legal-duty',
] as const;
export type Ground = (typeof grounds)[number];

/** Why an erasure may be refused: what the law names, and nothing else (P71). */
export const refusals = ['legal-duty', 'public-task', 'claims', 'archive', 'expression'] as const;
export type RefusalGround = (typeof refusals)[number];

export const confirmationWays = ['email', 'phone', 'post', 'in-person'] as const;
export type ConfirmationWay = (typeof confirmationWays)[number];

export type RemovalState = 'asked' | 'refused' | 'removed' | 'certified';

/** Whom or what a removal is of. */
export type Subject = { userId: number; authorityId: null } | { userId: null; authorityId: number };

/** A lead officer's word that the authority's data goes too. */
export interface Confirmation {
  by: number;
  /** ISO day. */
  on: string;
  way: ConfirmationWay;
}

export interface Removal {
  id: number;
  scope: Scope;
  subject: Subject;
  ground: Ground;
  caseReference: string | null;
  confirmation: Confirmation | null;
  state: RemovalState;
  plan: Plan;
  planHash: Buffer;
  requestedBy: number;
  requestedAt: Date;
  decidedBy: number | null;
  decidedAt: Date | null;
  /** Of who asked and who decided. */
  roles: string[];
  refusal: RefusalGround | null;
  /** What the search looks for, sealed; null before the removal and after the certificate. */
  traces: Buffer | null;
  /** ISO day. */
  backupsUntil: string | null;
  searchedAt: Date | null;
  certificate: string | null;
  signature: Buffer | null;
  /** How many recipients nothing is on record for yet. */
  untold: number;
}

/** What happens to rows of one table. */
export interface PlanLine {
  table: string;
  /** The column that says whose the rows are, or a path to it; `authority_id` or `upload_id` where they are nobody's own. */
  whose: string;
  what: 'delete' | 'empty' | 'keep';
  /** Columns that are emptied or kept; all of them where rows are deleted. */
  columns: string[];
  rows: number;
  /** Of what is kept: why, and until when. */
  why: string | null;
  until: string | null;
}

export interface Plan {
  /** Accounts that go. */
  people: number[];
  uploads: number[];
  lines: PlanLine[];
}

/** Where something of the removed person still stands: column or file, and how often. */
export interface Trace {
  place: string;
  count: number;
  /** The plan said that it stays. */
  isPlanned: boolean;
  settlement: Settlement | null;
}

export const settlements = ['somebody-else', 'must-stay'] as const;
export type Settlement = (typeof settlements)[number];
