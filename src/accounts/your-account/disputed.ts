import { fieldWords, type StatementField } from './statement.ts';

/** Said beside details that the person disagrees with, where there is no room for what they say of them (P67). */
export interface DisputedMark {
  text: string;
  /** Where the reader finds the statement; null where they may not see it. */
  href: string | null;
}

/** @param shown the details that stand there @param href where this reader may see the statement */
export function disputedMark(
  disputed: readonly StatementField[],
  shown: readonly StatementField[],
  href: string | null,
): DisputedMark | null {
  const own = shown.filter((field) => disputed.includes(field));
  if (own.length === 0) return null;
  return { text: `Disputed: ${own.map((field) => fieldWords[field].toLowerCase()).join(', ')}`, href };
}
