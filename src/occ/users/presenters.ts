import {
  belongsToAuthority,
  disputedMark,
  roleNames,
  roles,
  stateTags,
  accountState,
  accountStates,
  type Account,
  type Role,
} from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { formatCount, formatDateTime } from '../../web/formatters.ts';
import { pagination, type PageAsked } from '../../web/pagination.ts';
import type { FieldError, Page } from '../../web/render.ts';
import type { TypedUser, UserFilter } from './forms.ts';

export interface UsersView {
  users: readonly Account[];
  filter: UserFilter;
  authorities: readonly { code: string; name: string }[];
  total: number;
  asked: PageAsked;
  now: Date;
}

export function listPage({ users, filter, authorities, total, asked, now }: UsersView): Page {
  const isNarrowed =
    filter.words !== '' || filter.authority !== '' || filter.role !== null || filter.state !== null;
  return {
    view: 'occ/users/list',
    frame: { title: 'People', section: 'users' },
    page: {
      action: paths.users,
      words: filter.words,
      authorities: [
        { value: '', text: 'Any', selected: filter.authority === '' },
        ...authorities.map(({ code, name }) => ({
          value: code,
          text: name,
          selected: code === filter.authority,
        })),
      ],
      roles: choices(roles, roleNames, filter.role),
      states: choices(accountStates, stateNames, filter.state),
      clearHref: isNarrowed ? paths.users : null,
      found: total === 0 ? 'Nobody is found.' : `${formatCount(total, 'person', 'people')} found.`,
      rows: users.map((user) => userRow(user, now)),
      pagination: pagination(asked, total, 'People', (page) => hrefOf(filter, page)),
    },
  };
}

const stateNames = Object.fromEntries(accountStates.map((state) => [state, stateTags[state].text])) as Record<
  (typeof accountStates)[number],
  string
>;

function choices<Value extends string>(
  values: readonly Value[],
  names: Readonly<Record<Value, string>>,
  chosen: Value | null,
) {
  return [
    { value: '', text: 'Any', selected: chosen === null },
    ...values.map((value) => ({ value, text: names[value], selected: value === chosen })),
  ];
}

const restrictedTag = { text: 'Restricted: storage only', colour: 'red' } as const;

export function userRow(user: Account, now: Date) {
  return {
    href: paths.user(user.id),
    ...{ name: user.name, email: user.email, role: roleNames[user.role] },
    disputed: disputedMark(user.disputed, ['name', 'email', 'role', 'authority'], paths.user(user.id)),
    authority: user.authority?.name ?? 'OCC',
    state: user.restrictedSince ? restrictedTag : stateTags[accountState(user, now)],
    lastSignedIn: user.lastSignedInAt ? formatDateTime(user.lastSignedInAt) : 'Never',
  };
}

function hrefOf({ words, authority, role, state }: UserFilter, page: number): string {
  const asked = { q: words, authority, role: role ?? '', state: state ?? '', page: String(page) };
  return `${paths.users}?${new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== '')).toString()}`;
}

export interface NewUserView {
  typed: TypedUser;
  /** Roles that this person may give. */
  allowed: readonly Role[];
  authorities: readonly { code: string; name: string }[];
  errors?: FieldError[];
}

export function newUserPage({ typed, allowed, authorities, errors = [] }: NewUserView): Page {
  const title = 'Open an account';
  const givesOwn = allowed.some((role) => !belongsToAuthority(role));
  return {
    view: 'occ/users/new',
    frame: { title, section: 'users', backLink: paths.users, errors },
    page: {
      ...{ title, action: paths.newUser, typed },
      roles: allowed.map((role) => ({
        value: role,
        text: belongsToAuthority(role) ? roleNames[role] : `${roleNames[role]} (OCC)`,
        checked: typed.role === role,
      })),
      authorities: [
        { value: '', text: givesOwn ? 'None' : 'Choose one', selected: typed.authority === '' },
        ...authorities.map(({ code, name }) => ({
          value: code,
          text: name,
          selected: code === typed.authority,
        })),
      ],
      errorOf: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
    },
  };
}

export const takenAddress: FieldError = {
  field: 'email',
  message: 'Somebody has this address already. Look for it among the people',
};
