import { createHash, randomInt } from 'node:crypto';

export const RECOVERY_CODES = 10;

// No letters that look like others; 12 of them make about 59 bits, guessed at under the throttle of codes.
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 12;

/** Ten codes, each in three groups of four; shown once, and kept as hashes. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
}

function newRecoveryCode(): string {
  const code = Array.from({ length: LENGTH }, () => letters[randomInt(letters.length)]).join('');
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/** However the code was spaced or capitalised. The account's number goes in, so that equal codes have different hashes. */
export function hashOfRecoveryCode(userId: number, code: string): Buffer {
  const plain = code.replace(/[\s-]/g, '').toLowerCase();
  return createHash('sha256').update(`${userId} ${plain}`).digest();
}
