import { type Letter, text } from '../../platform/mail/letter.ts';

/** To somebody who opened the directory's entry of a person who has since been removed (P72); it names nobody. */
export function recipientLetter(
  name: string,
  { authority, days }: { authority: string; days: readonly string[] },
): Letter {
  return {
    subject: 'Contact details that you looked at have been removed',
    name,
    parts: [
      text(
        `You opened the entry of an officer of ${authority} in the directory on ${days.join(', ')}. That person’s details have since been removed from SP-Bench for good.`,
      ),
      text(
        'If you have copied the details anywhere, please delete them and do not use them any more. If you have passed them on, please pass this on too.',
      ),
    ],
  };
}
