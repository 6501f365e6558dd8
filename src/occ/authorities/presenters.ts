import type { Account } from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { formatCount, formatDateOf, formatDateTime } from '../../web/formatters.ts';
import type { Page } from '../../web/render.ts';
import { userRow } from '../users/presenters.ts';
import type { ListedAuthority } from './store.ts';

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

export function authorityPage(authority: ListedAuthority, people: readonly Account[], now: Date): Page {
  const { code, name, type, region, accounts, leads, waitingRequests, lastUploadAt } = authority;
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
      ],
      hasLead: leads > 0,
      newHref: `${paths.newUser}?authority=${encodeURIComponent(code)}`,
      people: people.map((person) => userRow(person, now)),
    },
  };
}

const lastUpload = (at: Date | null): string => (at ? formatDateOf(at) : 'Never');
