import type { IdentityCheck, RequestCase } from './request-case.ts';

export const letterKinds = [
  ...(['acknowledgement', 'identity', 'authority', 'clarification', 'fee'] as const),
  ...(['extension', 'held', 'refusal', 'answer', 'nothing-held'] as const),
] as const;
export type LetterKind = (typeof letterKinds)[number];

export interface LetterText {
  /** One line. */
  subject: string;
  /** Paragraphs, parted by empty lines. */
  body: string;
}

/** How a letter leaves: read in the account, as the text of an e-mail, or printed. Never as an attachment. */
export const sendingWays = ['account', 'email', 'post'] as const;
export type SendingWay = (typeof sendingWays)[number];

/** A version of a letter; the newest is the one that is sent, and nothing follows it. */
export interface RequestLetter extends LetterText {
  id: number;
  kind: LetterKind;
  number: number;
  version: number;
  writtenBy: string;
  writtenAt: Date;
  sentAt: Date | null;
  sentWay: SendingWay | null;
}

/** Letters that only ask, and tell nothing that the sender has not written themselves. */
const thatAsk: ReadonlySet<LetterKind> = new Set([
  'acknowledgement',
  'identity',
  'authority',
  'clarification',
  'fee',
]);

/**
 * The account in which a letter can be read: the sender's, or that of whom it is about where they wrote for themselves
 * and were not signed in; null where there is none.
 */
export function readerOf({ requesterId, subjectId, actsFor }: RequestCase): number | null {
  return requesterId ?? (actsFor === null ? subjectId : null);
}

/**
 * How a letter may leave. Whoever has an account reads it there. E-mail carries the text itself only to an address that a
 * check has shown to be the person's own; before that it may ask, and no more (D21).
 */
export function waysFor(
  kind: LetterKind,
  request: RequestCase,
  checks: readonly IdentityCheck[],
): SendingWay[] {
  const mayRead = readerOf(request) !== null;
  const isConfirmed = checks.at(-1)?.isConfirmed === true && checks.at(-1)?.confirmsEmail === true;
  const mayMail = request.sender.email !== null && (thatAsk.has(kind) || isConfirmed);
  return sendingWays.filter((way) => (way === 'account' ? mayRead : way === 'email' ? mayMail : true));
}
