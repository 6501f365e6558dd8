import { disputedMark } from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { formatDateTime } from '../../web/formatters.ts';
import { pagination, type PageAsked } from '../../web/pagination.ts';
import type { FieldError, Page } from '../../web/render.ts';
import type { TypedRemoval } from './forms.ts';
import type { Candidate } from './candidate.ts';
import { groundWords, scopeWords, stateTags, subjectWords, wayWords } from './presenters-words.ts';
import { confirmationWays, grounds, type Removal } from './removal.ts';

export const askedAlready = 'A removal of this person or authority waits for approval already.';

const untoldTag = { text: 'Removed, recipients to be told', colour: 'yellow' };

interface ListView {
  removals: readonly Removal[];
  names: ReadonlyMap<number, string>;
  asked: PageAsked;
  total: number;
}

export function listPage({ removals, names, asked, total }: ListView): Page {
  const title = 'Removals';
  return {
    view: 'data-rights/removals/list',
    frame: { title, section: 'requests' },
    page: {
      title,
      rows: removals.map((removal) => ({
        href: paths.removal(removal.id),
        number: `Removal ${removal.id}`,
        of: subjectWords(removal, names.get(removal.subject.authorityId ?? 0) ?? null),
        scope: scopeWords[removal.scope].text,
        asked: formatDateTime(removal.requestedAt),
        state: removal.state === 'certified' && removal.untold > 0 ? untoldTag : stateTags[removal.state],
      })),
      pagination: pagination(asked, total, 'Pages of removals', (page) => `${paths.removals}?page=${page}`),
      ...{ usersHref: paths.users, authoritiesHref: paths.occAuthorities },
    },
  };
}

/** Without somebody to remove: where to begin. */
export function startPage(): Page {
  const title = 'Ask for a removal';
  return {
    view: 'data-rights/removals/start',
    frame: { title, section: 'requests', backLink: paths.removals },
    page: { title, usersHref: paths.users, authoritiesHref: paths.occAuthorities },
  };
}

interface NewView {
  candidate: Candidate;
  typed: TypedRemoval;
  errors?: FieldError[];
  action: string;
}

export function newPage({ candidate, typed, errors = [], action }: NewView): Page {
  const { account, authority, offered, leads } = candidate;
  const mark = account ? disputedMark(account.disputed, ['name', 'email', 'authority'], null) : null;
  const shown = account?.name ?? authority?.name ?? '';
  const name = mark ? `${shown} (${mark.text.toLowerCase()})` : shown;
  const title = `Remove ${name} from SP-Bench`;
  const [only] = offered.length === 1 ? offered : [];
  return {
    view: 'data-rights/removals/new',
    frame: { title, section: 'requests', backLink: paths.removals, errors },
    page: {
      ...{ title, action, typed, cancelHref: account ? paths.user(account.id) : paths.removals },
      lead: account
        ? `${account.email}, ${authority?.name ?? 'Oxford Computer Consultants'}. Next you see what would go and what would stay; a colleague then approves it. Nothing is removed before that.`
        : 'Next you see what would go and what would stay; a colleague then approves it. Nothing is removed before that.',
      only: only ? scopeWords[only].text : null,
      scopes: offered.map((value) => ({ value, ...scopeWords[value], checked: typed.scope === value })),
      grounds: grounds.map((value) => ({ value, text: groundWords[value], checked: typed.ground === value })),
      confirms: offered.some((scope) => scope !== 'person'),
      confirmsWhen: offered.includes('person')
        ? 'Files belong to the authority. Fill this in when files go too; otherwise leave it empty.'
        : 'Files belong to the authority, so one of its lead officers must have said that they go.',
      leads: [
        { value: '', text: leads.length === 0 ? 'The authority has no other lead officer' : 'Choose' },
        ...leads.map((lead) => ({
          ...{ value: String(lead.id), text: lead.name, selected: typed.confirmedBy === String(lead.id) },
        })),
      ],
      ways: confirmationWays.map((value) => ({
        ...{ value, text: wayWords[value], checked: typed.confirmedWay === value },
      })),
      errorOf: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
    },
  };
}
