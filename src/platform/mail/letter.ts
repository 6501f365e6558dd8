/** What a piece of mail says. Text and HTML are both made from it, so that they say the same. */
export interface Letter {
  /** One line. */
  subject: string;
  /** Name of whom it is to; null where it is not known. */
  name: string | null;
  parts: readonly LetterPart[];
  /** Of a mailing alone: the address of ours that stops such letters, for the reader and for mail programs (RFC 8058). */
  unsubscribe?: { path: string; why: string };
}

export type LetterPart =
  | { kind: 'text'; text: string }
  /** An address of our own, from `paths`; it is made absolute when the letter is sent. */
  | { kind: 'link'; text: string; path: string }
  | { kind: 'facts'; facts: readonly { term: string; detail: string }[] };

export const text = (words: string): LetterPart => ({ kind: 'text', text: words });
export const link = (words: string, path: string): LetterPart => ({ kind: 'link', text: words, path });
