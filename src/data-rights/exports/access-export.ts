import type { ExportValue } from './export.ts';

/**
 * How an export stands: being collected; looked through and, after that, waiting for a second person; approved, and packed
 * by a job; released, for the person to fetch; no longer to be had, because its time is over or it was taken back.
 */
export const exportStates = [
  ...(['collecting', 'review', 'approved', 'released', 'expired', 'withdrawn'] as const),
];
export type ExportState = (typeof exportStates)[number];

export const handedWays = ['paper', 'medium'] as const;
export type HandedWay = (typeof handedWays)[number];

/** The export of a case, without what is in it. */
export interface AccessExport {
  id: number;
  /** Of its case. */
  reference: string;
  requestId: number;
  /** Whose data it is. */
  userId: number;
  state: ExportState;
  /** Percent of the collecting. */
  progress: number;
  /** When a job gave up on it; null while none has. */
  failedAt: Date | null;
  askedAt: Date;
  /** The moment of which all of it is; null until it is collected. */
  madeAt: Date | null;
  finishedBy: number | null;
  approvedBy: number | null;
  /** Of the packed ZIP; null until it is there. */
  package: { sha256: Buffer; bytes: number; fileId: number | null } | null;
  /** How many things are not given, or not whole. */
  withheld: number;
  releasedAt: Date | null;
  expiresAt: Date | null;
  /** Whether the person fetches it after signing in. */
  inAccount: boolean;
  handed: { on: string; way: HandedWay } | null;
}

export const groupKinds = ['declared', 'found', 'letter', 'file', 'attachment'] as const;
/** How something got in: by the declarations, by its words, among letters; a file they sent, or one that staff added. */
export type GroupKind = (typeof groupKinds)[number];

/** What is said of every value of a column. */
export interface GroupColumn {
  column: string;
  label: string;
  category: string;
  purpose: string;
  lawfulBasis: string;
  retention: string;
  /** False for what lets somebody in: that it is held is said, what it is is not. */
  isShown: boolean;
}

/** A table of the review: items that have the same columns. */
export interface ExportGroup {
  number: number;
  kind: GroupKind;
  table: string;
  title: string;
  columns: readonly GroupColumn[];
}

/** What reviewers say of an item; to leave out is for what is not about the person at all. */
export const verdicts = ['give', 'leave-out', 'withhold'] as const;
export type Verdict = (typeof verdicts)[number];

export interface ReviewItem {
  number: number;
  group: number;
  kind: GroupKind;
  key: string;
  /** By column; of a file: name, about, bytes. */
  values: Readonly<Record<string, ExportValue>>;
  uploadId: number | null;
  fileId: number | null;
  verdict: Verdict | null;
  /** Why it is left out. */
  note: string | null;
}

/** The three steps before anything about somebody else is kept back (L12), with the reasoning. */
export interface ThirdPartyTest {
  canAnswerWithout: 'yes' | 'no';
  consented: 'yes' | 'no' | 'not-asked';
  reasonableWithout: 'yes' | 'no';
  reasoning: string;
}

export interface KeptWithholding {
  id: number;
  item: number;
  column: string | null;
  passage: string | null;
  ground: string;
  reason: string | null;
  test: ThirdPartyTest | null;
  /** Of a professional, with who gave it and when, where the ground rests on one. */
  opinion: string | null;
}

/** A passage that may name somebody else. */
export interface Proposal {
  number: number;
  item: number;
  column: string;
  passage: string;
  state: 'open' | 'accepted' | 'declined';
}

/** Which states let what be done. */
export function isUnderReview({ state, finishedBy }: Pick<AccessExport, 'state' | 'finishedBy'>): boolean {
  return state === 'review' && finishedBy === null;
}

export function waitsForApproval({ state, finishedBy }: Pick<AccessExport, 'state' | 'finishedBy'>): boolean {
  return state === 'review' && finishedBy !== null;
}

/** Packed, and neither over nor taken back. */
export function isToBeHad(one: Pick<AccessExport, 'state' | 'package' | 'expiresAt'>, now: Date): boolean {
  return one.state === 'released' && hasFile(one.package) && one.expiresAt !== null && now < one.expiresAt;
}

/** Whether what was packed is still there. */
export function hasFile(packed: AccessExport['package']): boolean {
  return packed !== null && packed.fileId !== null;
}
