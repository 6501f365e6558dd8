const MOST_LETTERS = 200;

/** Words to look for: what no name has is left out. */
export function parseWords(value: unknown): string {
  if (typeof value !== 'string') return '';
  return value
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .trim()
    .slice(0, MOST_LETTERS);
}
