import { fault, type CellReader, type CellValue, type Fault } from './fault.ts';

export function wholeNumberReader(least: number, most: number): CellReader {
  return (text) => {
    const plainly = plainNumber(text, 0);
    if (plainly >= least && plainly <= most) return plainly;
    if (!/^\d+(\.0+)?$/.test(text)) return /^\d+\.\d+$/.test(text) ? fault('number.whole') : notANumber(text);
    const value = Number(text);
    return value < least || value > most ? fault('number.range', { least, most }) : value;
  };
}

export function decimalReader(most: number, places: number): CellReader {
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
