import { XlsxError } from './xlsx-error.ts';

/** As the format has it: UTF-16 units of a cell's text. */
export const LONGEST_TEXT = 32_767;
/** The same while each unit may still be written `_xHHHH_`. */
export const LONGEST_ESCAPED = LONGEST_TEXT * 7;

/** Decimal digits that a spreadsheet keeps of a number; those beyond come from binary fractions. */
const DIGITS = 15;
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
/** What most numbers look like, which are written so already. */
const PLAIN = /^(?:0|-?[1-9]\d{0,9}|-?(?:0|[1-9]\d{0,9})\.\d{0,4}[1-9])$/;
const ESCAPE = /_x([0-9A-Fa-f]{4})_/g;
/** From this length on, a part of a string keeps all of that string in memory: here a chunk of the file for one cell. */
const SHORTEST_PART = 13;

const scratch = Buffer.allocUnsafeSlow(LONGEST_TEXT * 3);

/**
 * A number as an officer reads it: without an exponent below 1e21, and without what is only the binary fraction's.
 * Returns null for what is no number.
 */
export function plainNumber(text: string): string | null {
  if (text.length < SHORTEST_PART && PLAIN.test(text)) return text;
  const trimmed = text.trim();
  const exact = NUMBER.test(trimmed) ? Number(trimmed) : NaN;
  if (!Number.isFinite(exact)) return null;
  const number = Number.isInteger(exact) ? exact : Number(exact.toPrecision(DIGITS));
  const shown = String(number);
  return Math.abs(number) < 1 && shown.includes('e') ? withoutExponent(shown) : shown;
}

/** For numbers between -1 and 1, such as -1.5e-7. */
function withoutExponent(shown: string): string {
  const [mantissa = '', exponent = ''] = shown.split('e-');
  const digits = mantissa.replace(/[-.]/g, '');
  return `${mantissa.startsWith('-') ? '-' : ''}0.${'0'.repeat(Number(exponent) - 1)}${digits}`;
}

/**
 * A text as it was typed: `_xHHHH_` stands for what XML cannot hold, such as a carriage return. Half a UTF-16 pair
 * becomes U+FFFD. Throws XlsxError `damaged` if it is longer than a cell can hold.
 */
export function typedText(escaped: string): string {
  if (escaped.length > LONGEST_ESCAPED) throw new XlsxError('damaged');
  const text = escaped.includes('_x') ? unescaped(escaped) : escaped;
  if (text.length > LONGEST_TEXT) throw new XlsxError('damaged');
  return text;
}

function unescaped(text: string): string {
  return text
    .replace(ESCAPE, (_escape, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .toWellFormed();
}

/** The same text, apart from the string that it may be a part of. */
export function ownText(text: string): string {
  if (text.length < SHORTEST_PART) return text;
  return scratch.toString('utf8', 0, scratch.write(text, 'utf8'));
}

/** A truth value as a spreadsheet shows it, or null. */
export function plainBoolean(text: string): string | null {
  const value = text.trim();
  if (value === '1' || value === 'true') return 'TRUE';
  return value === '0' || value === 'false' ? 'FALSE' : null;
}

/**
 * Gathers the text of a string item (`<si>` among the shared strings, `<is>` in a cell): its own `<t>`, or those of
 * its runs. Phonetic readings are left out. Spaces are kept whatever `xml:space` says.
 */
export class StringItem {
  private text = '';
  /** What is read of the open `<t>`. */
  private piece = '';
  private isInRun = false;
  private isInText = false;

  /** An element opens within the item, at level 1 right below it. */
  open(name: string, level: number): void {
    if (this.isInText) throw new XlsxError('damaged');
    if (level === 1) this.isInRun = name === 'r';
    this.isInText = name === 't' && (level === 1 || (level === 2 && this.isInRun));
  }

  add(text: string): void {
    if (!this.isInText) return;
    this.piece += text;
    if (this.piece.length > LONGEST_ESCAPED) throw new XlsxError('damaged');
  }

  /** The innermost element closes. */
  close(): void {
    if (!this.isInText) return;
    this.text += typedText(this.piece);
    if (this.text.length > LONGEST_TEXT) throw new XlsxError('damaged');
    this.piece = '';
    this.isInText = false;
  }

  /** The text of the item that has ended, leaving room for the next. */
  take(): string {
    const { text } = this;
    this.text = '';
    return text;
  }
}
