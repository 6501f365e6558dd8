import { paths } from '../../paths.ts';
import { formatCount, formatDateTime, formatTime } from '../../web/formatters.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { needsSecondFactor } from '../permissions.ts';
import { accountArea } from '../presenters-area.ts';
import { messagesByField, waitingTime } from '../presenters-words.ts';
import type { User } from '../user.ts';

export interface OwnSession {
  id: number;
  device: string;
  since: Date;
  lastUsed: Date;
  /** The one that asks. */
  isThis: boolean;
}

export interface Security {
  factor: { since: Date | null; codesLeft: number };
  sessions: readonly OwnSession[];
  /** What was just done, from the address. */
  done: unknown;
}

const notices: Readonly<Record<string, string>> = {
  password: 'Your password was changed, and you were signed out everywhere else.',
  'factor-off': 'The authenticator app is turned off.',
  session: 'The session was ended.',
  sessions: 'All your other sessions were ended.',
};

export function securityPage(user: User, { factor, sessions, done }: Security): Page {
  return {
    view: 'accounts/security',
    frame: { title: 'Signing in and security', backLink: paths.account },
    page: {
      area: accountArea(user, paths.security),
      notice: (typeof done === 'string' && notices[done]) || null,
      passwordHref: paths.changePassword,
      factor: factorOf(user, factor),
      sessions: sessions.map(sessionRow),
      othersAction: sessions.length > 1 ? paths.otherSessionsEnding : null,
    },
  };
}

function factorOf({ role }: User, { since, codesLeft }: Security['factor']) {
  if (since === null)
    return {
      isOn: false,
      text: 'Off',
      setUpHref: paths.secondFactor,
      codes: null,
      offHref: null,
      codesHref: null,
    };
  return {
    isOn: true,
    text: `On since ${formatDateTime(since)}`,
    setUpHref: paths.secondFactor,
    codes: `${formatCount(codesLeft, 'code')} left`,
    codesHref: paths.recoveryCodes,
    offHref: needsSecondFactor(role) ? null : paths.secondFactorOff,
  };
}

function sessionRow({ id, device, since, lastUsed, isThis }: OwnSession) {
  return {
    device,
    since: formatDateTime(since),
    lastUsed: formatDateTime(lastUsed),
    isThis,
    action: paths.ownSessionEnding(id),
  };
}

export function sessionPage(until: Date): Page {
  return {
    view: 'accounts/session',
    frame: { title: 'You are still signed in' },
    page: { until: formatTime(until) },
  };
}

export function confirmPage(user: User, returnTo: string, errors: FieldError[] = []): Page {
  return {
    view: 'accounts/confirm',
    frame: { title: 'Confirm that it is you', errors, backLink: paths.security },
    page: {
      action: paths.confirmItIsYou,
      returnTo,
      email: user.email,
      asksForCode: user.hasSecondFactor,
      errorOf: messagesByField(errors),
    },
  };
}

/** @param given.code null where none is asked for */
export function missing({ password, code }: { password: string; code: string | null }): FieldError[] {
  const faults = [
    password === '' && { field: 'password', message: 'Enter your password' },
    code === '' && { field: 'code', message: 'Enter the code that your app shows' },
  ];
  return faults.filter((fault) => fault !== false);
}

export const wrongPassword: FieldError[] = [
  { field: 'password', message: 'The password is wrong. Check it and try again.' },
];

export const wrongCode: FieldError[] = [
  { field: 'code', message: 'The code is wrong or was used already. Wait for the next one and enter that.' },
];

export function tooMany(field: 'password' | 'code', seconds: number): FieldError[] {
  return [{ field, message: `There were too many attempts. Try again in ${waitingTime(seconds)}.` }];
}
