import type { Role } from '../permissions.ts';

export type RequestState = 'waiting' | 'issued' | 'declined';

/** What a lead officer says of the colleague who is to have an account. */
export interface AskedAccount {
  name: string;
  email: string;
  role: Extract<Role, 'officer' | 'lead'>;
  reason: string;
}

/** A lead officer's request for a colleague's account. Name, address and reason are empty once they were removed. */
export interface AccountRequest extends AskedAccount {
  id: number;
  authority: { id: number; code: string; name: string };
  requestedBy: { id: number; name: string; email: string; isClosed: boolean };
  requestedAt: Date;
  state: RequestState;
  decidedAt: Date | null;
  declineReason: string | null;
  /** The account that was opened. */
  userId: number | null;
}

/** Requests of one authority that may wait at once: more than any has colleagues to add, and no flood. */
export const MOST_WAITING = 20;
