import { paths } from '../../paths.ts';
import { formatDateTime } from '../../web/formatters.ts';
import { pagination, type PageAsked } from '../../web/pagination.ts';
import type { Page } from '../../web/render.ts';
import { dueAt } from '../presenters-due.ts';
import { reportBreachBy } from '../rules/other-clocks.ts';
import { stateTag } from './presenters.ts';
import { dutiesOf } from './rules/duties.ts';
import type { Breach, BreachCounts } from './store.ts';

export interface BreachesView {
  breaches: readonly Breach[];
  isOpen: boolean;
  counts: BreachCounts;
  asked: PageAsked;
  now: Date;
}

export function listPage({ breaches, isOpen, counts, asked, now }: BreachesView): Page {
  const title = 'Breaches of personal data';
  const hrefOf = (page: number): string =>
    `${paths.breaches}?state=${isOpen ? 'open' : 'closed'}&page=${page}`;
  return {
    view: 'data-rights/log',
    frame: { title, section: 'back-office', backLink: paths.backOffice },
    page: {
      ...{ title, notice: null, add: { text: 'Report a breach', href: paths.newBreach } },
      lead: 'Every breach is logged, also one that nobody outside has to be told of. The Commissioner’s 72 hours run from the moment we know, nights and weekends included.',
      filterLabel: 'Open or closed',
      filters: [
        { text: `Open (${counts.open})`, href: paths.breaches, current: isOpen },
        { text: `Closed (${counts.closed})`, href: `${paths.breaches}?state=closed`, current: !isOpen },
      ],
      caption: isOpen ? 'Open breaches, the oldest first' : 'Closed breaches, the newest first',
      heads: ['Reference', 'State', 'Known to us', 'Commissioner by'],
      rows: breaches.map((breach) => ({
        ...{ text: breach.reference, href: paths.breach(breach.reference), tag: stateTag(breach, now) },
        cells: [formatDateTime(breach.awareAt), commissionerCell(breach, now)],
      })),
      empty: isOpen ? 'No breach is open.' : 'No breach has been closed yet.',
      pagination: pagination(asked, isOpen ? counts.open : counts.closed, 'Pages of breaches', hrefOf),
    },
  };
}

/** Until when the Commissioner is to be told, or how that came out. */
function commissionerCell(breach: Breach, now: Date): string {
  const duty = dutiesOf(breach, now).find((one) => one.duty === 'commissioner');
  if (duty?.state === 'due' || duty?.state === 'overdue') return dueAt(reportBreachBy(breach.awareAt), now);
  if (duty?.state === 'not-needed') return 'Not told: no risk is likely';
  return duty?.state === 'late' ? 'Told, after the 72 hours' : 'Told in time';
}
