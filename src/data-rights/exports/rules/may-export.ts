import type { Right } from '../../contact.ts';
import type { Day } from '../../rules/days.ts';
import type { AccessExport } from '../access-export.ts';
import { hasFile, isUnderReview, waitsForApproval } from '../access-export.ts';

/** Requests that are answered with a copy of what is held: access, whether anything is held, and portability. */
export const rightsToExport: ReadonlySet<Right> = new Set(['access', 'confirm', 'port']);

/** Why something cannot be done with an export, or not yet. */
export type ExportFault =
  | 'other-right'
  | 'nobody-linked'
  | 'not-identified'
  | 'no-authority'
  | 'in-hand'
  | 'not-under-review'
  | 'not-looked-at'
  | 'open-proposals'
  | 'no-letter'
  | 'no-search'
  | 'not-finished'
  | 'same-person'
  | 'not-packed'
  | 'idle-withholdings'
  | 'representative'
  | 'no-account'
  | 'handed-already'
  | 'in-future';

/** What of a case decides whether anything may be gathered: the same as for an answer, since it is one (P65). */
export interface CaseFacts {
  right: Right;
  subjectId: number | null;
  actsFor: string | null;
  isIdentified: boolean;
  hasAuthority: boolean;
}

export function faultOfCollecting(facts: CaseFacts, present: AccessExport | null): ExportFault | null {
  if (!rightsToExport.has(facts.right)) return 'other-right';
  if (facts.subjectId === null) return 'nobody-linked';
  if (!facts.isIdentified) return 'not-identified';
  if (facts.actsFor !== null && !facts.hasAuthority) return 'no-authority';
  if (present === null || present.state === 'expired' || present.state === 'withdrawn') return null;
  const hasFailed = present.state === 'collecting' && present.failedAt !== null;
  return hasFailed || isUnderReview(present) ? null : 'in-hand';
}

export interface ReviewCounts {
  unreviewed: number;
  openProposals: number;
  letter: string;
  searches: number;
}

/** Finished once every item was looked at, nothing proposed is left open, and letter and searches are there. */
export function faultOfFinishing(present: AccessExport, counts: ReviewCounts): ExportFault | null {
  if (!isUnderReview(present)) return 'not-under-review';
  if (counts.openProposals > 0) return 'open-proposals';
  if (counts.unreviewed > 0) return 'not-looked-at';
  if (counts.searches === 0) return 'no-search';
  return counts.letter.trim() === '' ? 'no-letter' : null;
}

/** A second pair of eyes: whoever finished the review does not approve it (P86). */
export function faultOfApproval(present: AccessExport, approverId: number): ExportFault | null {
  if (!waitsForApproval(present)) return 'not-finished';
  return present.finishedBy === approverId ? 'same-person' : null;
}

/** Whether the package is there to be delivered. */
export function isPacked({ state, package: packed }: AccessExport): boolean {
  return (state === 'approved' || state === 'released') && hasFile(packed);
}

/** @param isOpen whether the person's account is open */
export function faultOfAccountDelivery(
  present: AccessExport,
  { actsFor, isOpen }: { actsFor: string | null; isOpen: boolean },
): ExportFault | null {
  if (!isPacked(present)) return 'not-packed';
  if (actsFor !== null) return 'representative';
  return isOpen ? null : 'no-account';
}

/** @param on day on which it was handed over. @param today of England */
export function faultOfHanding(
  present: AccessExport,
  { on, today }: { on: Day; today: Day },
): ExportFault | null {
  if (!isPacked(present)) return 'not-packed';
  if (present.handed !== null) return 'handed-already';
  return on > today ? 'in-future' : null;
}

/** How a request stands for its answer: what was delivered, and whether it was all. */
export interface Delivered {
  isDelivered: boolean;
  withheld: number;
}

export function deliveredOf(present: AccessExport | null): Delivered {
  const isDelivered = present !== null && (present.state === 'released' || present.state === 'expired');
  return { isDelivered, withheld: isDelivered ? present.withheld : 0 };
}
