import { paths } from '../../paths.ts';
import { type Letter, link, text } from '../../platform/mail/letter.ts';
import { CONFIRM_HOURS, STOP_DAYS } from './email-change.ts';

/** To the new address; the change takes effect when the old one has confirmed too. */
export function confirmEmailLetter(name: string, token: string): Letter {
  return {
    subject: 'Confirm your new email address for SP-Bench',
    name,
    parts: [
      text('You asked to sign in to SP-Bench, and to be written to, at this address.'),
      link('Confirm this address', paths.emailConfirmation(token)),
      text(
        `The link works once and for ${CONFIRM_HOURS} hours. You will be asked to sign in, still with your old address. We have written to that one too: nothing changes until both have confirmed.`,
      ),
      text('If you did not ask for this, do nothing: without you the address is not used.'),
    ],
  };
}

/** To the new address, when somebody has it already: only its owner learns of it. */
export function takenEmailLetter(): Letter {
  return {
    subject: 'Your email address was entered in SP-Bench',
    name: null,
    parts: [
      text(
        'Somebody who is signed in to SP-Bench asked to use this address for their account. It belongs to your account already, so nothing was changed and they were not told.',
      ),
      text('If it was you, sign in with this address. If not, you need not do anything.'),
      link('Go to SP-Bench', paths.signIn),
    ],
  };
}

/** To the old address, at once. */
export function emailChangeLetter(name: string, token: string): Letter {
  return {
    subject: 'A new email address was asked for on your SP-Bench account',
    name,
    parts: [
      text(
        `Somebody who knows your password asked to change the email address of your SP-Bench account. If it was you, confirm it here within ${CONFIRM_HOURS} hours, and by the link that went to the new address:`,
      ),
      link('Confirm the change', paths.oldEmailConfirmation(token)),
      text('If it was not you, stop it now:'),
      link('Stop the change of my address', paths.stopEmailChange(token)),
      text(
        `This works for ${STOP_DAYS} days, without signing in, also after the change: your account then has this address again, and everybody who is signed in with it is signed out.`,
      ),
    ],
  };
}

/** To both addresses, when the new one is in use. */
export function emailChangedLetter(name: string): Letter {
  return {
    subject: 'The email address of your SP-Bench account was changed',
    name,
    parts: [
      text(
        'Both addresses have confirmed the change. From now on you sign in, and are written to, at the new one.',
      ),
      text(
        `If you did not want this, use the link “Stop the change of my address” in the letter that went to the old address when the change was asked for: it works for ${STOP_DAYS} days from then, without signing in.`,
      ),
      link('Go to SP-Bench', paths.signIn),
    ],
  };
}

/** To the address that was in use for a while, when the change was taken back. */
export function emailTakenBackLetter(): Letter {
  return {
    subject: 'This address is no longer used for an SP-Bench account',
    name: null,
    parts: [
      text(
        'The change to this address was taken back from the address that the account had before. Nobody signs in with this one any more, and everybody who was signed in was signed out.',
      ),
      text('If you think that this is a mistake, write to us.'),
      link('Contact us', paths.contact),
    ],
  };
}

/** To the old address, when the change was stopped. */
export function emailChangeStoppedLetter(name: string): Letter {
  return {
    subject: 'The change of your SP-Bench address was stopped',
    name,
    parts: [
      text(
        'The email address of your SP-Bench account stays this one. Whoever asked for the change knew your password, so choose a new one now.',
      ),
      link('Go to SP-Bench', paths.signIn),
    ],
  };
}
