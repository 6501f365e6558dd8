import { paths } from '../../paths.ts';
import { type Letter, link, text } from '../../platform/mail/letter.ts';
import { LINK_DAYS } from './correction.ts';

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

/** To the old address, before anything changes; the new one is not named, since it may be whose it should not be. */
export function emailCorrectionLetter(name: string, token: string): Letter {
  return {
    subject: 'Is your email address in SP-Bench to be corrected?',
    name,
    parts: [
      text(
        'Oxford Computer Consultants was told that the email address of your SP-Bench account is wrong, and what the right one is. Nothing has changed yet. See the address, and say whether it is right:',
      ),
      link('See the new address, and answer', paths.emailCorrection(token)),
      text(
        `This works for ${LINK_DAYS} days, without signing in. If you say no, your account keeps this address. If nobody answers, the change needs two of our people, who must be sure that this address is no longer yours.`,
      ),
    ],
  };
}
