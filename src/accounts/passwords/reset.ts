/** A link by which somebody who forgot their password chooses another. */
export interface PasswordReset {
  id: number;
  userId: number;
  email: string;
  name: string;
  authority: string | null;
  hasSecondFactor: boolean;
  expiresAt: Date;
  usedAt: Date | null;
}

export const RESET_MINUTES = 60;

/** Good once, and for an hour. */
export function isResetUsable(reset: PasswordReset, now: Date): boolean {
  return reset.usedAt === null && now < reset.expiresAt;
}

export function resetExpiry(createdAt: Date): Date {
  return new Date(createdAt.getTime() + RESET_MINUTES * 60 * 1000);
}
