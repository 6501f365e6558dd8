import type { Account } from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { fieldsShown, type TypedValues } from '../../data-rights/index.ts';
import { formatCount, formatDateOf, formatDateTime, formatDay } from '../../web/formatters.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { userRow } from '../users/presenters.ts';
import { termsFields } from './forms.ts';
import type { ListedAuthority, Terms } from './store.ts';

export function listPage(authorities: readonly ListedAuthority[], words: string): Page {
  return {
    view: 'occ/authorities/list',
    frame: { title: 'Authorities', section: 'authorities' },
    page: {
      action: paths.occAuthorities,
      words,
      clearHref: words === '' ? null : paths.occAuthorities,
      found: formatCount(authorities.length, 'authority', 'authorities'),
      rows: authorities.map(({ code, name, region, accounts, leads, lastUploadAt }) => ({
        href: paths.occAuthority(code),
        ...{ name, region, accounts, leads },
        lastUpload: lastUpload(lastUploadAt),
      })),
    },
  };
}

export function authorityPage(
  authority: ListedAuthority,
  people: readonly Account[],
  {
    now,
    mayKeepTerms,
    mayRemove,
    mayIssue,
  }: { now: Date } & Record<'mayKeepTerms' | 'mayRemove' | 'mayIssue', boolean>,
): Page {
  const { code, name, type, region, accounts, leads, waitingRequests, lastUploadAt, terms } = authority;
  return {
    view: 'occ/authorities/show',
    frame: { title: name, section: 'authorities', backLink: paths.occAuthorities },
    page: {
      title: name,
      facts: [
        { key: 'Code', value: code },
        { key: 'Type', value: type },
        { key: 'Region', value: region },
        {
          key: 'Accounts',
          value: `${formatCount(accounts, 'account')}, ${formatCount(leads, 'lead officer')}`,
        },
        { key: 'Requests that wait', value: waitingRequests === 0 ? 'None' : String(waitingRequests) },
        { key: 'Last upload', value: lastUploadAt ? formatDateTime(lastUploadAt) : 'Never' },
        { key: 'Agreement made', value: terms.agreedOn ? formatDay(terms.agreedOn) : 'Not entered' },
        { key: 'To be looked at again', value: terms.reviewOn ? formatDay(terms.reviewOn) : 'Not entered' },
        { key: 'Left SP-Bench', value: terms.leftOn ? formatDay(terms.leftOn) : 'No' },
      ],
      termsHref: mayKeepTerms ? paths.authorityTerms(code) : null,
      removalHref: mayRemove ? `${paths.newRemoval}?authority=${encodeURIComponent(code)}` : null,
      hasLead: leads > 0,
      newHref: mayIssue ? `${paths.newUser}?authority=${encodeURIComponent(code)}` : null,
      people: people.map((person) => userRow(person, now)),
    },
  };
}

export function typedTerms({ terms: { agreedOn, reviewOn, leftOn } }: ListedAuthority): TypedValues {
  return { agreedOn: agreedOn ?? '', reviewOn: reviewOn ?? '', leftOn: leftOn ?? '' };
}

export function faultsOfTerms({ agreedOn, leftOn }: Terms): FieldError[] {
  const isBefore = agreedOn !== null && leftOn !== null && leftOn < agreedOn;
  return isBefore
    ? [{ field: 'leftOn', message: 'The authority cannot have left before its agreement' }]
    : [];
}

export function termsPage(
  { code, name }: ListedAuthority,
  typed: TypedValues,
  errors: FieldError[] = [],
): Page {
  const title = 'Agreement, and leaving';
  return {
    view: 'data-rights/step',
    frame: { title: `${title}: ${name}`, section: 'authorities', backLink: paths.occAuthority(code), errors },
    page: {
      ...{ title, caption: name, notice: null, guidance: [], button: 'Save' },
      ...{ action: paths.authorityTerms(code), cancelHref: paths.occAuthority(code) },
      lead: 'We handle what an authority submits on its behalf, so there is an agreement with each. The document itself is in the register of agreements.',
      fields: fieldsShown(termsFields, typed, errors),
    },
  };
}

const lastUpload = (at: Date | null): string => (at ? formatDateOf(at) : 'Never');
