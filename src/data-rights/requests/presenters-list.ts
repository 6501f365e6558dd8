import { paths } from '../../paths.ts';
import { formatCount, formatDay } from '../../web/formatters.ts';
import { type PageAsked, pagination } from '../../web/pagination.ts';
import type { Page } from '../../web/render.ts';
import { rights } from '../contact.ts';
import { rightName, whoseWords } from '../presenters-words.ts';
import { dueOn } from '../presenters-due.ts';
import type { CaseFilter } from './forms-list.ts';
import { standingTags } from './presenters-words.ts';
import { type SeenCase, type Standing, standings } from './rules/case-facts.ts';
import type { Person } from './store-people.ts';

export interface ListSeen {
  filter: CaseFilter;
  shown: readonly SeenCase[];
  /** How many the filter leaves. */
  total: number;
  asked: PageAsked;
  /** How many open ones stand how. */
  counts: Readonly<Record<Standing, number>>;
  /** How many open ones are the reader's, and how many are nobody's. */
  assigned: Readonly<Record<'me' | 'nobody', number>>;
  officers: readonly Person[];
  readerId: number;
}

export function listPage(seen: ListSeen): Page {
  const { filter, shown, total, asked, counts, officers, readerId } = seen;
  const title = 'Requests about personal data';
  const query = (changes: Partial<Record<'state' | 'right' | 'assignee' | 'page', string>>): string => {
    const all = { state: filter.state, right: filter.right ?? '', assignee: filter.assignee, ...changes };
    const given = Object.entries(all).filter(([, value]) => value !== '');
    return `${paths.dataRequests}?${new URLSearchParams(given).toString()}`;
  };
  return {
    view: 'data-rights/requests/list',
    frame: { title, section: 'requests' },
    page: {
      title,
      lead: leadOf(counts),
      quick: quickLinks(seen),
      isNarrowed: filter.right !== null || (filter.assignee !== '' && filter.standing !== null),
      newHref: paths.newRequestCase,
      holidaysHref: paths.bankHolidays,
      action: paths.dataRequests,
      states: stateItems(filter, counts),
      rights: [
        { value: '', text: 'Every right', selected: filter.right === null },
        ...rights.map((right) => ({
          value: right,
          text: rightName(right),
          selected: filter.right === right,
        })),
      ],
      assignees: [
        { value: '', text: 'Anybody', selected: filter.assignee === '' },
        { value: 'me', text: 'Me', selected: filter.assignee === 'me' },
        { value: 'nobody', text: 'Nobody yet', selected: filter.assignee === 'nobody' },
      ],
      clearHref: paths.dataRequests,
      found: `${formatCount(total, 'request')}${filter.standing === 'closed' ? ', the one closed last first' : ', the most urgent first'}`,
      rows: shown.map((one) => rowOf(one, officers, readerId)),
      pagination: pagination(asked, total, 'Pages of requests', (page) => query({ page: String(page) })),
    },
  };
}

function leadOf(counts: ListSeen['counts']): string {
  const open = openIn(counts);
  if (open === 0) return 'Nothing waits: no request is open.';
  const verb = open === 1 ? 'is' : 'are';
  const late = counts.overdue;
  const soon = counts['due soon'];
  const urgent = [
    ...(late > 0 ? [`${formatCount(late, 'is', 'are')} overdue`] : []),
    ...(soon > 0 ? [`${formatCount(soon, 'is', 'are')} due within five days`] : []),
  ];
  const rest = urgent.length === 0 ? 'None is overdue or due within five days.' : `${urgent.join(', ')}.`;
  return `${formatCount(open, 'request')} ${verb} open. ${rest}`;
}

/** The lists that are asked for every day, each with how many it has. */
function quickLinks({ filter, counts, assigned }: ListSeen): object[] {
  const links: [string, Partial<Record<'state' | 'assignee', string>>, number][] = [
    ['All open', {}, openIn(counts)],
    ['Yours', { assignee: 'me' }, assigned.me],
    ['Nobody’s', { assignee: 'nobody' }, assigned.nobody],
    ['Overdue', { state: 'overdue' }, counts.overdue],
    ['Due soon', { state: 'due-soon' }, counts['due soon']],
    ['Closed', { state: 'closed' }, counts.closed],
  ];
  return links.map(([text, asked, count]) => ({
    text: `${text} (${count.toLocaleString('en-GB')})`,
    href:
      Object.keys(asked).length === 0
        ? paths.dataRequests
        : `${paths.dataRequests}?${new URLSearchParams(asked).toString()}`,
    current:
      filter.right === null &&
      filter.state === (asked.state ?? '') &&
      filter.assignee === (asked.assignee ?? ''),
  }));
}

function openIn(counts: ListSeen['counts']): number {
  return standings.filter((standing) => standing !== 'closed').reduce((sum, one) => sum + counts[one], 0);
}

function stateItems(filter: CaseFilter, counts: ListSeen['counts']) {
  const items = [
    { value: '', text: 'Every open one' },
    ...standings.map((standing) => ({
      value: standing.replace(' ', '-'),
      text: standing === 'closed' ? 'Closed' : `${standingTags[standing].text} (${counts[standing]})`,
    })),
  ];
  return items.map((item) => ({ ...item, selected: item.value === filter.state }));
}

function rowOf({ request, clock, standing, today }: SeenCase, officers: readonly Person[], readerId: number) {
  const { reference, right, receivedOn, assigneeId } = request;
  const assignee = officers.find(({ id }) => id === assigneeId);
  return {
    ...{ reference, href: paths.dataRequest(reference), about: rightName(right) },
    received: formatDay(receivedOn),
    due: dueWords({ clock, standing, today }),
    state: standingTags[standing],
    assignee: whoseWords(assigneeId, readerId, assignee?.name),
  };
}

/** Until when the answer is owed, in words; why there is no such day. */
export function dueWords({ clock, standing, today }: Pick<SeenCase, 'clock' | 'standing' | 'today'>): string {
  if (standing === 'closed') return 'Closed';
  if (standing === 'answered') return 'Answered: close the case';
  if (clock.kind === 'waiting') return 'The clock starts when they have answered';
  return clock.kind === 'paused' ? 'The clock stands still' : dueOn(clock.limit, today);
}
