import { paths } from '../../paths.ts';
import { formatDateOf } from '../../web/formatters.ts';
import { pagination, type PageAsked } from '../../web/pagination.ts';
import type { Page } from '../../web/render.ts';
import { dueOn } from '../presenters-due.ts';
import type { IsWorkingDay } from '../rules/working-days.ts';
import { whoseWords } from '../presenters-words.ts';
import { outcomeText, tagOf } from './presenters.ts';
import { complaintState } from './rules/complaint.ts';
import type { Complaint, ComplaintCounts, ComplaintFilter } from './store.ts';

interface ComplaintsView {
  complaints: readonly Complaint[];
  isOpen: boolean;
  counts: ComplaintCounts;
  asked: PageAsked;
  /** YYYY-MM-DD */
  today: string;
  isWorkingDay: IsWorkingDay;
  readerId: number;
  whose: ComplaintFilter;
}

/** References and how they stand: neither who nor what. */
export function listPage(view: ComplaintsView): Page {
  const { complaints, isOpen, counts, asked, today, isWorkingDay, readerId, whose } = view;
  const title = 'Complaints';
  const total = isOpen ? counts[whose === '' ? 'open' : whose] : counts.closed;
  const hrefOf = (page: number): string =>
    `${paths.complaints}?${new URLSearchParams({ state: isOpen ? 'open' : 'closed', whose, page: String(page) }).toString()}`;
  const filter = (text: string, count: number, query: string, current: boolean) => ({
    ...{ text: `${text} (${count.toLocaleString('en-GB')})`, href: `${paths.complaints}${query}`, current },
  });
  return {
    view: 'data-rights/log',
    frame: { title, section: 'complaints' },
    page: {
      ...{ title, notice: null, filterLabel: 'Which complaints' },
      lead: 'Every complaint is acknowledged by the 30th day after it came, unless the outcome is given by then.',
      add: { text: 'Type in a complaint', href: paths.newOccComplaint },
      filters: [
        filter('All open', counts.open, '', isOpen && whose === ''),
        filter('Yours', counts.mine, '?whose=mine', isOpen && whose === 'mine'),
        filter('Nobody’s', counts.nobodys, '?whose=nobodys', isOpen && whose === 'nobodys'),
        filter('To acknowledge', counts.waiting, '?whose=waiting', isOpen && whose === 'waiting'),
        filter('Closed', counts.closed, '?state=closed', !isOpen),
      ],
      caption: isOpen ? 'Open complaints, the most urgent first' : 'Closed complaints, the newest first',
      heads: ['Reference', 'State', 'Received', isOpen ? 'Acknowledge by' : 'Outcome', 'Investigator'],
      rows: complaints.map((complaint) => {
        const state = complaintState(complaint, today, isWorkingDay);
        const due = state.kind === 'waiting' ? dueOn(state.by, today) : 'Done';
        return {
          ...{ text: complaint.reference, href: paths.complaint(complaint.reference), tag: tagOf(state) },
          cells: [
            formatDateOf(complaint.receivedAt),
            isOpen ? due : outcomeText(complaint),
            whoseWords(complaint.investigatorId, readerId, complaint.investigator),
          ],
        };
      }),
      empty: emptyWords(isOpen, whose),
      pagination: pagination(asked, total, 'Pages of complaints', hrefOf),
    },
  };
}

function emptyWords(isOpen: boolean, whose: ComplaintFilter): string {
  if (!isOpen) return 'No complaint is closed yet.';
  return {
    ...{ '': 'Nothing waits: no complaint is open.', mine: 'You investigate no open complaint.' },
    ...{ nobodys: 'Every open complaint has somebody who investigates it.' },
    ...{ waiting: 'Every open complaint is acknowledged.' },
  }[whose];
}
