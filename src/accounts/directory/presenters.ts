import { paths } from '../../paths.ts';
import { formatCount } from '../../web/formatters.ts';
import { type PageAsked, pagination } from '../../web/pagination.ts';
import type { Page } from '../../web/render.ts';
import { roleNames } from '../permissions.ts';
import type { DirectoryEntry, DirectoryFilter } from './entry.ts';
import type { ListedPerson } from './store.ts';
import { disputedMark } from '../your-account/disputed.ts';
import { statementSentence } from '../your-account/presenters.ts';
import type { Statement } from '../your-account/statement.ts';

export interface DirectorySeen {
  filter: DirectoryFilter;
  people: readonly ListedPerson[];
  total: number;
  asked: PageAsked;
  authorities: readonly { code: string; name: string; region: string }[];
  /** Whether the reader is in the directory. */
  isSharing: boolean;
}

export function directoryPage({ filter, people, total, asked, authorities, isSharing }: DirectorySeen): Page {
  const isFiltered = Object.values(filter).some((value) => value !== '');
  const regions = [...new Set(authorities.map(({ region }) => region))].sort();
  return {
    view: 'accounts/directory/index',
    frame: { title: 'Directory', section: 'directory', backLink: paths.home },
    page: {
      action: paths.directory,
      name: filter.name,
      authorities: choicesOf(
        authorities.map(({ code, name }) => ({ value: code, text: name })),
        'All authorities',
        filter.authority,
      ),
      regions: choicesOf(
        regions.map((name) => ({ value: name, text: name })),
        'All regions',
        filter.region,
      ),
      isFiltered,
      total: formatCount(total, 'person', 'people'),
      people: people.map(({ id, name, authority, region, role, disputed }) => ({
        ...{ name, authority, region },
        disputed: disputedMark(disputed, ['name', 'authority', 'role'], paths.directoryEntry(id)),
        role: roleNames[role],
        href: paths.directoryEntry(id),
      })),
      pages: pagination(asked, total, 'Pages of the directory', (page) => hrefOf(filter, page)),
      isSharing,
      preferencesHref: paths.preferences,
    },
  };
}

function choicesOf(values: { value: string; text: string }[], all: string, chosen: string) {
  return [{ value: '', text: all }, ...values].map((item) => ({ ...item, selected: item.value === chosen }));
}

function hrefOf(filter: DirectoryFilter, page: number): string {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ''));
  if (page > 1) query.set('page', String(page));
  return query.size > 0 ? `${paths.directory}?${query.toString()}` : paths.directory;
}

/** @param statements what the person says of details that are shown here (P67) */
export function entryPage(
  entry: DirectoryEntry,
  isOwn: boolean,
  statements: readonly Statement[] = [],
): Page {
  const shown = statements.filter(({ field }) => isShown(entry, field));
  return {
    view: 'accounts/directory/entry',
    frame: { title: entry.name, section: 'directory', backLink: paths.directory },
    page: {
      ...{ name: entry.name, rows: entryRows(entry), isOwn, preferencesHref: paths.preferences },
      said: shown.map(statementSentence),
    },
  };
}

function isShown({ email, telephone, postalAddress }: DirectoryEntry, field: Statement['field']): boolean {
  if (field === 'email') return email !== null;
  if (field === 'telephone') return telephone !== null;
  return field === 'postal-address' ? postalAddress !== null : true;
}

/** What others see of a person, and all that they see. */
export function entryRows({ authority, region, role, email, telephone, postalAddress }: DirectoryEntry) {
  const given = [
    { key: 'Authority', value: `${authority} (${region})` },
    { key: 'Role', value: roleNames[role] },
    { key: 'Email address', value: email },
    { key: 'Telephone', value: telephone },
    { key: 'Postal address', value: postalAddress },
  ];
  return given.filter((row) => row.value !== null);
}
