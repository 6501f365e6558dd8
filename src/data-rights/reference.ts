import { randomInt } from 'node:crypto';
import type { FormKind } from './contact.ts';

/** Neither 0 and O nor 1, I and L: a reference is read out on the phone. No vowels but A and E. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;

const firstLetters: Readonly<Record<FormKind, string>> = {
  enquiry: 'E',
  problem: 'P',
  complaint: 'C',
  'data-request': 'R',
};

/** `E-7KQ2MW9T`: the kind's letter, and eight more out of 30 that say nothing about sender or number. */
export function newReference(kind: FormKind): string {
  return `${firstLetters[kind]}-${randomLetters()}`;
}

const recordLetters = { breach: 'B', disclosure: 'D' } as const;
export type RecordKind = keyof typeof recordLetters;

/** The same for what OCC records of its own accord. */
export function newRecordReference(kind: RecordKind): string {
  return `${recordLetters[kind]}-${randomLetters()}`;
}

/** A reference of this kind of record; null for what is none. */
export function referenceOf(kind: RecordKind, value: unknown): string | null {
  const isOne =
    typeof value === 'string' && new RegExp(`^${recordLetters[kind]}-[${LETTERS}]{${LENGTH}}$`).test(value);
  return isOne ? value : null;
}

const ownReference = new RegExp(`^[EPCRBD]-[${LETTERS}]{${LENGTH}}$`);

/** Whether it is one of ours, of whatever is kept under a reference. */
export function isReference(text: string): boolean {
  return ownReference.test(text);
}

function randomLetters(): string {
  return Array.from({ length: LENGTH }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
}

/** Which kind of form gave the reference; null for what is none. */
export function kindOfReference(value: unknown): FormKind | null {
  if (typeof value !== 'string' || !new RegExp(`^[EPCR]-[${LETTERS}]{${LENGTH}}$`).test(value)) return null;
  const kinds = Object.keys(firstLetters) as FormKind[];
  return kinds.find((kind) => value.startsWith(firstLetters[kind])) ?? null;
}
