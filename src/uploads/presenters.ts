import type { HomeCard } from '../accounts/index.ts';
import { paths } from '../paths.ts';
import { formatBytes, formatCount, formatDateTime, formatDay } from '../web/formatters.ts';
import { pagination, type PageAsked } from '../web/pagination.ts';
import type { Page } from '../web/render.ts';
import { GIVEN_UP } from './finding.ts';
import { findingsList, quickestWay, taskList, type FindingsView } from './presenters-report.ts';
import type { Upload, UploadState } from './upload.ts';
import type { UploadKind } from './upload-kind.ts';

const stateWords: Record<UploadState, { text: string; colour?: string }> = {
  processing: { text: 'Being checked' },
  rejected: { text: 'Rejected', colour: 'red' },
  'needs-decisions': { text: 'Needs decisions', colour: 'yellow' },
  live: { text: 'Live', colour: 'green' },
  superseded: { text: 'Superseded', colour: 'grey' },
  withdrawn: { text: 'Withdrawn', colour: 'grey' },
};

export function listPage(uploads: Upload[], total: number, asked: PageAsked): Page {
  return {
    view: 'uploads/index',
    frame: { title: 'Uploads', section: 'uploads' },
    page: {
      newHref: paths.newUpload,
      rows: uploads.map((upload) => ({
        href: paths.upload(upload.id),
        fileName: upload.fileName,
        dataDate: formatDay(upload.dataDate),
        receivedAt: formatDateTime(upload.receivedAt),
        uploadedBy: upload.uploadedBy,
        state: stateWords[upload.state],
      })),
      pagination: pagination(asked, total, 'Uploads', (page) => `${paths.uploads}?page=${page}`),
    },
  };
}

export function newPage(kind: UploadKind, authority: { name: string; code: string }, error?: string): Page {
  return {
    view: 'uploads/new',
    frame: {
      title: `Upload an ${kind.title}`,
      section: 'uploads',
      backLink: paths.uploads,
      errors: error ? [{ field: 'file', message: error }] : [],
    },
    page: { title: `Upload an ${kind.title}`, action: paths.newUpload, authority, error },
  };
}

export interface UploadView extends FindingsView {
  /** The authority's live upload, which a rejected or waiting one leaves as it is. */
  live: Upload | undefined;
  /** Nothing was chosen in the form just sent. */
  nothingChosen?: boolean;
}

export function uploadPage(view: UploadView): Page {
  const { upload, nothingChosen } = view;
  const message = 'Choose include or exclude for at least one value, or use a button for all of them.';
  return {
    view: 'uploads/show',
    frame: {
      title: headings[upload.state],
      section: 'uploads',
      backLink: paths.uploads,
      mainAttributes: { 'data-state': upload.state },
      errors: nothingChosen ? [{ field: 'findings', message }] : [],
    },
    page: {
      title: headings[upload.state],
      state: upload.state,
      lead: leadOf(view),
      progress: upload.progress,
      reloadHref: paths.upload(upload.id),
      facts: factsOf(upload),
      tables: upload.tables.map(tableRow),
      findingsHref: view.groups.length > 0 ? paths.findingsCsv(upload.id) : null,
      taskList: taskList(view),
      quickestWay: quickestWay(view),
      list: findingsList(view),
      newHref: paths.newUpload,
      reportsHref: paths.reports,
    },
  };
}

const headings: Record<UploadState, string> = {
  processing: 'Checking your extract',
  rejected: 'Your extract was rejected',
  'needs-decisions': 'Some values need your decision',
  live: 'Your extract is live',
  superseded: 'A later extract has taken this one’s place',
  withdrawn: 'This extract was withdrawn',
};

function leadOf({ upload, live, decisions, groups }: UploadView): string {
  const meanwhile = live
    ? `Your extract of ${formatDay(live.dataDate)} stays on the reports until then.`
    : 'Your authority has no extract on the reports until then.';
  switch (upload.state) {
    case 'processing':
      return `Every row is being checked. You can leave this page: the work goes on. ${meanwhile}`;
    case 'rejected':
      if (groups[0]?.code === GIVEN_UP) return `Nothing of this file is on any report. ${meanwhile}`;
      return `There ${upload.errorCount === 1 ? 'is 1 error' : `are ${formatCount(upload.errorCount, 'error')}`} to put right. Correct ${upload.errorCount === 1 ? 'it' : 'them'} in your own system, export the extract again and upload it. Nothing of this file is on any report. ${meanwhile}`;
    case 'needs-decisions':
      return `${formatCount(upload.irregularCount, 'value')} ${upload.irregularCount === 1 ? 'is' : 'are'} valid but unusual. Say for each whether reports may use it; ${decisions.undecided.toLocaleString('en-GB')} to go. ${meanwhile}`;
    case 'live':
      return `The services of your extract of ${formatDay(upload.dataDate)} are on the reports.`;
    case 'superseded':
      return 'It is kept for trends. Its values can no longer be changed.';
    case 'withdrawn':
      return 'Its services are on no report.';
  }
}

function factsOf(upload: Upload): { key: string; value: string }[] {
  return [
    { key: 'File', value: `${upload.fileName} (${formatBytes(upload.fileSize)})` },
    { key: 'Data of', value: formatDay(upload.dataDate) },
    { key: 'Sent by', value: `${upload.uploadedBy}, ${formatDateTime(upload.receivedAt)}` },
    ...(upload.liveFrom ? [{ key: 'Live since', value: formatDateTime(upload.liveFrom) }] : []),
    { key: 'Upload number', value: String(upload.id) },
  ];
}

function tableRow({ name, rows, encoding }: Upload['tables'][number]): {
  name: string;
  use: string;
  encoding: string;
} {
  return {
    name,
    use: rows === null ? 'Kept, not used' : formatCount(rows, 'row') + ' read',
    encoding: encoding ?? '',
  };
}

/** For the start page: what is live, and what waits for somebody. */
export function homeCardsOf(live: Upload | undefined, latest: Upload | undefined): HomeCard[] {
  const cards: HomeCard[] = [];
  if (latest && latest.id !== live?.id && waiting.has(latest.state)) {
    const text = `${latest.fileName}: ${stateWords[latest.state].text.toLowerCase()}.`;
    cards.push({
      title: 'Your latest upload',
      text,
      href: paths.upload(latest.id),
      linkText: 'Continue with it',
    });
  }
  if (live) {
    const text = `Data of ${formatDay(live.dataDate)}, sent by ${live.uploadedBy}.`;
    cards.push({ title: 'Your live extract', text, href: paths.upload(live.id), linkText: 'See the upload' });
  }
  return cards;
}

const waiting: ReadonlySet<UploadState> = new Set(['processing', 'rejected', 'needs-decisions']);
