import type { Content, Field } from '../table.ts';
import { plainName } from '../plain-name.ts';
import { dateReader } from './date.ts';
import { fault, type CellReader, type CellValue, type Fault } from './fault.ts';
import { decimalReader, wholeNumberReader } from './number.ts';

/** The reader of a field, made once a table. */
export function cellReader(field: Field, context: FileContext): CellReader {
  const read = readerOf(field.content, context);
  const empty = field.mandatory ? fault('empty') : null;
  return (text) => (text === '' ? empty : read(text));
}

/** What a file is judged against, whatever its kind. */
export interface FileContext {
  authority: KnownAuthorities;
  /** The day that the data is of, ISO 8601: nothing in it can be later. */
  dataDate: string;
}

export interface KnownAuthorities {
  /** The uploader's code. */
  own: string;
  ownName: string;
  /** The codes of all authorities by their names, as `plainName` writes them. */
  byName: ReadonlyMap<string, string>;
  all: ReadonlySet<string>;
}

function readerOf(content: Content, { authority, dataDate }: FileContext): CellReader {
  switch (content.kind) {
    case 'authority-code':
      return (text) => (text === authority.own ? text : readAuthorityCode(text.toUpperCase(), authority));
    case 'authority-name':
      return (text) => readAuthorityName(text, authority);
    case 'service-id':
      return serviceIdReader(content.longest);
    case 'service-name':
    case 'text':
      return (text) => (hasControlCharacter(text) ? fault('text.control-character') : text);
    case 'list':
      return listReader(content.labels);
    case 'whole-number':
      return wholeNumberReader(content.least, content.most);
    case 'decimal':
      return decimalReader(content.most, content.places);
    case 'date':
      return dateReader(content.firstYear, dataDate);
    case 'digits':
      return digitsReader(content.length);
  }
}

function readAuthorityCode(code: string, authority: KnownAuthorities): CellValue | Fault {
  if (code === authority.own) return code;
  return authority.all.has(code)
    ? fault('authority.other', { own: authority.own, other: code })
    : fault('authority.unknown', { own: authority.own });
}

/** An authority's name stands for its code. */
function readAuthorityName(text: string, authority: KnownAuthorities): CellValue | Fault {
  const code = authority.byName.get(plainName(text));
  if (code === authority.own) return code;
  return code
    ? fault('authority.other', { own: authority.ownName, other: text })
    : fault('authority.unknown-name', { own: authority.ownName });
}

/** A spreadsheet that took the digits for a number may have put a point and zeros, or spaces, behind them. */
function digitsReader(length: number): CellReader {
  return (text) => {
    const digits = text.replace(/\.0+$/, '');
    return digits.length === length && /^\d+$/.test(digits) ? digits : fault('digits', { length });
  };
}

const FORBIDDEN_IN_ID = /[,%_[\]^]/;
/** Whatever may be wrong in an id, and more: most ids have none of it. */
const SUSPECT_IN_ID = /[^0-9A-Za-z ./-]/;

function serviceIdReader(longest: number): CellReader {
  return (text) => {
    if (text.length <= longest && !SUSPECT_IN_ID.test(text)) return text;
    const forbidden = FORBIDDEN_IN_ID.exec(text);
    if (forbidden) return fault('id.character', { character: forbidden[0] });
    if (text.length > longest) return fault('id.long', { length: text.length, longest });
    return /[^\S ]/.test(text) || hasControlCharacter(text) ? fault('text.control-character') : text;
  };
}

/** A control character, or what stands for a byte that is no character; a name may hold a line break or a tab. */
function hasControlCharacter(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffd]/.test(text);
}

function listReader(labels: readonly string[]): CellReader {
  const exact = exactPositions(labels);
  const tolerant = new Map(labels.map((label, index) => [plain(label), index + 1]));
  const alike = labelsByStart(labels);
  return (text) => {
    const position = exact(text) ?? tolerant.get(plain(text));
    return position ?? fault('list.unknown', { suggestion: alike.get(startOf(text)) ?? '' });
  };
}

/** Compares with the few labels that are as long as the text: less work than the hash of a text that is met once. */
function exactPositions(labels: readonly string[]): (text: string) => number | undefined {
  const byLength: { label: string; position: number }[][] = [];
  labels.forEach((label, index) => (byLength[label.length] ??= []).push({ label, position: index + 1 }));
  return (text) => {
    for (const { label, position } of byLength[text.length] ?? []) if (label === text) return position;
    return undefined;
  };
}

/** Case, repeated spaces and the curly apostrophe of a word processor make no other label. */
function plain(label: string): string {
  return label.toLowerCase().replace(/\s+/g, ' ').replaceAll('’', "'");
}

/** For "Did you mean ...?": the label of a start, where no other starts alike. */
function labelsByStart(labels: readonly string[]): ReadonlyMap<string, string> {
  const byStart = new Map<string, string>();
  for (const label of labels) byStart.set(startOf(label), byStart.has(startOf(label)) ? '' : label);
  return byStart;
}

function startOf(label: string): string {
  return plain(label).slice(0, 5);
}
