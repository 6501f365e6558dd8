/** A link by which a new person chooses their first password. */
export interface Invitation {
  id: number;
  userId: number;
  email: string;
  name: string;
  expiresAt: Date;
  usedAt: Date | null;
}

export const INVITATION_DAYS = 7;

/** Good once, and for seven days. */
export function isUsable(invitation: Invitation, now: Date): boolean {
  return invitation.usedAt === null && now < invitation.expiresAt;
}

export function expiryOf(createdAt: Date): Date {
  return new Date(createdAt.getTime() + INVITATION_DAYS * 24 * 60 * 60 * 1000);
}
