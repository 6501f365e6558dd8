import { paths } from '../../paths.ts';
import { formatDateTime } from '../../web/formatters.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { roleNames } from '../permissions.ts';
import { accountArea } from '../presenters-area.ts';
import type { User } from '../user.ts';
import type { Detail, Details, Source } from './details.ts';
import { CONFIRM_HOURS, STOP_DAYS } from './email-change.ts';
import type { TypedDetails } from './forms.ts';
import { fieldWords, type Statement, type StatementField } from './statement.ts';

const sourceWords: Readonly<Record<Source, string>> = {
  self: 'Given by you',
  lead: 'Given by your authority’s lead officer',
  occ: 'Given by Oxford Computer Consultants',
};

/** What leaving a detail out costs (P14). */
export const costs = {
  telephone:
    'You can leave this out. Then nobody can ring you about your uploads or your account; we write instead.',
  postalAddress: 'You can leave this out. Then you get nothing by post; we write by email instead.',
} as const;

export type Saved = keyof typeof savedWords | null;

const savedWords = {
  details: 'Your details are saved.',
  email: 'Your new email address is in use. Sign in with it from now on.',
  'email-new':
    'Your new email address is confirmed. Now follow the link that we sent to the old one: it is in use when both have confirmed.',
  confirmed: 'Thank you. We have noted that your details are right.',
} as const;

export function savedOf(value: unknown): Saved {
  return typeof value === 'string' && Object.hasOwn(savedWords, value) ? (value as Saved) : null;
}

export function accountPage(
  user: User,
  details: Details,
  saved: Saved,
  statements: readonly Statement[] = [],
): Page {
  const saidOf = (field: StatementField): string[] =>
    statements.filter((one) => one.field === field).map(statementSentence);
  const { name, email, telephone, postalAddress } = details;
  return {
    view: 'accounts/your-account/details',
    frame: { title: 'Your account', backLink: paths.home },
    page: {
      area: accountArea(user, paths.account),
      saved: saved && savedWords[saved],
      rows: [
        { ...row('Name', name, `${paths.accountDetails}#name`), said: saidOf('name') },
        { ...row('Email address', email, paths.accountEmail), said: saidOf('email') },
        { ...row('Telephone', telephone, `${paths.accountDetails}#telephone`), said: saidOf('telephone') },
        {
          ...row('Postal address', postalAddress, `${paths.accountDetails}#postalAddress`),
          said: saidOf('postal-address'),
        },
      ],
      work: workRows(user, details),
      workSaid: [...saidOf('authority'), ...saidOf('role')],
      disagreeHref: paths.ownDisagreement,
      confirmed: confirmedSentence(details),
      confirmAction: paths.accountConfirmation,
    },
  };
}

/** How a statement of disagreement is shown beside what it is about (P67). */
export function statementSentence({ field, statement, writtenAt }: Statement): string {
  return `Disagreement about ${fieldWords[field].toLowerCase()}, ${formatDateTime(writtenAt)}: ${statement}`;
}

function row(key: string, { value, source, since }: Detail, href: string) {
  const isGiven = value !== null;
  return {
    key,
    value: isGiven ? value : 'Not given',
    note: `${isGiven ? sourceWords[source] : takenBack(source)} on ${formatDateTime(since)}`,
    href,
    linkText: isGiven ? 'Change' : 'Add',
    isGiven,
  };
}

function takenBack(source: Source): string {
  return source === 'self' ? 'Left out by you' : 'Not known when your account was made';
}

function workRows({ role, authority }: User, { createdAt }: Details) {
  return [
    { key: 'You work for', value: authority ? authority.name : 'Oxford Computer Consultants' },
    { key: 'Your role', value: roleNames[role] },
    { key: 'Account made', value: formatDateTime(createdAt) },
  ];
}

function confirmedSentence({ confirmedAt }: Details): string {
  return confirmedAt
    ? `You last told us that these details are right on ${formatDateTime(confirmedAt)}. We ask once a year.`
    : 'You have not told us yet whether these details are right. We ask once a year.';
}

/** What the form starts from. */
export function typedFrom({ name, telephone, postalAddress }: Details): TypedDetails {
  return {
    name: name.value ?? '',
    telephone: telephone.value ?? '',
    postalAddress: postalAddress.value ?? '',
  };
}

