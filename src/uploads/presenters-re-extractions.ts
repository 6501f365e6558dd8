import { paths } from '../paths.ts';
import { formatCount, formatDateTime, formatDay } from '../web/formatters.ts';
import { pagination, type PageAsked } from '../web/pagination.ts';
import type { Page } from '../web/render.ts';
import { differencesInWords } from './presenters-differences.ts';
import {
  openStates,
  totalOf,
  type ItemCounts,
  type ItemState,
  type Run,
  type RunState,
} from './re-extraction.ts';
import type { ListedItem } from './store-re-extractions.ts';
import { kindNamed, type UploadKind } from './upload-kind.ts';

interface Tag {
  text: string;
  colour?: string;
}

const runWords: Record<RunState, Tag> = {
  running: { text: 'Reading' },
  ready: { text: 'Ready', colour: 'yellow' },
  applied: { text: 'Done', colour: 'green' },
  cancelled: { text: 'Cancelled', colour: 'grey' },
};

const itemWords: Record<ItemState, Tag> = {
  pending: { text: 'Not read yet', colour: 'grey' },
  same: { text: 'Same', colour: 'grey' },
  differs: { text: 'Differs', colour: 'yellow' },
  rejected: { text: 'Rejected', colour: 'red' },
  skipped: { text: 'Left out', colour: 'grey' },
  failed: { text: 'Failed', colour: 'red' },
  applied: { text: 'Applied', colour: 'green' },
};

const NAME = 'Read stored files again';

export interface RunsView {
  runs: readonly Run[];
  authorities: readonly { code: string; name: string }[];
  total: number;
  asked: PageAsked;
}

export function runsPage({ runs, authorities, total, asked }: RunsView): Page {
  return {
    view: 'occ/re-extractions',
    frame: { title: NAME, section: 'back-office', backLink: paths.backOffice },
    page: {
      title: NAME,
      action: paths.reExtractions,
      scopes: [
        { value: '', text: 'All authorities', selected: true },
        ...authorities.map(({ code, name }) => ({ value: code, text: name })),
      ],
      rows: runs.map((run) => ({
        href: paths.reExtraction(run.id),
        name: `Run ${run.id}`,
        scope: scopeOf(run),
        started: formatDateTime(run.createdAt),
        startedBy: run.requestedBy ?? 'At the console',
        state: runWords[run.state],
      })),
      pagination: pagination(asked, total, 'Runs', (page) => `${paths.reExtractions}?page=${page}`),
    },
  };
}

export interface RunView {
  run: Run;
  counts: ItemCounts;
  items: readonly ListedItem[];
  asked: PageAsked;
  kinds: readonly UploadKind[];
}

export function runPage({ run, counts, items, asked, kinds }: RunView): Page {
  const total = totalOf(counts);
  const title = `Run ${run.id}: ${scopeOf(run)}`;
  const href = paths.reExtraction(run.id);
  return {
    view: 'occ/re-extraction',
    frame: {
      title,
      section: 'back-office',
      backLink: paths.reExtractions,
      mainAttributes: { 'data-state': run.state },
    },
    page: {
      title,
      state: run.state,
      lead: leadOf(run, counts),
      progress: total === 0 ? 100 : (100 * (total - (counts.pending ?? 0))) / total,
      reloadHref: href,
      facts: factsOf(run, counts),
      applyAction: run.state === 'ready' ? paths.reExtractionApplication(run.id) : null,
      cancelAction: openStates.includes(run.state) ? paths.reExtractionCancellation(run.id) : null,
      includeNew: {
        value: 'include-new',
        text: 'Include values that are newly irregular',
        hint: 'Without this, an upload with such a value stays as it is.',
      },
      rows: items.map((item) => itemRow(item, kinds)),
      pagination: pagination(asked, total, 'Uploads of this run', (page) => `${href}?page=${page}`),
    },
  };
}

function scopeOf({ authority }: Run): string {
  return authority?.name ?? 'All authorities';
}

function leadOf({ state }: Run, counts: ItemCounts): string {
  const differs = counts.differs ?? 0;
  switch (state) {
    case 'running':
      return 'The stored files are being read by the rules of today. No report changes. You can leave this page: the work goes on.';
    case 'ready':
      return counts.applied
        ? `${formatCount(counts.applied, 'upload')} applied; ${differs.toLocaleString('en-GB')} to go, whose reports are as they were. Read why, then apply again or cancel the run.`
        : `${formatCount(differs, 'upload')} would say something else on the reports. Nothing has changed yet: read what differs, then apply it or cancel the run.`;
    case 'applied':
      return counts.applied
        ? `${formatCount(counts.applied, 'upload')} now ${counts.applied === 1 ? 'says' : 'say'} on the reports what was read from ${counts.applied === 1 ? 'its file' : 'their files'} in this run.`
        : 'There was nothing to apply: no stored file that can be used says anything else by the rules of today.';
    case 'cancelled':
      return 'Nothing of this run was kept, but for what had been applied before.';
  }
}

function factsOf(run: Run, counts: ItemCounts): { key: string; value: string }[] {
  const parts = (Object.keys(itemWords) as ItemState[]).flatMap((state) => {
    const count = counts[state];
    return count ? [`${itemWords[state].text.toLowerCase()} ${count.toLocaleString('en-GB')}`] : [];
  });
  const total = formatCount(totalOf(counts), 'upload');
  return [
    { key: 'Started', value: `${run.requestedBy ?? 'At the console'}, ${formatDateTime(run.createdAt)}` },
    ...(run.finishedAt ? [{ key: 'Finished', value: formatDateTime(run.finishedAt) }] : []),
    { key: 'Uploads', value: parts.length > 0 ? `${total}: ${parts.join(', ')}` : 'None with a stored file' },
  ];
}

function itemRow(item: ListedItem, kinds: readonly UploadKind[]) {
  const kind = kindNamed(kinds, item.kind);
  return {
    name: `Upload ${item.sourceId}`,
    fileName: item.fileName,
    authority: item.authority,
    day: formatDay(item.dataDate),
    result: itemWords[item.state],
    reason: item.reason && `${item.reason.slice(0, 1).toUpperCase()}${item.reason.slice(1)}`,
    differences: item.differences ? differencesInWords(item.differences, kind) : [],
  };
}
