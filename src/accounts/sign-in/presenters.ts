import { paths } from '../../paths.ts';
import type { KeptForm } from '../../web/kept-form.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { messagesByField, waitingTime } from '../presenters-words.ts';

export interface SignInForm {
  email: string;
  returnTo: string | null;
  /** What the person has just done elsewhere: chosen a first password, or another one. */
  notice?: 'welcome' | 'reset' | null;
  /** What was typed into a form whose session has ended, sealed. */
  keptForm?: string | null;
  errors?: FieldError[];
}

const notices = {
  welcome: 'Your password is set. Sign in with it now.',
  reset: 'Your password was changed. Sign in with the new one.',
};

export function signInPage({
  email,
  returnTo,
  notice = null,
  keptForm = null,
  errors = [],
}: SignInForm): Page {
  return {
    view: 'accounts/sign-in',
    frame: { title: 'Sign in', errors, formPath: paths.signIn },
    page: {
      action: paths.signIn,
      email,
      returnTo,
      notice: notice && notices[notice],
      keptForm,
      forgottenHref: paths.forgottenPassword,
      errorOf: messagesByField(errors),
    },
  };
}

export const wrongSignIn: FieldError[] = [
  { field: 'email', message: 'The email address or the password is wrong. Check both and try again.' },
];

export const staleForm: FieldError[] = [
  { field: '', message: 'This form was open too long. Enter your password and send it again.' },
];

export function tooManySignIns(seconds: number): FieldError[] {
  const message = `There were too many attempts to sign in. Try again in ${waitingTime(seconds)}.`;
  return [{ field: 'email', message }];
}

export function codePage(kind: 'app' | 'recovery', errors: FieldError[] = []): Page {
  const isApp = kind === 'app';
  return {
    view: 'accounts/code',
    frame: { title: isApp ? 'Enter your code' : 'Enter a recovery code', errors },
    page: {
      action: isApp ? paths.signInCode : paths.recoveryCode,
      isApp,
      title: isApp ? 'Enter your code' : 'Enter a recovery code',
      otherHref: isApp ? paths.recoveryCode : paths.signInCode,
      startAgainHref: paths.signIn,
      errorOf: messagesByField(errors),
    },
  };
}

export const noCode: FieldError[] = [{ field: 'code', message: 'Enter the code' }];

export function wrongCode(kind: 'app' | 'recovery'): FieldError[] {
  const message =
    kind === 'app'
      ? 'The code is wrong or was used already. Wait for the next one in your app and enter that.'
      : 'The recovery code is wrong or was used already. Check it, or enter another one.';
  return [{ field: 'code', message }];
}

export const tooManyCodes: FieldError[] = [
  {
    field: '',
    message: 'There were too many wrong codes. Begin again with your email address and password.',
  },
];

export const staleCodeForm: FieldError[] = [
  { field: 'code', message: 'This form was open too long. Enter the code that your app shows now.' },
];

/** Five minutes went by after the password, or the browser did not send the cookie back. */
export function noSignInBegunPage(): Page {
  return {
    view: 'accounts/no-sign-in-begun',
    frame: { title: 'Begin again' },
    page: { signInHref: paths.signIn, cookiesHref: paths.cookies },
  };
}

export function cookieRefusedPage(): Page {
  return {
    view: 'accounts/cookie-refused',
    frame: { title: 'Your browser did not keep the cookie' },
    page: { signInHref: paths.signIn, cookiesHref: paths.cookies },
  };
}

/** What was not saved because the session had ended, to be sent again as it was typed. */
export function notSavedPage({ path, from, fields }: KeptForm): Page {
  return {
    view: 'accounts/not-saved',
    frame: { title: 'What you typed was not saved' },
    page: {
      action: path,
      fields,
      typed: fields.filter(({ value }) => value.trim() !== ''),
      backHref: from ?? paths.home,
    },
  };
}

export function nothingKeptPage(): Page {
  return {
    view: 'accounts/nothing-kept',
    frame: { title: 'Nothing is waiting to be sent' },
    page: { homeHref: paths.home },
  };
}