export function detailsFormPage(typed: TypedDetails, errors: FieldError[] = []): Page {
  return {
    view: 'accounts/your-account/details-form',
    frame: { title: 'Change your details', backLink: paths.account, errors },
    page: { action: paths.accountDetails, typed, costs, errorOf: messagesByField(errors) },
  };
}

export function emailFormPage(user: User, typed: string, errors: FieldError[] = []): Page {
  return {
    view: 'accounts/your-account/email-form',
    frame: { title: 'Change your email address', backLink: paths.account, errors },
    page: {
      action: paths.accountEmail,
      present: user.email,
      typed,
      hours: CONFIRM_HOURS,
      days: STOP_DAYS,
      errorOf: messagesByField(errors),
    },
  };
}

export const wrongPassword: FieldError[] = [
  { field: 'password', message: 'The password is wrong. Enter the password that you sign in with.' },
];
export const sameEmail: FieldError[] = [
  { field: 'email', message: 'This is your email address already. Enter the new one.' },
];
export const tooManyChanges: FieldError[] = [
  { field: 'email', message: 'You asked for several changes today. Try again tomorrow, or contact us.' },
];

export function tooManyPasswords(seconds: number): FieldError[] {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  const wait = minutes === 1 ? '1 minute' : `${minutes} minutes`;
  return [{ field: 'password', message: `There were too many wrong passwords. Try again in ${wait}.` }];
}

/** The same whether or not another account has the address. */
export function emailAskedPage({ oldEmail, newEmail }: { oldEmail: string; newEmail: string }): Page {
  return {
    view: 'accounts/your-account/email-asked',
    frame: { title: 'Look in both mailboxes' },
    page: {
      ...{ oldEmail, newEmail, hours: CONFIRM_HOURS },
      ...{ accountHref: paths.account, contactHref: paths.contact },
    },
  };
}

export function emailConfirmPage(token: string, newEmail: string): Page {
  return {
    view: 'accounts/your-account/email-confirm',
    frame: { title: 'Confirm your new email address', backLink: paths.account },
    page: { action: paths.emailConfirmation(token), newEmail },
  };
}

export function oldConfirmPage(token: string, newEmail: string): Page {
  return {
    view: 'accounts/your-account/email-confirm-old',
    frame: { title: 'Confirm the change of your email address' },
    page: { action: paths.oldEmailConfirmation(token), newEmail, stopHref: paths.stopEmailChange(token) },
  };
}

export function stopPage(token: string, isInUse: boolean): Page {
  return {
    view: 'accounts/your-account/email-stop',
    frame: { title: 'Stop the change of your email address' },
    page: { action: paths.stopEmailChange(token), isInUse },
  };
}

const ends = {
  waiting: {
    title: 'Thank you, one more step',
    sentences: [
      'The change is confirmed from your old address. Now follow the link that we sent to the new one: it is in use when both have confirmed.',
    ],
    next: { text: 'Go to your account', href: paths.account },
  },
  changed: {
    title: 'Your new email address is in use',
    sentences: ['Both addresses have confirmed. Sign in with the new one from now on.'],
    next: { text: 'Go to your account', href: paths.account },
  },
  stopped: {
    title: 'The change is stopped',
    sentences: [
      'Your account keeps this email address, and everybody who was signed in with it is signed out.',
      'Whoever asked for the change knew your password. Sign in and choose a new one now; if you cannot sign in, choose a new one through “Forgotten your password?”.',
    ],
    next: { text: 'Sign in', href: paths.signIn },
  },
  unusable: {
    title: 'This link cannot be used',
    sentences: [
      'It was used, is too old, was replaced by a newer one, or was not copied whole. If you follow a link that confirms an address, sign in to the account that asked for it.',
    ],
    next: { text: 'Go to your account', href: paths.account },
  },
  'address-gone': {
    title: 'This needs our help',
    sentences: [
      'The change could not be taken back here. Contact Oxford Computer Consultants now, so that we can put it right with you.',
    ],
    next: { text: 'Contact us', href: paths.contact },
  },
} as const;

export function emailEndPage(end: keyof typeof ends): Page {
  const { title, ...page } = ends[end];
  return { view: 'accounts/your-account/email-end', frame: { title }, page: { title, ...page } };
}

function messagesByField(errors: FieldError[]): Record<string, string> {
  return Object.fromEntries(errors.map(({ field, message }) => [field, message]));
}
