/** Why somebody at OCC opens a person's page. Kept in the audit trail, so it is chosen, never written: no name gets there. */
export const openingReasons = {
  asked: 'They have asked us for help',
  authority: 'Their authority has asked us',
  request: 'A complaint, or a request about personal data',
  security: 'A worry about security',
  upkeep: 'Looking after accounts',
} as const;

export type OpeningReason = keyof typeof openingReasons;

export interface Opening {
  reason: OpeningReason | null;
  /** Reference of an enquiry, a complaint or a request; or of another system. */
  caseNumber: string | null;
}

export interface RememberedOpening extends Opening {
  userId: number;
  /** Milliseconds since 1970. */
  at: number;
}

export const OPENING_MINUTES = 30;
const MOST_REMEMBERED = 20;

/** Why a person's page was opened, if that was said less than half an hour ago. */
export function openingOf(
  remembered: readonly RememberedOpening[] | undefined,
  userId: number,
  now: Date,
): Opening | null {
  const found = remembered?.find((one) => one.userId === userId && isFresh(one, now));
  return found ? { reason: found.reason, caseNumber: found.caseNumber } : null;
}

/** The newest first; those of people opened longer ago are forgotten. */
export function remember(
  remembered: readonly RememberedOpening[] | undefined,
  opening: RememberedOpening,
  now: Date,
): RememberedOpening[] {
  const others = (remembered ?? []).filter((one) => one.userId !== opening.userId && isFresh(one, now));
  return [opening, ...others].slice(0, MOST_REMEMBERED);
}

function isFresh({ at }: RememberedOpening, now: Date): boolean {
  return now.getTime() - at < OPENING_MINUTES * 60 * 1000;
}
