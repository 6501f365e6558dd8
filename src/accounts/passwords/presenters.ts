import { paths } from '../../paths.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { messagesByField, waitingTime } from '../presenters-words.ts';
import type { User } from '../user.ts';
import { type PasswordOwner, shortestFor } from './new-password.ts';
import { RESET_MINUTES } from './reset.ts';

/** What stands below the label of a field for a new password. */
function hintFor(person: Pick<PasswordOwner, 'hasSecondFactor'>): string {
  return `${shortestFor(person)} characters or more. Three random words are easy to remember and hard to guess. You can paste one from a password manager.`;
}

export const staleForm: FieldError[] = [
  { field: '', message: 'This form was open too long. Enter your password and send it again.' },
];

export const staleAddress: FieldError[] = [
  { field: '', message: 'This form was open too long. Send it again.' },
];

export function invitationPage(
  token: string,
  person: { email: string; name: string },
  errors: FieldError[] = [],
): Page {
  return {
    view: 'accounts/invitation',
    frame: { title: 'Choose your password', errors },
    page: {
      action: paths.invitation(token),
      name: person.name,
      email: person.email,
      hint: hintFor({}),
      errorOf: messagesByField(errors),
    },
  };
}

export function unusableInvitationPage(token: string): Page {
  return {
    view: 'accounts/invitation-unusable',
    frame: { title: 'This link cannot be used' },
    page: { signInHref: paths.signIn, renewalHref: paths.invitationRenewal(encodeURIComponent(token)) },
  };
}

export function forgottenPage(email: string, errors: FieldError[] = []): Page {
  return {
    view: 'accounts/forgotten',
    frame: { title: 'Choose a new password', errors, backLink: paths.signIn },
    page: { action: paths.forgottenPassword, email, errorOf: messagesByField(errors) },
  };
}

export function tooManyLinks(seconds: number): FieldError[] {
  const message = `There were too many requests. Try again in ${waitingTime(seconds)}.`;
  return [{ field: 'email', message }];
}

export function linkSentPage(email: string): Page {
  return {
    view: 'accounts/link-sent',
    frame: { title: 'Check your email' },
    page: { email, minutes: RESET_MINUTES, againHref: paths.forgottenPassword, contactHref: paths.contact },
  };
}

export function resetPage(
  token: string,
  person: { email: string; hasSecondFactor: boolean },
  errors: FieldError[] = [],
): Page {
  return {
    view: 'accounts/reset',
    frame: { title: 'Choose a new password', errors },
    page: {
      action: paths.passwordReset(token),
      email: person.email,
      hint: hintFor(person),
      errorOf: messagesByField(errors),
    },
  };
}

export function unusableResetPage(): Page {
  return {
    view: 'accounts/reset-unusable',
    frame: { title: 'This link cannot be used' },
    page: { minutes: RESET_MINUTES, againHref: paths.forgottenPassword, signInHref: paths.signIn },
  };
}

export function changePage(user: User, errors: FieldError[] = []): Page {
  return {
    view: 'accounts/change-password',
    frame: { title: 'Change your password', errors, backLink: paths.security },
    page: {
      action: paths.changePassword,
      email: user.email,
      hint: hintFor(user),
      errorOf: messagesByField(errors),
    },
  };
}

export const noPresentPassword: FieldError[] = [
  { field: 'present', message: 'Enter the password that you have now' },
];

export const wrongPresentPassword: FieldError[] = [
  { field: 'present', message: 'This is not your present password. Check it and try again.' },
];

export function tooManyPasswords(seconds: number): FieldError[] {
  const message = `There were too many attempts. Try again in ${waitingTime(seconds)}.`;
  return [{ field: 'present', message }];
}
