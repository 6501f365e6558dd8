import type { AnswerWay, Right, Sender } from '../contact.ts';
import type { Day } from '../rules/days.ts';

/** How a request arrived (P62). */
export const channels = ['web', 'email', 'phone', 'post', 'in-person'] as const;
export type Channel = (typeof channels)[number];

/** A request about personal data as those see it who work on it. */
export interface RequestCase {
  id: number;
  reference: string;
  /** The day on which it arrived: of the form, or as whoever typed it in says. */
  receivedOn: Day;
  receivedAt: Date;
  channel: Channel;
  closedAt: Date | null;
  sender: Sender;
  message: string;
  right: Right;
  /** The person whom the sender represents; null for themselves (P63). */
  actsFor: string | null;
  answerBy: AnswerWay | null;
  /** What makes asking or answering easier for the sender: large print, a call back, an interpreter (P62). */
  adjustments: string | null;
  /** Account of the sender, where they were signed in. */
  requesterId: number | null;
  /** Account of the person whom it is about; null until linked, and for somebody on whom nothing is held. */
  subjectId: number | null;
  /** Whether somebody has said whose it is, or that it is nobody's. */
  isLinked: boolean;
  assigneeId: number | null;
}

/** What can be asked for before a request can be answered (L2, L3). */
export const askables = ['identity', 'authority', 'clarification', 'fee'] as const;
export type Askable = (typeof askables)[number];

export type EventKind =
  | `${Askable}-asked`
  | `${Askable}-received`
  | 'fee-waived'
  | 'extended'
  | 'refused'
  | 'partly-refused'
  | 'reviewed'
  | 'answered'
  | 'closed'
  | 'reopened';

/** What happened to a request: the clock and the tasks go by these alone, and none is ever changed. */
export interface RequestEvent {
  kind: EventKind;
  on: Day;
  /** A ground or an outcome from the lists of this file. */
  choice: string | null;
  note: string | null;
  /** Of a fee: it is recorded, and never taken here (P132). */
  pence: number | null;
}

export const extensionGrounds = ['complex', 'number'] as const;
export type ExtensionGround = (typeof extensionGrounds)[number];

export const feeGrounds = ['unfounded', 'excessive', 'further-copies', 'act-of-1998'] as const;
export type FeeGround = (typeof feeGrounds)[number];

export const refusalGrounds = [
  ...(['unfounded', 'excessive', 'not-identified', 'others', 'exemption'] as const),
  ...(['legal-duty', 'legal-claims', 'not-wrong', 'overriding', 'no-explanation'] as const),
] as const;
export type RefusalGround = (typeof refusalGrounds)[number];

/** What a person found who looked at a decision that a computer had made (P78). */
export const reviewOutcomes = ['stands', 'changed', 'none-made'] as const;
export type ReviewOutcome = (typeof reviewOutcomes)[number];

export const outcomes = ['done', 'partly', 'refused', 'nothing-held', 'withdrawn'] as const;
export type Outcome = (typeof outcomes)[number];

/** What may be seen to know who somebody is; it is noted that it was seen, and never kept (P65). */
export const identityEvidence = [
  ...(['called-back', 'answered-from-address', 'knows-account', 'colleague'] as const),
  ...(['photo-document', 'address-document'] as const),
] as const;
export type IdentityEvidence = (typeof identityEvidence)[number];

export const checkWays = ['in-person', 'video', 'phone', 'post', 'email'] as const;
export type CheckWay = (typeof checkWays)[number];

/** What became of copies that came with the evidence. */
export const copyFates = ['none', 'destroyed', 'returned'] as const;
export type CopyFate = (typeof copyFates)[number];

export interface IdentityCheck {
  checkedBy: string;
  checkedAt: Date;
  seen: IdentityEvidence[];
  way: CheckWay;
  copies: CopyFate;
  isConfirmed: boolean;
  /** The sender's e-mail address is the person's own. */
  confirmsEmail: boolean;
  note: string | null;
}

/** Whose accounts a case concerns: none of them works on it. */
export function concernedBy({
  requesterId,
  subjectId,
}: Pick<RequestCase, 'requesterId' | 'subjectId'>): (number | null)[] {
  return [requesterId, subjectId];
}
