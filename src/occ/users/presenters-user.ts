import {
  belongsToAuthority,
  disputedMark,
  lossReasons,
  roleNames,
  roles,
  stateTags,
  type Account,
} from '../../accounts/index.ts';
import { rightsLinks, type RightsOfPerson } from '../../data-rights/index.ts';
import { paths } from '../../paths.ts';
import { formatCount, formatDateOf, formatDateTime } from '../../web/formatters.ts';
import type { FieldError, Page } from '../../web/render.ts';
import type { TypedOpening } from './forms.ts';
import { OPENING_MINUTES, openingReasons, type Opening } from './opening.ts';
import { recordSections } from './presenters-record.ts';
import type { SentInvitation } from './store.ts';
import type { PersonRecord } from './store-record.ts';
import type { SeenAccount, UserAction } from './user-actions.ts';

const notices: Readonly<Record<string, string>> = {
  invited: 'A new invitation is on its way. Links sent before have stopped working.',
  'reset-sent': 'A link to choose a new password is on its way to the address of the account.',
  'sessions-ended': 'The person is signed out everywhere.',
  closed: 'The account is closed. Nobody can sign in with it.',
  opened: 'The account is open again.',
  'role-changed': 'The role is changed, and the person is signed out everywhere.',
  'factor-off': 'The second step is turned off, and the person is signed out everywhere and told.',
};

/** The first step: why. */
export function openingPage(
  { id, name, disputed }: Account,
  typed: TypedOpening,
  errors: FieldError[] = [],
): Page {
  const mark = disputedMark(disputed, ['name'], null);
  const title = `Why do you open the account of ${name}${mark ? ' (disputed by them)' : ''}?`;
  return {
    view: 'occ/users/opening',
    frame: { title, section: 'users', backLink: paths.users, errors },
    page: {
      ...{ title, action: paths.userOpening(id), caseNumber: typed.caseNumber, minutes: OPENING_MINUTES },
      reasons: Object.entries(openingReasons).map(([value, text]) => ({
        ...{ value, text, checked: value === typed.reason },
      })),
      errorOf: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
    },
  };
}

export interface UserView {
  seen: SeenAccount;
  now: Date;
  invitations: readonly SentInvitation[];
  opening: Opening;
  actions: ReadonlySet<UserAction>;
  /** Whether the reader may record what the person has said about contact. */
  recordsConsents: boolean;
  /** Whether the reader may ask for removals. */
  mayRemove: boolean;
  record: PersonRecord;
  rights: RightsOfPerson;
  /** What the reader may open of it. */
  permissions: ReadonlySet<string>;
  done: unknown;
}

export function userPage(view: UserView): Page {
  const { seen, opening, actions, recordsConsents, mayRemove, done, permissions } = view;
  const { account, state } = seen;
  const { id, name } = account;
  return {
    view: 'occ/users/show',
    frame: { title: name, section: 'users', backLink: paths.users, mainAttributes: { 'data-state': state } },
    page: {
      title: name,
      notice: typeof done === 'string' ? (notices[done] ?? null) : null,
      state: stateTags[state],
      restricted: account.restrictedSince
        ? `Restricted: storage only, since ${formatDateTime(account.restrictedSince)}. Nothing is done with this person’s data but storing it: letters, resets, changes of role and the like are refused until the limit is lifted. They can be signed out, and removed if they ask.`
        : null,
      openedFor: `You opened this page for: ${wordsOf(opening)}. That is recorded.`,
      facts: factsOf(view),
      sections: recordSections(view.record, permissions, view.rights),
      forms: simpleForms
        .filter(({ action }) => actions.has(action))
        .map((form) => ({ ...form, href: form.pathOf(id) })),
      links: pageLinks
        .filter(({ action }) => actions.has(action))
        .map(({ text, pathOf }) => ({ text, href: pathOf(id) }))
        .concat(permissions.has('requests:manage') ? rightsLinks(id) : [])
        .concat(mayRemove ? [{ text: 'Remove for good', href: `${paths.newRemoval}?user=${id}` }] : []),
      consentsHref: recordsConsents && account.authority !== null ? paths.recordedConsents(id) : null,
    },
  };
}

/** One button each, without another page between. */
const simpleForms: readonly {
  action: UserAction;
  text: string;
  hint: string;
  pathOf: (id: number) => string;
}[] = [
  {
    action: 'invite',
    text: 'Send the invitation again',
    hint: 'To the address of the account; links sent before stop working.',
    pathOf: paths.userInvitation,
  },
  {
    action: 'reset-password',
    text: 'Send a password reset',
    hint: 'A link to the address of the account, by which its owner chooses a new password. Nobody else ever does.',
    pathOf: paths.userPasswordReset,
  },
  {
    action: 'end-sessions',
    text: 'Sign the person out',
    hint: 'Everywhere, at once. They can sign in again.',
    pathOf: paths.userSessions,
  },
  {
    action: 'reopen',
    text: 'Open the account again',
    hint: 'Password and second step are as they were. The person is told by email.',
    pathOf: paths.userReopening,
  },
];

