import { paths } from '../../paths.ts';
import { formatDateOf, formatDateTime } from '../../web/formatters.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { type Role, roleNames } from '../permissions.ts';
import { disputedMark } from '../your-account/disputed.ts';
import { accountArea } from '../presenters-area.ts';
import type { OwnAuthority, User } from '../user.ts';
import { type Account, accountState, type AccountState } from './account.ts';
import { type AccountRequest, MOST_WAITING, type RequestState } from './account-request.ts';
import type { TypedRequest } from './forms.ts';

export interface Tag {
  text: string;
  colour?: string;
}

export const stateTags: Readonly<Record<AccountState, Tag>> = {
  'in-use': { text: 'In use', colour: 'green' },
  invited: { text: 'Invited', colour: 'yellow' },
  'invitation-over': { text: 'Invitation ran out', colour: 'orange' },
  closed: { text: 'Closed', colour: 'grey' },
};

export const requestTags: Readonly<Record<RequestState, Tag>> = {
  waiting: { text: 'Waiting', colour: 'yellow' },
  issued: { text: 'Opened', colour: 'green' },
  declined: { text: 'Not opened', colour: 'red' },
};

/** What was just done, said once at the top of the list. */
const notices: Readonly<Record<string, string>> = {
  asked: 'Your request is with Oxford Computer Consultants. You will be told by email what comes of it.',
  invited: 'A new invitation is on its way. Links sent before have stopped working.',
  closed: 'The account is closed. Nobody can sign in with it any more.',
};

export interface ColleaguesView {
  authority: OwnAuthority;
  accounts: readonly Account[];
  requests: readonly AccountRequest[];
  reader: User;
  now: Date;
  done: unknown;
}

/** For a lead officer: every account, what it needs, and what was asked for. */
export function leadPage({ authority, accounts, requests, reader, now, done }: ColleaguesView): Page {
  return {
    view: 'accounts/colleagues/lead',
    frame: { title: `Accounts of ${authority.name}`, backLink: paths.account },
    page: {
      title: `Accounts of ${authority.name}`,
      notice: typeof done === 'string' ? (notices[done] ?? null) : null,
      area: accountArea(reader, paths.colleagues),
      newHref: paths.newColleague,
      rows: accounts.map((account) => accountRow(account, reader.id, now)),
      requests: requests.map(requestRow),
    },
  };
}

function accountRow(account: Account, ownId: number, now: Date) {
  const { id, name, email, role, createdAt, lastSignedInAt, invitedUntil, closedAt } = account;
  const state = accountState(account, now);
  const isUsable = account.restrictedSince === null;
  const until = state === 'invited' && invitedUntil ? `Until ${formatDateTime(invitedUntil)}` : null;
  return {
    name,
    email,
    disputed: disputedMark(account.disputed, ['name', 'email', 'role', 'authority'], null),
    isOneself: id === ownId,
    role: roleNames[role],
    state: stateTags[state],
    stateNote: closedAt ? formatDateOf(closedAt) : until,
    since: formatDateOf(createdAt),
    lastSignedIn: !isUsable ? '–' : lastSignedInAt ? formatDateTime(lastSignedInAt) : 'Never',
    secondFactor: !isUsable ? '–' : account.hasSecondFactor ? 'Yes' : 'No',
    inviteHref:
      isUsable && (state === 'invited' || state === 'invitation-over') ? paths.colleagueInvitation(id) : null,
    closeHref: closedAt || id === ownId || !isUsable ? null : paths.colleagueClosing(id),
  };
}

function requestRow({ name, email, role, requestedAt, requestedBy, state, declineReason }: AccountRequest) {
  return {
    ...{ name, email, role: roleNames[role], reason: declineReason, state: requestTags[state] },
    asked: `${formatDateTime(requestedAt)} by ${requestedBy.name}`,
  };
}

/** For an officer: who has an account, and who leads. */
export function officerPage(
  authority: OwnAuthority,
  accounts: readonly Account[],
  reader: User,
  now: Date,
): Page {
  const present = accounts.filter((account) => accountState(account, now) === 'in-use');
  return {
    view: 'accounts/colleagues/officer',
    frame: { title: `Accounts of ${authority.name}`, backLink: paths.account },
    page: {
      title: `Accounts of ${authority.name}`,
      area: accountArea(reader, paths.colleagues),
      hasLead: present.some(({ role }) => role === 'lead'),
      rows: present.map(({ id, name, role, disputed }) => ({
        name,
        disputed: disputedMark(disputed, ['name', 'role', 'authority'], null),
        role: roleNames[role],
        isOneself: id === reader.id,
      })),
      contactHref: paths.contact,
    },
  };
}

export function newColleaguePage(
  authority: OwnAuthority,
  typed: TypedRequest,
  errors: FieldError[] = [],
): Page {
  const title = 'Ask for a colleague’s account';
  const choice = (value: Role, text: string, hint: string) => ({
    value,
    text,
    hint,
    checked: typed.role === value,
  });
  return {
    view: 'accounts/colleagues/new',
    frame: { title, backLink: paths.colleagues, errors },
    page: {
      ...{ title, authority: authority.name, action: paths.newColleague, typed },
      errorOf: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
      roleChoices: [
        choice('officer', 'Officer', 'Uploads extracts, decides on irregular values, reads reports'),
        choice('lead', 'Lead officer', 'The same, and asks for accounts and closes them, as you do'),
      ],
    },
  };
}

export const refusals: Readonly<Record<'asked-already' | 'too-many', FieldError>> = {
  'asked-already': {
    field: 'email',
    message: 'Your authority has asked for an account with this address already, and the request is waiting',
  },
  'too-many': {
    field: '',
    message: `${MOST_WAITING} of your authority’s requests are waiting. Wait until Oxford Computer Consultants has decided some of them`,
  },
};

export function invitationPage({ id, name, email }: Account): Page {
  return confirmPage({
    title: `Send ${name} a new invitation`,
    paragraphs: [
      `It goes to ${email}, and its link works once, for seven days. Links sent before stop working.`,
      'If the address is wrong, close this account and ask for a new one.',
    ],
    action: paths.colleagueInvitation(id),
    button: 'Send the invitation',
    isWarning: false,
  });
}

export function closingPage({ id, name, disputed }: Account): Page {
  const mark = disputedMark(disputed, ['name'], null);
  return confirmPage({
    title: `Close the account of ${name}`,
    paragraphs: [
      ...(mark ? [`${mark.text}.`] : []),
      'They are signed out at once, cannot sign in any more, and are told so by email. Uploads and groups that they made stay.',
      'What SP-Bench holds about them is kept: closing is not removing. Oxford Computer Consultants can open the account again, or have the person’s data removed when they ask.',
    ],
    action: paths.colleagueClosing(id),
    button: 'Close the account',
    isWarning: true,
  });
}

function confirmPage(page: {
  title: string;
  paragraphs: string[];
  action: string;
  button: string;
  isWarning: boolean;
}): Page {
  return {
    view: 'uploads/confirm',
    frame: { title: page.title, backLink: paths.colleagues },
    page: { ...page, cancelHref: paths.colleagues },
  };
}

export function renewalPage(token: string): Page {
  return {
    view: 'accounts/colleagues/renewal',
    frame: { title: 'Ask for a new invitation' },
    page: { action: paths.invitationRenewal(encodeURIComponent(token)) },
  };
}

export function renewedPage(): Page {
  return {
    view: 'accounts/colleagues/renewed',
    frame: { title: 'Look in your email' },
    page: { signInHref: paths.signIn, contactHref: paths.contact },
  };
}
