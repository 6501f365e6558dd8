import { columnLetters } from './column-letters.ts';
import { looks } from './write-xlsx-parts.ts';
import { LONGEST_TEXT } from './xlsx-cells.ts';

/** A cell: its text, its number, or nothing. */
export type SheetCell = string | number | null;

/** What XML cannot hold. */
// eslint-disable-next-line no-control-regex -- these are what is to be dropped
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu;
/** Most texts hold nothing that has to be looked at. */
const PLAIN = /^[ -%'-;=?-^`-~]*$/;
const LOOKS_LIKE_FORMULA = /^[=+\-@\t\r]/;
const OUTER_SPACE = /^\s|\s$|[\n\t]| {2}/;

/** A row of a sheet, its texts in their cells, so that no list of texts has to be held until the end. */
export function rowXml(
  row: number,
  cells: readonly SheetCell[],
  letters: readonly string[],
  isHeading = false,
): string {
  let xml = `<row r="${row}">`;
  for (let at = 0; at < cells.length; at += 1) {
    const cell = cells[at] ?? null;
    if (cell !== null) xml += cellXml(`${letters[at] ?? columnLetters(at + 1)}${row}`, cell, isHeading);
  }
  return `${xml}</row>`;
}

/** A number that is none, or has no end, would spoil the whole file: its cell stays empty. */
function cellXml(reference: string, cell: string | number, isHeading: boolean): string {
  if (typeof cell === 'number') return Number.isFinite(cell) ? `<c r="${reference}"><v>${cell}</v></c>` : '';
  const look = isHeading ? looks.heading : LOOKS_LIKE_FORMULA.test(cell) ? looks.quoted : looks.usual;
  const style = look === looks.usual ? '' : ` s="${look}"`;
  const space = OUTER_SPACE.test(cell) ? ' xml:space="preserve"' : '';
  return `<c r="${reference}"${style} t="inlineStr"><is><t${space}>${escaped(cell)}</t></is></c>`;
}

/** `_xHHHH_` would be read as the character that it names. */
function escaped(text: string): string {
  if (text.length <= LONGEST_TEXT && PLAIN.test(text)) return text;
  return fitting(text.replace(/\r\n?/g, '\n').replace(NOT_XML, ''))
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** A spreadsheet refuses a file with a longer text. */
function fitting(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  return `${text.slice(0, LONGEST_TEXT - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
