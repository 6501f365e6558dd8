import { dayInWords } from '../requests/day-words.ts';
import type { Recipient } from './recipient.ts';
import { outcomeWords } from './specification/recipient-fields.ts';

/** "The county court: told, 6 January 2026", for the person. Whom it would not be safe to name is left out. */
export function toldLines(recipients: readonly Recipient[]): string[] {
  return recipients
    .filter(({ isHidden }) => !isHidden)
    .map(({ recipient, outcome, settledOn, reason }) =>
      outcome === null || settledOn === null
        ? `${recipient}: not told yet`
        : `${recipient}: ${outcomeWords[outcome].text.toLowerCase()}, ${dayInWords(settledOn)}${reason === null ? '' : `. ${reason}`}`,
    );
}
