import { paths } from '../../paths.ts';
import { formatCount, formatDateTime, formatDay } from '../../web/formatters.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { recipientTasks } from '../recipients/presenters.ts';
import { countsOf, type Recipient } from '../recipients/recipient.ts';
import { toldWords } from '../recipients/specification/recipient-fields.ts';
import { unsettled } from './issue-certificate.ts';
import { totalsOf } from './plan.ts';
import {
  groundWords,
  refusalWords,
  scopeWords,
  settlementWords,
  stateTags,
  subjectWords,
  tableWords,
  wayWords,
  whatWords,
} from './presenters-words.ts';
import { type PlanLine, refusals, type Removal, settlements, type Trace } from './removal.ts';
import { mayApprove } from './rules/may-remove.ts';

interface RemovalView {
  removal: Removal;
  traces: readonly Trace[];
  recipients: readonly Recipient[];
  /** Of authorities by number; of the two colleagues who answer for it. Nobody else's name is shown here. */
  names: ReadonlyMap<number, string>;
  people: ReadonlyMap<number, string>;
  /** Number of whoever looks. */
  reader: number;
  done: unknown;
}

const notices: Readonly<Record<string, string>> = {
  removed: 'The removal is done. SP-Bench now searches for anything that is left.',
  'plan-changed':
    'Nothing was removed: what SP-Bench holds has changed since the plan was made. Make the plan again.',
  planned: 'The plan is made again. Somebody else than you approves it.',
  blocked: 'The plan was not made again: something stands in the way now. See what is open for this person.',
  settled: 'Your judgement is kept.',
  certified: 'Nothing is left to judge: the certificate is made.',
  searching: 'SP-Bench searches once more. Come back in a minute.',
};

export function removalPage({ removal, traces, recipients, names, people, reader, done }: RemovalView): Page {
  const { id, state, plan } = removal;
  const title = `Removal ${id}`;
  const open = unsettled(traces);
  return {
    view: 'data-rights/removals/show',
    frame: {
      ...{ title, section: 'requests', backLink: paths.removals },
      mainAttributes: { 'data-state': state },
    },
    page: {
      ...{ title, state: stateTags[state] },
      notice: typeof done === 'string' ? (notices[done] ?? null) : null,
      next: nextOf(removal, open.length, reader),
      facts: factsOf(removal, { names, people }),
      totals: totalsIn(removal),
      gone: plan.lines.filter(({ what }) => what !== 'keep').map(rowOf),
      kept: plan.lines.filter(({ what }) => what === 'keep').map(rowOf),
      traces: traces.map((trace) => traceRow(id, trace, state)),
      told: isCarriedOut(state) ? toldShown(id, recipients) : null,
      settlements: settlements.map((value) => ({ value, text: settlementWords[value] })),
      ...{ tracesAction: paths.removalTraces(id), searchAction: paths.removalSearch(id) },
      isSearchable: state === 'removed' && removal.searchedAt !== null,
      searched: removal.searchedAt === null ? null : formatDateTime(removal.searchedAt),
    },
  };
}

const isCarriedOut = (state: Removal['state']): boolean => state === 'removed' || state === 'certified';

function toldShown(id: number, recipients: readonly Recipient[]) {
  const open = countsOf(recipients).open;
  return {
    title: toldWords.removal.title,
    lead:
      recipients.length === 0
        ? 'Nobody is on record who was given it.'
        : open === 0
          ? 'Nothing is left to do.'
          : `${formatCount(open, 'recipient')} to be told, unless that is impossible or out of all proportion. Whoever was removed may ask who they are.`,
    tasks: recipientTasks({ kind: 'removal', id }, recipients),
  };
}

/** The one clear next step, for this reader. */
function nextOf(
  { id, state, requestedBy, plan, refusal, searchedAt, untold }: Removal,
  open: number,
  reader: number,
) {
  const step = { text: '', buttons: [] as object[], planAction: null as string | null };
  const planAgain = { ...step, planAction: paths.removalPlan(id) };
  const refuse = { text: 'Refuse it', href: paths.removalRefusal(id), secondary: true };
  if (state === 'asked') {
    const may = mayApprove(reader, requestedBy, plan.people);
    if (may === 'subject') return { ...step, text: 'This is about you: a colleague deals with it.' };
    if (may === 'requester')
      return { ...planAgain, text: 'You asked for it, so somebody else approves it.', buttons: [refuse] };
    const approve = { text: 'Go on to approve it', href: paths.removalApproval(id), secondary: false };
    return {
      ...planAgain,
      text: 'Read the plan below, then approve or refuse it.',
      buttons: [approve, refuse],
    };
  }
  if (state === 'refused')
    return {
      ...step,
      text: `Refused: ${refusal ? refusalWords[refusal].text.toLowerCase() : ''}. Nothing was removed; tell them why, and how to complain.`,
    };
  if (state === 'certified')
    return {
      ...step,
      text: `${untold > 0 ? 'Tell whoever was given the data, below' : 'Nothing is left to do here'}; see that colleagues’ mailboxes, paper and copies on laptops are cleared too, which SP-Bench cannot see. The certificate says what went and what stays; it names nobody, so it can be sent.`,
      buttons: [{ text: 'See the certificate', href: paths.removalCertificate(id), secondary: false }],
    };
  return {
    ...step,
    text:
      searchedAt === null
        ? 'SP-Bench searches everything for what the person was known by. Come back in a minute.'
        : `${formatCount(open, 'place', 'places')} to judge below: something that looks like them is still there.`,
  };
}

