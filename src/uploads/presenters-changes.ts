import { paths } from '../paths.ts';
import { formatDay } from '../web/formatters.ts';
import type { Page } from '../web/render.ts';
import type { ChangedList, ChangedTotal, Changes, Comparison } from './changes.ts';
import type { StoredVersion } from './store-changes.ts';

/** What views/uploads/changes.ejs shows. */
export interface ChangesView {
  /** Stands alone at the top of the page, above all else. */
  warning: string | null;
  /** Why nothing is compared; then there is no more to show. */
  nothing?: string;
  section?: {
    title: string;
    /** Opened by whoever wants to read it. */
    isCollapsed: boolean;
    comparedWith: { href: string; text: string } | null;
    /** Headings of the two figures. */
    columns: readonly [string, string];
    totals: { label: string; before: string; after: string; difference: string }[];
    lists: {
      title: string;
      summary: string;
      detailTitle: string;
      rows: ChangedList['rows'];
      more: string | null;
    }[];
    notes: string[];
  };
}

export function firstView(noun: string): ChangesView {
  return { warning: null, nothing: `This is your first ${noun}: there is none to compare it with.` };
}

/** There were others, but none of them is live. */
export function noneLiveView(noun: string): ChangesView {
  return {
    warning: null,
    nothing: `No ${noun} of yours is live now: there is none to compare this one with.`,
  };
}

export function changesView(
  changes: Changes,
  occasion: Comparison['occasion'],
  before: StoredVersion | null,
): ChangesView {
  return {
    warning: changes.warning,
    section: {
      ...frames[occasion],
      comparedWith: before && { href: paths.upload(before.id), text: nameOf(before) },
      totals: changes.totals.map(totalRow),
      lists: changes.lists.map(listView),
      notes: changes.notes,
    },
  };
}

const frames = {
  waiting: { title: 'What will change', isCollapsed: false, columns: ['Live now', 'This upload'] },
  live: { title: 'What changed', isCollapsed: true, columns: ['Before', 'This upload'] },
  chosen: { title: 'What differs', isCollapsed: false, columns: ['First', 'Second'] },
} as const;

function totalRow({ label, before, after, unit }: ChangedTotal) {
  const [then, now] = [Math.round(before), Math.round(after)];
  const write = (value: number): string => (unit === 'pounds' ? '£' : '') + value.toLocaleString('en-GB');
  const sign = now > then ? '+' : now < then ? '−' : '';
  return {
    label,
    before: write(then),
    after: write(now),
    difference: sign + write(Math.abs(now - then)),
  };
}

function listView({ title, detailTitle, count, rows }: ChangedList) {
  const all = count.toLocaleString('en-GB');
  const more = count > rows.length ? `The first ${rows.length} of ${all}, in the order of their ids.` : null;
  return { title, summary: `${title}: ${all}`, detailTitle, rows, more };
}

/** An upload as one would choose it: by its day and its file. */
function nameOf({ dataDate, fileName, id }: StoredVersion): string {
  return `${formatDay(dataDate)}, ${fileName} (upload ${id})`;
}

const frame = { title: 'Compare two extracts', section: 'uploads', backLink: paths.uploads } as const;

export function comparePage(changes: Changes, first: StoredVersion, second: StoredVersion): Page {
  const fact = (key: string, version: StoredVersion) => {
    const link = { href: paths.upload(version.id), linkText: 'See the upload' };
    return { key, value: nameOf(version), ...link };
  };
  return {
    view: 'uploads/compare',
    frame,
    page: {
      title: frame.title,
      facts: [fact('First extract', first), fact('Second extract', second)],
      changes: changesView(changes, 'chosen', null),
      chooseHref: paths.compareUploads,
      form: null,
    },
  };
}

/** The form to choose two versions by; what was chosen before stays chosen, else the two newest are. */
export function chooseTwoPage(
  versions: readonly StoredVersion[],
  chosen: { from: unknown; to: unknown },
): Page {
  const isSame = Boolean(chosen.from) && chosen.from === chosen.to;
  const error = isSame ? 'Choose two different extracts.' : undefined;
  const items = (asked: unknown, otherwise: StoredVersion | undefined) => {
    const isKnown = versions.some(({ id }) => String(id) === asked);
    return versions.map((version) => ({
      value: String(version.id),
      text: nameOf(version),
      selected: isKnown ? String(version.id) === asked : version.id === otherwise?.id,
    }));
  };
  return {
    view: 'uploads/compare',
    frame: { ...frame, errors: error ? [{ field: 'to', message: error }] : [] },
    page: {
      title: frame.title,
      form: {
        action: paths.compareUploads,
        isPossible: versions.length > 1,
        from: items(chosen.from, versions[1]),
        to: items(chosen.to, versions[0]),
        error,
      },
      changes: null,
    },
  };
}
