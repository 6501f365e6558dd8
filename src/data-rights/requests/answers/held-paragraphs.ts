import { dayInWords } from '../day-words.ts';
import type { HeldFacts } from './held-facts.ts';

/** Held until when and why, and what somebody can have done meanwhile (C22, P73). */
export function heldParagraphs(held: HeldFacts | null): string[] {
  if (held === null) return ['Nothing keeps your data from being removed at present.'];
  const { reasons, until } = held;
  return [
    'We cannot remove your data yet: the law asks that some of it be kept for the time being. This is why:',
    ...reasons,
    `${until === null ? '' : `It is held until ${dayInWords(until)} at first: by then we look at whether it is still needed. `}As soon as it is not, we take your removal up again. You need not ask once more, and we write to you when it is done.`,
    held.isRestricted
      ? 'Until then the use of your data is limited: we store it, and use it for nothing but the reason above.'
      : 'Until then you can have the use of your data limited, if you want: we then store it, and use it for nothing but the reason above. Tell us, or ask for it on our site under “Your personal data”.',
  ];
}
