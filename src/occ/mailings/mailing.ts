import type { MailingPurpose } from '../../accounts/index.ts';

export const mailingStates = ['draft', 'sending', 'paused', 'sent'] as const;
export type MailingState = (typeof mailingStates)[number];

/** What OCC writes to people who agreed to it. */
export interface MailingText {
  purpose: MailingPurpose;
  /** One line. */
  subject: string;
  /** Paragraphs, with an empty line between. */
  body: string;
}

export interface Mailing extends MailingText {
  id: number;
  state: MailingState;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  /** Every account up to this one has been looked at. */
  reached: number;
  /** Letters handed to the outbox so far. */
  letters: number;
}

/** A text is changed only while nobody has got it. */
export function canBeChanged({ state }: Mailing): boolean {
  return state === 'draft';
}

export function canBeStarted({ state }: Mailing): boolean {
  return state === 'draft' || state === 'paused';
}

export function paragraphsOf(body: string): string[] {
  return body.split(/\n\s*\n/).map((paragraph) => paragraph.replace(/\s+/g, ' ').trim());
}
