/** A person's wish to be reached, and to sign in, under another e-mail address. */
export interface EmailChange {
  id: number;
  userId: number;
  oldEmail: string;
  newEmail: string;
  askedAt: Date;
  /** When each of the two addresses confirmed it. */
  newConfirmedAt: Date | null;
  oldConfirmedAt: Date | null;
  /** When it took effect: both had confirmed. */
  confirmedAt: Date | null;
  stoppedAt: Date | null;
}

/** Which of the two addresses a link went to. */
export type ChangeSide = 'new' | 'old';

export const CONFIRM_HOURS = 24;
export const STOP_DAYS = 7;
/** Changes that one account may ask for in a day: each writes to two addresses. */
export const MOST_A_DAY = 5;

const HOUR_MS = 60 * 60 * 1000;

/** The links that confirm: each good once, and for a day. */
export function canBeConfirmed(change: EmailChange, side: ChangeSide, now: Date): boolean {
  return (
    confirmedAt(change, side) === null && change.stoppedAt === null && isWithin(change, now, CONFIRM_HOURS)
  );
}

/** Whether the change takes effect when this address confirms: the other one has done so. */
export function isComplete(change: EmailChange, side: ChangeSide): boolean {
  return confirmedAt(change, side === 'new' ? 'old' : 'new') !== null;
}

function confirmedAt({ newConfirmedAt, oldConfirmedAt }: EmailChange, side: ChangeSide): Date | null {
  return side === 'new' ? newConfirmedAt : oldConfirmedAt;
}

/** The link to the old address: good once and for seven days, also when the new address is in use already. */
export function canBeStopped(change: EmailChange, now: Date): boolean {
  return change.stoppedAt === null && isWithin(change, now, STOP_DAYS * 24);
}

export function dayBefore(now: Date): Date {
  return new Date(now.getTime() - 24 * HOUR_MS);
}

function isWithin({ askedAt }: EmailChange, now: Date, hours: number): boolean {
  return now.getTime() < askedAt.getTime() + hours * HOUR_MS;
}
