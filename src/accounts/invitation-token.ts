import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits for the link; the database keeps their hash only, so that reading it opens no account. */
export function newInvitationToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