function factsOf(
  removal: Removal,
  { names, people }: Pick<RemovalView, 'names' | 'people'>,
): { key: string; value: string }[] {
  const by = (id: number): string => people.get(id) ?? `account ${id}`;
  const { confirmation, caseReference, decidedAt, backupsUntil, plan } = removal;
  const authority = names.get(removal.subject.authorityId ?? 0) ?? null;
  const facts: [string, string | null][] = [
    ['Of', subjectWords(removal, authority)],
    ['What', scopeWords[removal.scope].text],
    ['Ground', groundWords[removal.ground]],
    ['Request', caseReference],
    [
      'Confirmed',
      confirmation &&
        `By the lead officer with account ${confirmation.by}, ${wayWords[confirmation.way].toLowerCase()}, ${formatDay(confirmation.on)}`,
    ],
    ['Accounts', String(plan.people.length)],
    ['Files', String(plan.uploads.length)],
    ['Asked for', `${formatDateTime(removal.requestedAt)}, by ${by(removal.requestedBy)}`],
    [
      'Decided',
      decidedAt && removal.decidedBy !== null
        ? `${formatDateTime(decidedAt)}, by ${by(removal.decidedBy)}`
        : null,
    ],
    ['Gone from backups by', backupsUntil && formatDay(backupsUntil)],
    ['Plan', removal.planHash.toString('hex').slice(0, 16)],
  ];
  return facts.flatMap(([key, value]) => (value === null ? [] : [{ key, value }]));
}

function totalsIn({ plan, state }: Removal): string {
  const { delete: deleted, empty, keep } = totalsOf(plan);
  const words = state === 'asked' || state === 'refused' ? 'to be' : '';
  const records = (count: number, what: string): string =>
    `${formatCount(count, 'record')} ${words} ${what}`.replace('  ', ' ');
  return `${records(deleted, 'deleted')}, ${records(empty, 'emptied')}; ${formatCount(keep, 'record')} that ${keep === 1 ? 'stays' : 'stay'}.`;
}

function rowOf({ table, what, columns, rows, why, until }: PlanLine) {
  return {
    table: tableWords(table),
    what: whatWords[what],
    columns: columns.length === 0 ? 'All' : columns.map(tableWords).join(', '),
    rows: rows.toLocaleString('en-GB'),
    ...{ why: why ?? '', until: until ?? '' },
  };
}

function traceRow(id: number, { place, count, isPlanned, settlement }: Trace, state: Removal['state']) {
  return {
    ...{ id: `trace-${id}-${place.replaceAll(/\W/g, '-')}`, place, count },
    judged: isPlanned ? 'Stays, as planned' : settlement === null ? null : settlementWords[settlement],
    isOpen: !isPlanned && settlement === null && state === 'removed',
  };
}

export function approvalPage(removal: Removal, errors: FieldError[] = []): Page {
  const { id, plan, planHash } = removal;
  const title = `Approve removal ${id}`;
  const { delete: deleted, empty } = totalsOf(plan);
  return {
    view: 'data-rights/removals/approval',
    frame: { title, section: 'requests', backLink: paths.removal(id), errors },
    page: {
      ...{ title, action: paths.removalApproval(id), cancelHref: paths.removal(id) },
      ...{ planHash: planHash.toString('hex'), error: errors[0]?.message ?? null },
      warning: `${formatCount(plan.people.length, 'account')}, ${formatCount(plan.uploads.length, 'file')} and ${formatCount(deleted + empty, 'record')} go for good. Nobody can bring them back.`,
      paragraphs: [
        `${scopeWords[removal.scope].text}. ${groundWords[removal.ground]}.`,
        'You and the colleague who asked for it are the two people who answer for it. If anything has changed since the plan was made, nothing is removed and you are told.',
      ],
    },
  };
}

export function refusalPage({ id }: Removal, errors: FieldError[] = []): Page {
  const title = `Refuse removal ${id}`;
  return {
    view: 'occ/users/choose',
    frame: { title, section: 'requests', backLink: paths.removal(id), errors },
    page: {
      ...{ title, action: paths.removalRefusal(id), name: 'refusal', legend: 'On which ground?' },
      lead: 'An erasure may be refused only on these grounds. Whoever asked is told why, and that they may complain to us, to the Information Commissioner and to a court.',
      items: refusals.map((value) => ({ value, ...refusalWords[value], checked: false })),
      ...{ error: errors[0]?.message ?? null, button: 'Refuse the removal', isWarning: true },
      cancelHref: paths.removal(id),
    },
  };
}
