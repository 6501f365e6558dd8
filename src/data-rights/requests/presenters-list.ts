import { paths } from '../../paths.ts';
import { formatCount, formatDay } from '../../web/formatters.ts';
import { type PageAsked, pagination } from '../../web/pagination.ts';
import type { Page } from '../../web/render.ts';
import { rights } from '../contact.ts';
import { rightName } from '../presenters-words.ts';
import { daysBetween } from '../rules/days.ts';
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
  officers: readonly Person[];
  readerId: number;
}

export function listPage({ filter, shown, total, asked, counts, officers, readerId }: ListSeen): Page {
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
      found: formatCount(total, 'request'),
      rows: shown.map((one) => rowOf(one, officers, readerId)),
      pagination: pagination(asked, total, 'Pages of requests', (page) => query({ page: String(page) })),
    },
  };
}

function leadOf(counts: ListSeen['counts']): string {
  const open = standings
    .filter((standing) => standing !== 'closed')
    .reduce((sum, one) => sum + counts[one], 0);
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
  const limit = clock.kind === 'running' ? clock.limit : null;
  return {
    ...{ reference, href: paths.dataRequest(reference), about: rightName(right) },
    received: formatDay(receivedOn),
    due:
      limit === null || standing === 'closed'
        ? standing === 'closed'
          ? '–'
          : 'The clock stands still'
        : `${formatDay(limit)}${leftOf(daysBetween(today, limit), standing)}`,
    state: standingTags[standing],
    assignee:
      assigneeId === readerId ? 'You' : (officers.find(({ id }) => id === assigneeId)?.name ?? 'Nobody yet'),
  };
}

function leftOf(days: number, standing: Standing): string {
  if (standing === 'answered' || standing === 'closed') return '';
  if (days < 0) return `, ${formatCount(-days, 'day')} ago`;
  return days === 0 ? ', today' : `, in ${formatCount(days, 'day')}`;
}
