import type { Field, Values } from '../../data-rights/index.ts';
import type { Terms } from './store.ts';

/** What is agreed with an authority. */
export const termsFields: readonly Field[] = [
  { name: 'agreedOn', label: 'Agreement made', kind: 'day', isOptional: true },
  {
    ...{ name: 'reviewOn', label: 'Agreement to be looked at again', kind: 'day', isOptional: true },
    mayBeAhead: true,
  },
  {
    ...{ name: 'leftOn', label: 'Left SP-Bench', kind: 'day', isOptional: true },
    hint: 'To have what the authority submitted removed as well, ask for its removal.',
  },
];

export function termsFrom({ agreedOn, reviewOn, leftOn }: Values): Terms {
  return { agreedOn: dayOf(agreedOn), reviewOn: dayOf(reviewOn), leftOn: dayOf(leftOn) };
}

const dayOf = (value: Values[string] | undefined): string | null =>
  typeof value === 'string' ? value : null;

const MOST_LETTERS = 200;

/** Words to look for: what no name has is left out. */
export function parseWords(value: unknown): string {
  if (typeof value !== 'string') return '';
  return value
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .trim()
    .slice(0, MOST_LETTERS);
}
