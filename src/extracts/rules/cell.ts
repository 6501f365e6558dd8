import { labelsOf, type Content, type Field } from '../specification/table.ts';

/** Why a cell cannot be read: a code with the parameters of its sentence. */
export interface Fault {
  code: string;
  params: Readonly<Record<string, string | number>>;
}

/** What a cell says: a text, a number, a list's position counted from 1, or null for an empty optional cell. */
export type CellValue = string | number | null;

/** Reads one trimmed cell. A fault is an object, so that a caller tells the two apart by typeof. */
export type CellReader = (text: string) => CellValue | Fault;

/** The reader of a field, made once a table. Authority codes are those of the 152 authorities. */
export function cellReader(field: Field, authority: AuthorityCodes): CellReader {
  const read = readerOf(field.content, authority);
  const empty = field.mandatory ? fault('empty') : null;
  return (text) => (text === '' ? empty : read(text));
}

export interface AuthorityCodes {
  own: string;
  all: ReadonlySet<string>;
}

export function isFault(value: CellValue | Fault): value is Fault {
  return typeof value === 'object' && value !== null;
}

export function fault(code: string, params: Fault['params'] = {}): Fault {
  return { code, params };
}

function readerOf(content: Content, authority: AuthorityCodes): CellReader {
  switch (content.kind) {
    case 'authority-code':
      return (text) => (text === authority.own ? text : readAuthorityCode(text.toUpperCase(), authority));
    case 'service-id':
      return serviceIdReader(content.longest);
    case 'text':
      return (text) => (hasControlCharacter(text) ? fault('text.control-character') : text);
    case 'list':
      return listReader(labelsOf(content));
    case 'whole-number':
      return wholeNumberReader(content.least, content.most);
    case 'decimal':
      return decimalReader(content.most, content.places);
  }
}

function readAuthorityCode(code: string, authority: AuthorityCodes): CellValue | Fault {
  if (code === authority.own) return code;
  return authority.all.has(code)
    ? fault('authority.other', { own: authority.own, other: code })
    : fault('authority.unknown', { own: authority.own });
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
  return (text) => exact(text) ?? tolerant.get(plain(text)) ?? fault('list.unknown', nearest(text, labels));
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

/** A label that starts like the text, if there is just one: "Did you mean ...?" */
function nearest(text: string, labels: readonly string[]): Fault['params'] {
  const start = plain(text).slice(0, 5);
  const alike = labels.filter((label) => plain(label).startsWith(start));
  return { suggestion: alike.length === 1 ? (alike[0] ?? '') : '' };
}

function wholeNumberReader(least: number, most: number): CellReader {
  return (text) => {
    const plainly = plainNumber(text, 0);
    if (plainly >= least && plainly <= most) return plainly;
    if (!/^\d+(\.0+)?$/.test(text)) return /^\d+\.\d+$/.test(text) ? fault('number.whole') : notANumber(text);
    const value = Number(text);
    return value < least || value > most ? fault('number.range', { least, most }) : value;
  };
}

function decimalReader(most: number, places: number): CellReader {
  return (text) => {
    const plainly = plainNumber(text, places);
    if (plainly <= most) return plainly;
    if (!/^\d+(\.\d+)?$/.test(text)) return notANumber(text);
    return Number(text) > most ? fault('number.range', { least: 0, most }) : readLongDecimal(text, places);
  };
}

const MOST_DIGITS = 15;
const powersOfTen = Array.from({ length: MOST_DIGITS }, (_, power) => 10 ** power);
const [POINT, ZERO, NINE] = [0x2e, 0x30, 0x39];

/**
 * The number that digits with at most so many decimals say, as nearly all numbers are written; NaN for any other text.
 * Up to 15 digits and a power of ten are exact, so that their quotient is what Number(text) would be.
 */
function plainNumber(text: string, places: number): number {
  const { length } = text;
  if (length > MOST_DIGITS) return NaN;
  let digits = 0;
  let point = length;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) digits = digits * 10 + (code - ZERO);
    else if (code === POINT && point === length && at > 0) point = at;
    else return NaN;
  }
  if (point === length) return digits;
  const decimals = length - point - 1;
  return decimals > 0 && decimals <= places ? digits / (powersOfTen[decimals] ?? 1) : NaN;
}

/** Zeros beyond the allowed decimals, or before the number, change nothing; any other digit is one too many. */
function readLongDecimal(text: string, places: number): CellValue | Fault {
  const decimals = text.split('.')[1] ?? '';
  return /[1-9]/.test(decimals.slice(places)) ? fault('number.decimals', { places }) : Number(text);
}

const LONGEST_NUMBER = 40;
const CURRENCY = /^(?:£|GBP|\$|€)\s*/i;

/** What is met in a number's place, with what to write instead. */
const misspellings: readonly { code: string; form: RegExp; write: (text: string) => string }[] = [
  { code: 'number.thousands', form: /^\d{1,3}(,\d{3})+(\.\d+)?$/, write: (text) => text.replaceAll(',', '') },
  { code: 'number.comma', form: /^\d+,\d{1,2}$/, write: (text) => text.replace(',', '.') },
  { code: 'number.point', form: /^\.\d+$/, write: (text) => `0${text}` },
  { code: 'number.exponent', form: /^\+?\d+(\.\d+)?e[+-]?\d+$/i, write: inFull },
];

/** Names what stands in a number's place, with what to write where that can be told. */
function notANumber(text: string): Fault {
  if (text.length > LONGEST_NUMBER) return fault('number.not-a-number');
  if (/^-\s*\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) return fault('number.negative');
  const amount = text.replace(CURRENCY, '');
  const found = misspellings.find(({ form }) => form.test(amount));
  const write = found ? found.write(amount) : amount;
  if (amount !== text && (found || /^\d+(\.\d+)?$/.test(amount))) return fault('number.currency', { write });
  return found ? fault(found.code, { write }) : fault('number.not-a-number');
}

function inFull(text: string): string {
  const value = Number(text);
  return value < 1e15 && value >= 1e-6 ? String(value) : '';
}
