import type { HomeCard } from '../accounts/index.ts';
import { paths } from '../paths.ts';
import { formatBytes, formatCount, formatDateTime, formatDay } from '../web/formatters.ts';
import { pagination, type PageAsked } from '../web/pagination.ts';
import type { Page } from '../web/render.ts';
import { columnLetters, GIVEN_UP, type Finding } from './finding.ts';
import type { DecisionCounts, KeptFinding } from './store-findings.ts';
import type { Upload, UploadState } from './upload.ts';
import { takesDecisions } from './upload.ts';
import type { Advice, UploadKind } from './upload-kind.ts';

const stateWords: Record<UploadState, { text: string; colour?: string }> = {
  processing: { text: 'Being checked' },
  rejected: { text: 'Rejected', colour: 'red' },
  'needs-decisions': { text: 'Needs decisions', colour: 'yellow' },
  live: { text: 'Live', colour: 'green' },
  superseded: { text: 'Superseded', colour: 'grey' },
  withdrawn: { text: 'Withdrawn', colour: 'grey' },
};

/** What a finding says; a fault of ours has the same words whatever the kind of file. */
export function adviceOn(kind: UploadKind, finding: Pick<Finding, 'code' | 'params' | 'field'>): Advice {
  if (finding.code !== GIVEN_UP) return kind.advise(finding);
  return {
    message: 'SP-Bench could not check this file. This is a fault of ours and has been logged.',
    howToFix:
      'Upload the file again. If that does not help, tell Oxford Computer Consultants the number of this upload.',
  };
}

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

export interface UploadView {
  upload: Upload;
  kind: UploadKind;
  /** The authority's live upload, which a rejected or waiting one leaves as it is. */
  live: Upload | undefined;
  errors: KeptFinding[];
  irregular: KeptFinding[];
  decisions: DecisionCounts;
  asked: PageAsked;
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
      errors: nothingChosen ? [{ field: 'irregular-values', message }] : [],
    },
    page: {
      title: headings[upload.state],
      state: upload.state,
      lead: leadOf(view),
      progress: upload.progress,
      reloadHref: paths.upload(upload.id),
      facts: factsOf(upload),
      tables: upload.tables.map(tableRow),
      findingsHref: upload.errorCount + upload.irregularCount > 0 ? paths.findingsCsv(upload.id) : null,
      errors: errorTable(view),
      irregular: irregularTable(view),
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

function leadOf({ upload, live, decisions, errors }: UploadView): string {
  const meanwhile = live
    ? `Your extract of ${formatDay(live.dataDate)} stays on the reports until then.`
    : 'Your authority has no extract on the reports until then.';
  switch (upload.state) {
    case 'processing':
      return `Every row is being checked. You can leave this page: the work goes on. ${meanwhile}`;
    case 'rejected':
      if (errors[0]?.code === GIVEN_UP) return `Nothing of this file is on any report. ${meanwhile}`;
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

function errorTable({ upload, kind, errors, asked }: UploadView): object | null {
  if (errors.length === 0) return null;
  const href = (page: number): string => `${paths.upload(upload.id)}?page=${page}`;
  return {
    summary: `Errors ${range(asked, errors.length, upload.errorCount)}, in the order of the file.`,
    rows: errors.map((finding) => ({ ...findingRow(finding), ...adviceOn(kind, finding) })),
    pagination: pagination(asked, upload.errorCount, 'Errors', href),
  };
}

function irregularTable({ upload, kind, irregular, asked, decisions }: UploadView): object | null {
  if (irregular.length === 0) return null;
  const href = (page: number): string => `${paths.upload(upload.id)}?page=${page}`;
  return {
    summary: `Irregular values ${range(asked, irregular.length, upload.irregularCount)}. ${formatCount(decisions.include, 'value')} included, ${decisions.exclude.toLocaleString('en-GB')} excluded, ${decisions.undecided.toLocaleString('en-GB')} undecided.`,
    action: takesDecisions(upload.state) ? paths.decisions(upload.id) : null,
    page: asked.number,
    total: upload.irregularCount,
    rows: irregular.map((finding) => ({
      ...findingRow(finding),
      ...adviceOn(kind, finding),
      name: `decision[${finding.number}]`,
      id: `decision-${finding.number}`,
      decision: finding.decision,
      decisionWord:
        finding.decision === null ? 'Undecided' : finding.decision === 'include' ? 'Included' : 'Excluded',
    })),
    pagination: pagination(asked, upload.irregularCount, 'Irregular values', href),
  };
}

function findingRow(finding: KeptFinding) {
  return {
    file: finding.file,
    row: finding.row,
    column: columnLetters(finding.columnPosition),
    field: finding.field,
    value: finding.value,
    serviceId: finding.serviceId,
  };
}

function range(asked: PageAsked, shown: number, total: number): string {
  const first = asked.offset + 1;
  return `${first.toLocaleString('en-GB')} to ${(asked.offset + shown).toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')}`;
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
