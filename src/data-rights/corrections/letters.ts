import { paths } from '../../paths.ts';
import { type Letter, link, text } from '../../platform/mail/letter.ts';

/** To the person, by the address that is now right and, where that was wrong, by the former: it names neither. */
export function correctedLetter(name: string, field: string): Letter {
  return {
    subject: 'One of your details in SP-Bench was corrected',
    name,
    parts: [
      text(
        `Oxford Computer Consultants has corrected this detail of yours: ${field.toLowerCase()}. Sign in to see it, and who had the wrong one and was told.`,
      ),
      link('See your account', paths.account),
      link('See who was told', paths.ownRequests),
      text('If you did not ask for this, or it is not right, tell us at once:'),
      link('Contact Oxford Computer Consultants', paths.contact),
    ],
  };
}