const pageLinks: readonly { action: UserAction; text: string; pathOf: (id: number) => string }[] = [
  { action: 'change-role', text: 'Change the role', pathOf: paths.userRole },
  { action: 'turn-off-second-factor', text: 'Turn off a lost second step', pathOf: paths.userSecondFactor },
  { action: 'close', text: 'Close the account', pathOf: paths.userClosing },
];

function wordsOf({ reason, caseNumber }: Opening): string {
  const words = reason === null ? [] : [openingReasons[reason].toLowerCase()];
  return [...words, ...(caseNumber === null ? [] : [`case ${caseNumber}`])].join(', ');
}

function factsOf({ seen, invitations, now }: UserView): { key: string; value: string }[] {
  const { account, sessions } = seen;
  return [
    { key: 'Name', value: account.name },
    { key: 'Email address', value: account.email },
    { key: 'Works for', value: account.authority?.name ?? 'Oxford Computer Consultants' },
    { key: 'Role', value: roleNames[account.role] },
    { key: 'Account since', value: formatDateOf(account.createdAt) },
    ...(account.closedAt ? [{ key: 'Closed', value: formatDateTime(account.closedAt) }] : []),
    { key: 'Invitations', value: invitationsIn(invitations, now) },
    {
      key: 'Last signed in',
      value: account.lastSignedInAt ? formatDateTime(account.lastSignedInAt) : 'Never',
    },
    { key: 'Signed in now', value: sessions === 0 ? 'No' : formatCount(sessions, 'session') },
    { key: 'Second step at sign-in', value: account.hasSecondFactor ? 'Yes' : 'No' },
  ];
}

function invitationsIn(invitations: readonly SentInvitation[], now: Date): string {
  const [newest] = invitations;
  if (!newest) return 'None';
  const until = newest.expiresAt > now ? 'works until' : 'ended';
  const end = newest.usedAt
    ? `used ${formatDateTime(newest.usedAt)}`
    : `not used, ${until} ${formatDateTime(newest.expiresAt)}`;
  return `${invitations.length}, the newest sent ${formatDateTime(newest.createdAt)}: ${end}`;
}

export function closingPage({ id, name, role }: Account): Page {
  const title = `Close the account of ${name}`;
  return {
    view: 'uploads/confirm',
    frame: { title, section: 'users', backLink: paths.user(id) },
    page: {
      title,
      paragraphs: [
        'They are signed out at once, cannot sign in any more, and are told so by email. You can open the account again.',
        'Closing is not restricting and not removing: what SP-Bench holds about the person is kept as it is.',
        ...(role === 'lead'
          ? ['They are a lead officer: the authority must have another before the account is closed.']
          : []),
      ],
      ...{
        action: paths.userClosing(id),
        button: 'Close the account',
        isWarning: true,
        cancelHref: paths.user(id),
      },
    },
  };
}

export function rolePage({ id, name, role: present, authority }: Account, errors: FieldError[] = []): Page {
  const title = `Change the role of ${name}`;
  return {
    view: 'occ/users/choose',
    frame: { title, section: 'users', backLink: paths.user(id), errors },
    page: {
      ...{ title, action: paths.userRole(id), name: 'role', legend: 'Role', button: 'Change the role' },
      lead: 'The person is signed out everywhere and told by email. People of an authority stay with it, and our own people with us.',
      items: roles
        .filter((role) => belongsToAuthority(role) === (authority !== null))
        .map((role) => ({ value: role, text: roleNames[role], checked: role === present })),
      error: errors[0]?.message ?? null,
      isWarning: false,
      cancelHref: paths.user(id),
    },
  };
}

export const roleFaults: Readonly<Record<'none' | 'same' | 'other-kind' | 'last-one', string>> = {
  none: 'Choose a role',
  same: 'Choose another role than the present one',
  'other-kind': 'Choose one of the roles listed here',
  'last-one': 'Nobody else has this role: give it to a colleague first',
};

export function secondFactorPage({ id, name }: Account, errors: FieldError[] = []): Page {
  const title = `Turn off the second step of ${name}`;
  return {
    view: 'occ/users/choose',
    frame: { title, section: 'users', backLink: paths.user(id), errors },
    page: {
      ...{ title, action: paths.userSecondFactor(id), name: 'reason', legend: 'What has happened?' },
      lead: 'Only when the person can use neither the device nor a recovery code, and you have made sure that it is they who ask: call them back on a number that you know. They are signed out everywhere and told by email.',
      items: Object.entries(lossReasons).map(([value, text]) => ({ value, text, checked: false })),
      error: errors[0]?.message ?? null,
      ...{ button: 'Turn off the second step', isWarning: true, cancelHref: paths.user(id) },
    },
  };
}
