import { paths } from '../../paths.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { SHORTEST_PASSWORD } from '../passwords/new-password.ts';
import { messagesByField } from '../presenters-words.ts';
import type { User } from '../user.ts';
import { inGroups } from './totp.ts';

export function setUpPage(user: User, seed: string, errors: FieldError[] = []): Page {
  const title = user.hasSecondFactor ? 'Set up another authenticator app' : 'Set up an authenticator app';
  return {
    view: 'accounts/second-factor',
    frame: { title, errors, backLink: user.mustFirst === null ? paths.security : undefined },
    page: {
      title,
      action: paths.secondFactor,
      qrSrc: paths.secondFactorQr,
      key: inGroups(seed),
      email: user.email,
      isNeeded: user.mustFirst !== null,
      replaces: user.hasSecondFactor,
      errorOf: messagesByField(errors),
    },
  };
}

export const noCode: FieldError[] = [{ field: 'code', message: 'Enter the code that your app shows' }];

export const wrongCode: FieldError[] = [
  {
    field: 'code',
    message:
      'The code does not fit. Check that your phone’s clock is right, and enter the code that the app shows now.',
  },
];

/** The only time that the codes are shown. */
export function recoveryCodesPage(codes: readonly string[], { isSetUp }: { isSetUp: boolean }): Page {
  const title = isSetUp ? 'Keep your recovery codes' : 'Your new recovery codes';
  return {
    view: 'accounts/recovery-codes',
    frame: { title },
    page: { title, codes, isSetUp, nextHref: isSetUp ? paths.home : paths.security },
  };
}

export function renewCodesPage(left: number): Page {
  return {
    view: 'accounts/renew-codes',
    frame: { title: 'Make new recovery codes', backLink: paths.security },
    page: { action: paths.recoveryCodes, left },
  };
}

export function turnOffPage(isPasswordShort: boolean): Page {
  return {
    view: 'accounts/second-factor-off',
    frame: { title: 'Turn off the authenticator app', backLink: paths.security },
    page: {
      action: paths.secondFactorOff,
      isPasswordShort,
      shortest: SHORTEST_PASSWORD,
      passwordHref: paths.changePassword,
      backHref: paths.security,
    },
  };
}
