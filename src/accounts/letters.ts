import { paths } from '../paths.ts';
import { type Letter, link, text } from '../platform/mail/letter.ts';

const changes = {
  'password-changed': {
    subject: 'Your SP-Bench password was changed',
    what: 'The password of your SP-Bench account was changed. You were signed out wherever else you were signed in.',
  },
  'second-factor-on': {
    subject: 'Signing in to SP-Bench now takes a code',
    what: 'An authenticator app was set up for your SP-Bench account. Signing in takes your password and a code from that app from now on.',
  },
  'second-factor-off': {
    subject: 'Signing in to SP-Bench no longer takes a code',
    what: 'The authenticator app of your SP-Bench account was turned off. Your password alone is enough to sign in from now on.',
  },
  'recovery-codes-made': {
    subject: 'New recovery codes for SP-Bench',
    what: 'New recovery codes were made for your SP-Bench account. The earlier ones no longer work.',
  },
  'recovery-code-used': {
    subject: 'A recovery code was used to sign in to SP-Bench',
    what: 'Somebody signed in to your SP-Bench account with your password and a recovery code. The code does not work again.',
  },
} as const;

export type SecurityChange = keyof typeof changes;

/** To the owner of an account after a change that decides who gets in. */
export function securityLetter(name: string, change: SecurityChange): Letter {
  const { subject, what } = changes[change];
  return {
    subject,
    name,
    parts: [
      text(what),
      text('If it was you, there is nothing to do. If it was not, choose a new password at once:'),
      link('Choose a new password', paths.forgottenPassword),
      text('Then tell us, so that we can look into it:'),
      link('Contact Oxford Computer Consultants', paths.contact),
    ],
  };
}
