import { paths } from '../../paths.ts';
import { formatBytes, formatCount, formatDateTime, formatDay } from '../../web/formatters.ts';
import type { FieldError, Page } from '../../web/render.ts';
import type { SeenCase } from '../requests/rules/case-facts.ts';
import type { Person } from '../requests/store-people.ts';
import type { AccessExport } from './access-export.ts';
import { isUnderReview, waitsForApproval } from './access-export.ts';
import * as words from './presenters-words.ts';
import { type ExportFault, isPacked } from './rules/may-export.ts';
import type { Download, DownloadCode } from './store-delivery.ts';
import type { CountedGroup } from './store-items.ts';
import type { LoggedSearch } from './store-withholdings.ts';

export interface ExportView {
  seen: SeenCase;
  present: AccessExport | null;
  /** Why it cannot be gathered, or not again; null where it can. */
  fault: ExportFault | null;
  subject: Person | null;
  readerId: number;
  groups: readonly CountedGroup[];
  searches: readonly LoggedSearch[];
  code: Pick<DownloadCode, 'expiresAt' | 'downloadsLeft'> | null;
  downloads: readonly Download[];
  errors: FieldError[];
}

/** The export of a case: where it stands, what there is to do, and what was done. */
export function exportPage(view: ExportView): Page {
  const { seen, present, fault, groups, errors, downloads } = view;
  const { reference } = seen.request;
  const title = 'The copy of their data';
  const isOver = present === null || present.state === 'expired' || present.state === 'withdrawn';
  return {
    view: 'data-rights/exports/show',
    frame: {
      ...{ title: `${title}: ${reference}`, section: 'requests', backLink: paths.dataRequest(reference) },
      ...{ errors, mainAttributes: { 'data-state': words.dataState(present) } },
    },
    page: {
      ...{ title, caption: reference, state: words.stateTag(present), facts: factsOf(view) },
      collecting: present?.state === 'collecting' ? { progress: present.progress } : null,
      isPacking: present?.state === 'approved' && present.package === null,
      hasFailed: present !== null && present.failedAt !== null,
      reloadHref: paths.accessExport(reference),
      startAction: fault === null ? paths.accessExport(reference) : null,
      startText: isOver ? 'Gather what is held' : 'Gather it anew',
      startNote: isOver ? null : 'What was looked at and decided so far goes, and begins anew.',
      blocked: isOver && fault !== null ? words.exportFaultWords[fault].message : null,
      groups: groups.map((group) => groupRow(reference, group)),
      sections: sectionsOf(view),
      packAgain:
        present?.state === 'approved' && present.package === null && present.failedAt !== null
          ? paths.exportPart('packing', reference)
          : null,
      withdrawal: present && !isOver ? paths.exportPart('withdrawal', reference) : null,
      downloads: downloads.map(({ way, at, by }) => ({
        ...{ key: formatDateTime(at), value: `${words.downloadWords[way]}${by === null ? '' : `: ${by}`}` },
      })),
    },
  };
}

function factsOf({ present, subject, code }: ExportView): { key: string; value: string }[] {
  if (!present) return subject ? [{ key: 'Whose data', value: subject.shownAs }] : [];
  const { madeAt, package: packed, expiresAt, releasedAt, handed, withheld, state } = present;
  const rows: [string, string | null][] = [
    ['Whose data', subject?.shownAs ?? null],
    ['As it was held', madeAt && formatDateTime(madeAt)],
    ['Withheld', state === 'collecting' || state === 'review' ? null : formatCount(withheld, 'thing')],
    ['Package', packed && `${formatBytes(packed.bytes)}, SHA-256 ${packed.sha256.toString('hex')}`],
    ['Delivered', releasedAt && formatDateTime(releasedAt)],
    ['To be had until', expiresAt && formatDateTime(expiresAt)],
    ['In their account', present.inAccount ? 'Yes: they download it after signing in' : null],
    ['Handed over', handed && `${words.handedWords[handed.way]}, ${formatDay(handed.on)}`],
    [
      'Link and code',
      code && `${formatCount(code.downloadsLeft, 'download')} left, until ${formatDateTime(code.expiresAt)}`,
    ],
  ];
  return rows.flatMap(([key, value]) => (value === null ? [] : [{ key, value }]));
}

function groupRow(reference: string, group: CountedGroup): object {
  const { number, title, kind, items, reviewed, withheld, proposals } = group;
  const isDone = items === reviewed && proposals === 0;
  return {
    ...{ title, href: paths.exportGroup(reference, number), kind: words.kindWords[kind] },
    ...{ items: items.toLocaleString('en-GB'), withheld: withheld.toLocaleString('en-GB') },
    status: isDone
      ? { text: 'Looked at', colour: 'green' }
      : { text: `${(items - reviewed).toLocaleString('en-GB')} to look at`, colour: 'yellow' },
    proposals: proposals === 0 ? null : formatCount(proposals, 'passage may name', 'passages may name'),
  };
}

interface Task {
  id: string;
  title: string;
  hint: string;
  href: string;
  status: string;
  colour: string;
}

function sectionsOf({
  seen,
  present,
  groups,
  searches,
  readerId,
}: ExportView): { title: string; items: Task[] }[] {
  const { reference } = seen.request;
  if (!present || present.state === 'collecting') return [];
  const isOpen = isUnderReview(present);
  const href = (part: string): string => paths.exportPart(part, reference);
  const manual = searches.filter(({ recordedBy }) => recordedBy !== null).length;
  const attached = groups.find(({ kind }) => kind === 'attachment')?.items ?? 0;
  const task = (part: string, title: string, hint: string, [status, colour]: [string, string]): Task => ({
    ...{ id: part, title, hint, href: href(part), status, colour },
  });
  const review = [
    task('searches', 'Where was looked', 'Paper files, mailboxes, and why not', [
      ...(manual > 0 ? (['Added to', 'green'] as const) : (['By SP-Bench alone', 'yellow'] as const)),
    ]),
    task('attachments', 'Files added by hand', 'Copies of paper, what was found elsewhere', [
      ...(attached > 0 ? ([formatCount(attached, 'file'), 'green'] as const) : (['None', 'grey'] as const)),
    ]),
    task('letter', 'The covering letter', 'A draft with all that the law adds', ['To read', 'grey']),
    task('preview', 'What they will get', 'Exactly as it will be, for a browser', ['To read', 'grey']),
    task('finishing', 'Finish the review', 'Once everything was looked at', [
      ...(isOpen ? (['To do', 'yellow'] as const) : (['Done', 'green'] as const)),
    ]),
  ];
  const approval = waitsForApproval(present)
    ? ([present.finishedBy === readerId ? 'By somebody else' : 'To do', 'yellow'] as const)
    : isOpen
      ? (['Not yet', 'grey'] as const)
      : (['Done', 'green'] as const);
  const delivery = isPacked(present)
    ? ([
        present.state === 'released' ? 'Done' : 'To do',
        present.state === 'released' ? 'green' : 'yellow',
      ] as const)
    : (['Not yet', 'grey'] as const);
  return [
    { title: 'The review', items: review },
    {
      title: 'The second pair of eyes, and the delivery',
      items: [
        task('approval', 'Approve it', 'By another person than who finished the review', [...approval]),
        task('delivery', 'Deliver it', 'In the account, by a code, or by hand; never by mail', [...delivery]),
      ],
    },
  ];
}
