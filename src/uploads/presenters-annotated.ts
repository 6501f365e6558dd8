import { columnLetters, resultColumns } from '../tables/index.ts';
import { formatCount, formatDateTime, formatDay } from '../web/formatters.ts';
import type { RowVerdict } from './annotated-table.ts';
import { adviceOn } from './presenters-report.ts';
import type { KeptFinding } from './store-findings.ts';
import type { Upload } from './upload.ts';
import type { UploadKind } from './upload-kind.ts';

/** What the download is called: the file's own name says more than a number would. */
export function annotatedName({ fileName }: Pick<Upload, 'fileName'>): string {
  return `${fileName.replace(/\.[^.]*$/, '')}-annotated.zip`;
}

/** What the two columns say of a row with these findings. */
export function verdictOn(kind: UploadKind, findings: readonly KeptFinding[]): RowVerdict {
  if (findings.length === 0) return { result: 'passed', messages: '' };
  return {
    result: resultOf(findings),
    messages: findings.map((finding) => messageOn(kind, finding)).join(' | '),
  };
}

function resultOf(findings: readonly KeptFinding[]): string {
  const count = (word: string): number => findings.filter((finding) => standing(finding) === word).length;
  const [errors, notes] = [count('error'), count('note')];
  return [
    ...(errors > 0 ? [formatCount(errors, 'error')] : []),
    ...['to confirm', 'included', 'excluded'].flatMap((word) =>
      count(word) > 0 ? [`${count(word)} ${word}`] : [],
    ),
    ...(notes > 0 ? [formatCount(notes, 'note')] : []),
  ].join(', ');
}

function standing({ severity, decision }: KeptFinding): string {
  if (severity === 'error') return 'error';
  if (severity === 'notice') return 'note';
  return decision === null ? 'to confirm' : `${decision}d`;
}

function messageOn(kind: UploadKind, finding: KeptFinding): string {
  const { message, howToFix } = adviceOn(kind, finding);
  const place = [columnLetters(finding.columnPosition), finding.field].filter(Boolean).join(' ');
  const decided = finding.decision ? ` You have ${finding.decision}d it.` : '';
  return `${place && `${place}: `}${asSentence(message)} ${howToFix}${decided}`;
}

function asSentence(message: string): string {
  return /[.?!]$/.test(message) ? message : `${message}.`;
}

/** A finding that stands beside no row, in one line. */
export function asideOn(kind: UploadKind, finding: KeptFinding): string {
  const row = finding.row > 0 ? `, row ${finding.row}` : '';
  return `${finding.file}${row}: ${messageOn(kind, finding)}`;
}

export interface ReadMeView {
  upload: Upload;
  /** When the download was made. */
  at: Date;
  /** One line a finding that stands beside no row. */
  asides: readonly string[];
  /** Files with more such findings than are listed. */
  cut: readonly string[];
  /** Tables that are given back as they were sent, for their rows could not all be read. */
  asSent: readonly string[];
  notUsed: readonly string[];
  /** What cannot be unpacked, and so is not given back. */
  damaged: readonly string[];
}

/** READ-ME.txt: plain lines, CRLF; the mark tells an old editor that it is UTF-8. */
export function readMe(view: ReadMeView): string {
  const { upload, at, asides, cut, asSent, notUsed, damaged } = view;
  const [result, messages] = resultColumns;
  const paragraphs = [
    ...['SP-Bench: your file with the findings beside each row', ''],
    `Upload ${upload.id} of ${upload.authority.name} (${upload.authority.code}): ${upload.fileName}, data of ${formatDay(upload.dataDate)}.`,
    `This copy was made on ${formatDateTime(at)}; decisions are as they stood then.`,
    '',
    'The two columns at the right of each table',
    `- ${result}: "passed", or how many errors the row has, how many values to confirm (or already included or excluded), and how many notes.`,
    `- ${messages}: for each of them its column and field, what is wrong and how to put it right, parted by |.`,
    'Your own cells are as you sent them, and rows have the same numbers as in your file.',
    '',
    'How to send your corrections',
    'It is best to correct your own system and to export the file again. You can also correct these tables:',
    ...correcting(upload),
    ...section('Findings that stand beside no row', asides),
    ...cut.map(
      (name) =>
        `- ${name} has more of them; "Download all findings (CSV)" on the page of the upload has every one.`,
    ),
    ...section(
      'Tables as you sent them, without the two columns: not all of their rows could be read',
      named(asSent),
    ),
    ...section('Files that SP-Bench does not use; they are here as you sent them', named(notUsed)),
    ...section('Files that are not here, for they are damaged and cannot be unpacked', named(damaged)),
  ];
  return `\ufeff${paragraphs.map((line) => `${line}\r\n`).join('')}`;
}

function correcting({ fileName }: Upload): string[] {
  const isZip = /\.zip$/i.test(fileName);
  return [
    '- You need not remove the two columns: SP-Bench ignores them when the file comes back. To take a row out, delete the whole row.',
    '- A spreadsheet may drop zeros at the beginning of an id and write dates in another way: look at them before you save, and save as CSV.',
    isZip
      ? `- Put all the tables into a ZIP, give it its proper name, ${fileName}, and upload it.`
      : `- Copy your corrections into your own file and upload it under its proper name, ${fileName}.`,
  ];
}

function named(names: readonly string[]): string[] {
  return names.map((name) => `- ${name}`);
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? ['', title, ...lines] : [];
}
