import { Secret, TOTP } from 'otpauth';

const PERIOD_S = 30;
const DIGITS = 6;
/** A code of the step before or after is taken too: clocks differ, and typing takes time. */
const WINDOW = 1;

/** 160 random bits in base32, as authenticator apps take them (RFC 4226, section 4). */
export function newSeed(): string {
  return new Secret({ size: 20 }).base32;
}

/** The time step (30 seconds since 1970) that a code belongs to; null when the code is wrong or too far off. */
export function stepOfCode(seed: string, code: string, at: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const delta = totp(seed).validate({ token: code, timestamp: at.getTime(), window: WINDOW });
  return delta === null ? null : Math.floor(at.getTime() / 1000 / PERIOD_S) + delta;
}

/** The code that an authenticator app shows at a time. */
export function codeAt(seed: string, at: Date): string {
  return totp(seed).generate({ timestamp: at.getTime() });
}

/** What the QR code says to an authenticator app. */
export function keyUri(seed: string, email: string): string {
  return totp(seed, email).toString();
}

/** "abcd efgh …", to be typed where no camera is at hand. */
export function inGroups(seed: string): string {
  return (seed.match(/.{1,4}/g) ?? []).join(' ');
}

function totp(seed: string, label = ''): TOTP {
  const secret = Secret.fromBase32(seed);
  return new TOTP({ issuer: 'SP-Bench', label, algorithm: 'SHA1', digits: DIGITS, period: PERIOD_S, secret });
}
