import { paths } from '../../paths.ts';
import { type Letter, link, text } from '../../platform/mail/letter.ts';
import { RESET_MINUTES } from './reset.ts';

export function resetLetter(name: string, token: string): Letter {
  return {
    subject: 'Choose a new password for SP-Bench',
    name,
    parts: [
      text('Somebody, most likely you, asked for a new password for your SP-Bench account.'),
      link('Choose a new password', paths.passwordReset(token)),
      text(`The link works once and for ${RESET_MINUTES} minutes. Until then your present password stays.`),
      text('If it was not you, do nothing: without this letter nobody can change your password.'),
    ],
  };
}
