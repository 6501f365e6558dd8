import {
  accountState,
  requestTags,
  roleNames,
  stateTags,
  type Account,
  type AccountRequest,
} from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { formatCount, formatDateTime } from '../../web/formatters.ts';
import { pagination, type PageAsked } from '../../web/pagination.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { waitedFor } from '../waiting.ts';

const notices: Readonly<Record<string, string>> = {
  issued: 'The account is open. The invitation is on its way, and the lead officer is told.',
  declined: 'The request is declined, and the lead officer is told why.',
};

export interface RequestsView {
  requests: readonly AccountRequest[];
  totals: { waiting: number; decided: number };
  isWaiting: boolean;
  asked: PageAsked;
  now: Date;
  done: unknown;
}

export function listPage({ requests, totals, isWaiting, asked, now, done }: RequestsView): Page {
  const query = isWaiting ? '?' : '?state=decided&';
  return {
    view: 'occ/account-requests/list',
    frame: { title: 'Account requests', section: 'account-requests' },
    page: {
      notice: typeof done === 'string' ? (notices[done] ?? null) : null,
      isWaiting,
      caption: isWaiting ? 'Waiting, the longest first' : 'Decided, the newest first',
      other: isWaiting
        ? {
            href: `${paths.accountRequests}?state=decided`,
            text: `See ${formatCount(totals.decided, 'decided request')}`,
          }
        : { href: paths.accountRequests, text: `See ${formatCount(totals.waiting, 'waiting request')}` },
      newHref: paths.newUser,
      rows: requests.map((request) => ({
        href: paths.accountRequest(request.id),
        ...{ name: request.name, authority: request.authority.name, role: roleNames[request.role] },
        askedBy: request.requestedBy.name,
        asked: formatDateTime(request.requestedAt),
        waited: isWaiting ? waitedFor(request.requestedAt, now) : null,
        state: requestTags[request.state],
      })),
      pagination: pagination(
        asked,
        isWaiting ? totals.waiting : totals.decided,
        'Account requests',
        (page) => `${paths.accountRequests}${query}page=${page}`,
      ),
    },
  };
}

export interface RequestView {
  request: AccountRequest;
  /** The authority's accounts as they are. */
  colleagues: readonly Account[];
  /** Whose account has the address already. */
  holder: Account | null;
  typedReason: string;
  errors: FieldError[];
  now: Date;
}

export const takenAddress: FieldError = {
  field: '',
  message: 'Somebody has this address already, so the account was not opened',
};

export function requestPage({ request, colleagues, holder, typedReason, errors, now }: RequestView): Page {
  const title = `Account for ${request.name}`;
  const isWaiting = request.state === 'waiting';
  return {
    view: 'occ/account-requests/show',
    frame: { title, section: 'account-requests', backLink: paths.accountRequests, errors },
    page: {
      ...{ title, isWaiting, state: requestTags[request.state], typedReason },
      facts: factsOf(request, now),
      taken: holder && takenSentence(holder, request),
      takenHref: holder && paths.user(holder.id),
      issueAction: isWaiting && !holder ? paths.accountRequestIssuing(request.id) : null,
      declineAction: isWaiting ? paths.accountRequestDeclining(request.id) : null,
      authority: request.authority.name,
      colleagues: colleagues.map((account) => ({
        href: paths.user(account.id),
        ...{ name: account.name, email: account.email, role: roleNames[account.role] },
        state: stateTags[accountState(account, now)],
      })),
      errorOf: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
    },
  };
}

function factsOf(request: AccountRequest, now: Date): { key: string; value: string }[] {
  const { requestedBy, requestedAt, decidedAt, declineReason } = request;
  const asker = `${requestedBy.name}${requestedBy.isClosed ? ' (whose account was closed since)' : ''}`;
  return [
    { key: 'Name', value: request.name },
    { key: 'Email address', value: request.email },
    { key: 'Authority', value: request.authority.name },
    { key: 'Role', value: roleNames[request.role] },
    { key: 'Why', value: request.reason },
    { key: 'Asked by', value: asker },
    {
      key: 'Asked',
      value: decidedAt
        ? formatDateTime(requestedAt)
        : `${formatDateTime(requestedAt)}: has waited ${waitedFor(requestedAt, now)}`,
    },
    ...(decidedAt ? [{ key: 'Decided', value: formatDateTime(decidedAt) }] : []),
    ...(declineReason ? [{ key: 'Reason given', value: declineReason }] : []),
  ];
}

function takenSentence(holder: Account, { authority }: AccountRequest): string {
  const where =
    holder.authority === null
      ? 'of our own people'
      : holder.authority.id === authority.id
        ? `of ${authority.name} itself`
        : `of ${holder.authority.name}`;
  const next = holder.closedAt
    ? 'It is closed: open it again instead, if it is the same person.'
    : 'An account cannot have the address of another.';
  const isOwn = holder.authority?.id === authority.id;
  const silence = isOwn ? '' : ' When you decline, do not tell the lead officer whose it is.';
  return `This address belongs to an account ${where}. ${next}${silence}`;
}
