import type { HomeCard } from '../accounts/index.ts';
import { paths } from '../paths.ts';
import { formatBytes, formatCount, formatDateTime, formatDay } from '../web/formatters.ts';
import { pagination, type PageAsked } from '../web/pagination.ts';
import type { Page } from '../web/render.ts';
import { GIVEN_UP } from './finding.ts';
import type { ChangesView } from './presenters-changes.ts';
import { findingsList, quickestWay, taskList, type FindingsView } from './presenters-report.ts';
import { canComeBack, isChecked, type OriginalKept, type Upload, type UploadState } from './upload.ts';
import type { UploadKind } from './upload-kind.ts';

const stateWords: Record<UploadState, { text: string; colour?: string }> = {
  processing: { text: 'Being checked' },
  rejected: { text: 'Rejected', colour: 'red' },
  'needs-decisions': { text: 'Needs decisions', colour: 'yellow' },
  live: { text: 'Live', colour: 'green' },
  superseded: { text: 'Superseded', colour: 'grey' },
  withdrawn: { text: 'Withdrawn', colour: 'grey' },
  checked: { text: 'Checked only', colour: 'grey' },
  're-extracted': { text: 'Read again', colour: 'grey' },
};

export function listPage(uploads: Upload[], total: number, asked: PageAsked, isCompared: boolean): Page {
  return {
    view: 'uploads/index',
    frame: { title: 'Uploads', section: 'uploads' },
    page: {
      newHref: paths.newUpload,
      compareHref: isCompared ? paths.compareUploads : null,
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

/** The form as it is sent back. */
export interface NewUploadForm {
  isCheckOnly: boolean;
  keepsAllTables: boolean;
  error: string;
}

export function newPage(
  kinds: readonly UploadKind[],
  authority: { name: string; code: string },
  form?: NewUploadForm,
): Page {
  return {
    view: 'uploads/new',
    frame: {
      title: 'Upload a file',
      section: 'uploads',
      backLink: paths.uploads,
      errors: form ? [{ field: 'file', message: form.error }] : [],
    },
    page: {
      title: 'Upload a file',
      action: paths.newUpload,
      authority: authority.name,
      kinds: kinds.map((kind) => ({ title: kind.title, example: kind.fileExample(authority.code) })),
      requirementsHref: paths.dataRequirements,
      error: form?.error,
      options: [
        {
          value: 'check-only',
          text: 'Check only',
          hint: 'You get the whole report. Nothing but the report is kept, and no report of services changes.',
          checked: form?.isCheckOnly,
        },
        {
          value: 'keep-all-tables',
          text: 'Keep every table of the ZIP',
          hint: 'Tables that SP-Bench does not use and that look like data about people are left out otherwise. Choose this only if Oxford Computer Consultants has asked you for them.',
          checked: form?.keepsAllTables,
        },
      ],
    },
  };
}

export interface UploadView extends FindingsView {
  /** The authority's live upload, which a rejected or waiting one leaves as it is. */
  live: Upload | undefined;
  /** An earlier upload of the very same bytes. */
  sameFile: Upload | undefined;
  /** What it changes; null where that is not asked. */
  changes: ChangesView | null;
  /** Nothing was chosen in the form just sent. */
  nothingChosen?: boolean;
}

export function uploadPage(view: UploadView): Page {
  const { upload, nothingChosen } = view;
  const message = 'Choose include or exclude for at least one value, or use a button for all of them.';
  return {
    view: 'uploads/show',
    frame: {
      title: headingOf(view),
      section: 'uploads',
      backLink: paths.uploads,
      mainAttributes: { 'data-state': upload.state },
      errors: nothingChosen ? [{ field: 'findings', message }] : [],
    },
    page: {
      title: headingOf(view),
      state: upload.state,
      lead: leadOf(view),
      progress: upload.progress,
      reloadHref: paths.upload(upload.id),
      facts: factsOf(view),
      actions: actionsOf(upload),
      tables: upload.tables.map(tableRow),
      findingsHref: view.groups.length > 0 ? paths.findingsCsv(upload.id) : null,
      annotatedHref: annotatedHref(view),
      taskList: taskList(view),
      quickestWay: quickestWay(view),
      changes: view.changes,
      list: findingsList(view),
      newHref: paths.newUpload,
      noun: view.kind.noun,
      reportsHref: paths.reports,
    },
  };
}

function headingOf({ upload: { state }, kind: { noun } }: UploadView): string {
  const headings: Record<UploadState, string> = {
    processing: `Checking your ${noun}`,
    checked: `Your ${noun} was checked`,
    rejected: `Your ${noun} was rejected`,
    'needs-decisions': 'Some values need your decision',
    live: `Your ${noun} is live`,
    superseded: `A later ${noun} has taken this one’s place`,
    withdrawn: `This ${noun} was withdrawn`,
    're-extracted': `This ${noun} was read again`,
  };
  return headings[state];
}

function leadOf(view: UploadView): string {
  const { upload, live, decisions, groups, kind } = view;
  const meanwhile = live
    ? `Your ${kind.noun} of ${formatDay(live.dataDate)} stays on the reports until then.`
    : `Your authority has no ${kind.noun} on the reports until then.`;
  switch (upload.state) {
    case 'processing':
      return `Every row is being checked. You can leave this page: the work goes on. ${meanwhile}`;
    case 'checked':
      return `${verdictOf(upload)} This was a check only: nothing but this report is kept, and the reports are as they were.`;
    case 'rejected':
      if (groups[0]?.code === GIVEN_UP) return `Nothing of this file is on any report. ${meanwhile}`;
      return `There ${upload.errorCount === 1 ? 'is 1 error' : `are ${formatCount(upload.errorCount, 'error')}`} to put right. Correct ${upload.errorCount === 1 ? 'it' : 'them'} in your own system, export the ${kind.noun} again and upload it. Nothing of this file is on any report. ${meanwhile}`;
    case 'needs-decisions':
      return `${formatCount(upload.irregularCount, 'value')} ${upload.irregularCount === 1 ? 'is' : 'are'} valid but unusual. Say for each whether reports may use it; ${decisions.undecided.toLocaleString('en-GB')} to go. ${meanwhile}`;
    case 'live':
      return `What your ${kind.noun} of ${formatDay(upload.dataDate)} says is on the reports.`;
    case 'superseded':
      return 'It is kept for trends. Its values can no longer be changed.';
    case 'withdrawn':
    case 're-extracted':
      return 'What it says is on no report.';
  }
}

/** What would become of a file that was only checked. */
function verdictOf({ errorCount, irregularCount }: Upload): string {
  if (errorCount > 0) return `It would be rejected: ${formatCount(errorCount, 'error')} to put right first.`;
  if (irregularCount > 0)
    return `It would be accepted once you had decided about ${formatCount(irregularCount, 'irregular value')}.`;
  return 'It would be accepted: nothing is wrong with it.';
}

function factsOf({ upload, sameFile }: UploadView): { key: string; value: string }[] {
  return [
    { key: 'File', value: `${upload.fileName} (${formatBytes(upload.fileSize)})` },
    ...(sameFile ? [{ key: 'Same file as', value: sameFileWords(sameFile) }] : []),
    { key: 'Data of', value: formatDay(upload.dataDate) },
    { key: 'Sent by', value: `${upload.uploadedBy}, ${formatDateTime(upload.receivedAt)}` },
    ...(upload.liveFrom ? [{ key: 'Live since', value: formatDateTime(upload.liveFrom) }] : []),
    ...(upload.reExtracts ? [{ key: 'Read again', value: readAgainWords(upload.reExtracts) }] : []),
    { key: 'Kept of the file', value: keptOf(upload) },
    { key: 'Upload number', value: String(upload.id) },
  ];
}

function sameFileWords({ id, state, receivedAt }: Upload): string {
  return `Upload ${id} of ${formatDateTime(receivedAt)}, byte for byte (${stateWords[state].text.toLowerCase()})`;
}

function readAgainWords(source: number): string {
  return `By Oxford Computer Consultants, from the file of upload ${source}, whose place it has taken`;
}

function keptOf({ original, reExtractedAs }: Upload): string {
  if (reExtractedAs && original === 'none')
    return `It is kept with upload ${reExtractedAs}, which was read from it again`;
  return keptWords[original];
}

const keptWords: Record<OriginalKept, string> = {
  whole: 'All of it, encrypted',
  part: 'All but the tables that look like data about people, encrypted',
  none: 'Nothing',
};

/** Where there is something to stand beside the rows, and a file to give back. */
function annotatedHref({ upload, groups }: UploadView): string | null {
  const isThere = isChecked(upload) && upload.original !== 'none' && groups.length > 0;
  return isThere ? paths.annotatedZip(upload.id) : null;
}

/** What can be done with a version, other than looking at it. */
function actionsOf(upload: Upload): { href: string; text: string }[] {
  return [
    ...(upload.state === 'live' ? [{ href: paths.withdrawal(upload.id), text: 'Withdraw it' }] : []),
    ...(canComeBack(upload)
      ? [{ href: paths.reinstatement(upload.id), text: 'Put it back on the reports' }]
      : []),
    ...(upload.original !== 'none' && upload.state !== 'processing'
      ? [{ href: paths.original(upload.id), text: 'Download the file that is kept' }]
      : []),
  ];
}

function tableRow({ name, rows, taken, encoding }: Upload['tables'][number]): {
  name: string;
  use: string;
  encoding: string;
} {
  return {
    name,
    use: usedOf(rows, taken),
    encoding: encoding ?? '',
  };
}

function usedOf(rows: number | null, taken?: number): string {
  if (rows === null) return 'Kept, not used';
  if (taken === undefined) return `${formatCount(rows, 'row')} read`;
  return `${taken.toLocaleString('en-GB')} of ${formatCount(rows, 'record')} taken`;
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
