import { paths } from '../../paths.ts';
import { type Letter, link, text } from '../../platform/mail/letter.ts';
import type { FormKind } from '../contact.ts';
import { nextSteps, receivedWords } from './next-steps.ts';

/**
 * Says that a form arrived. It repeats nothing of what was typed, not even the name: whoever typed somebody else's
 * address cannot write to them by it (D21).
 */
export function confirmationLetter(kind: FormKind, reference: string): Letter {
  return {
    subject: `${receivedWords[kind]}: ${reference}`,
    name: null,
    parts: [
      text(`${receivedWords[kind]}. What was written is not repeated here.`),
      { kind: 'facts', facts: [{ term: 'Reference', detail: reference }] },
      ...nextSteps[kind].map(text),
      link(
        'Other ways to reach us, our data protection officer and the Information Commissioner',
        paths.contact,
      ),
      text('If you did not write to us, somebody mistyped their address: you need not do anything.'),
    ],
  };
}
