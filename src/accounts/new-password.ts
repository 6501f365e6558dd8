export const SHORTEST_PASSWORD = 15;
export const LONGEST_PASSWORD = 256;

/**
 * Why this password cannot be chosen, as a sentence; null when it can. Length is what counts (NIST 800-63B-4: 15 where
 * the password is the only factor); no rules about kinds of characters.
 */
export function faultOfPassword(password: string, person: { email: string; name: string }): string | null {
  if (password === '') return 'Enter a password';
  const length = Array.from(password).length;
  if (length < SHORTEST_PASSWORD) return `Password must be ${SHORTEST_PASSWORD} characters or more`;
  if (length > LONGEST_PASSWORD) return `Password must be ${LONGEST_PASSWORD} characters or fewer`;
  if (isSame(password, person.email)) return 'Password must not be your email address';
  if (isSame(password, person.name)) return 'Password must not be your name';
  return null;
}

function isSame(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
