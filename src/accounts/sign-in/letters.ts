import { paths } from '../../paths.ts';
import { type Letter, link, text } from '../../platform/mail/letter.ts';

/** To the owner of an account that somebody keeps guessing at. */
export function manyFailuresLetter(name: string): Letter {
  return {
    subject: 'Failed attempts to sign in to your SP-Bench account',
    name,
    parts: [
      text(
        'Somebody has tried several times to sign in to your SP-Bench account with a wrong password or code. Nobody got in by that, and each further attempt has to wait longer.',
      ),
      text('If it was you and you do not remember your password, choose a new one:'),
      link('Choose a new password', paths.forgottenPassword),
      text('If it was not you, you need not do anything. We write about this once a day at most.'),
    ],
  };
}
