import type { PdfTable } from './table.ts';
import { columnWidths, leastWidth, type ColumnWish } from './column-widths.ts';
import { area, colours, fonts, useFont, type Document, type FontStyle } from './page.ts';
import { printable } from './printable.ts';
import { cutLines, wrap, type Measure } from './wrap.ts';

export const PADDING = { across: 4, above: 4.5, below: 3.5 };
/** Of the size of the letters. */
const LINE = 1.2;
/** Half a point, for what is lost in rounding. */
const GUTTER = 2 * PADDING.across + 0.5;
/** What a caption of one line takes. */
export const CAPTION = 30;
/** Points that one text may ask for, so that it leaves the other columns some room. */
const MOST_WANTED = { whole: 260, word: 110 };
const usual: FontStyle = { font: fonts.usual, size: 8.5, colour: colours.ink };
const bold: FontStyle = { ...usual, font: fonts.bold };
/** Tried one after the other, until no word has to be broken. */
const SCALES = [1, 0.88, 0.76, 0.66];

export interface Cell {
  lines: string[];
  left: number;
  width: number;
  isRight: boolean;
}

export interface Row {
  cells: Cell[];
  height: number;
  lineHeight: number;
  font: FontStyle;
}

/** Measures a table before it is drawn, so that each row is known to fit where it is put. */
export function layOut(doc: Document, { columns, numeric, rows }: PdfTable): { head: Row; rows: Row[] } {
  const titles = columns.map(printable);
  const texts = rows.map((row) => columns.map((_title, at) => printable(row[at] ?? '')));
  const { widths, scale } = fitColumns(wishesOf(doc, titles, texts, numeric));
  const places = widths.map((width, at) => ({
    left: widths.slice(0, at).reduce((left, before) => left + before, area.left) + PADDING.across,
    width: width - 2 * PADDING.across,
    isRight: numeric[at] ?? false,
  }));
  const rowOf = (row: readonly string[], style: FontStyle, most: number): Row => {
    const font = { ...style, size: style.size * scale };
    const measure = useFont(doc, font);
    const lineHeight = font.size * LINE;
    const mostLines = Math.floor((most - PADDING.above - PADDING.below) / lineHeight);
    const cells = places.map((place, at) => {
      const lines = wrap(row[at] ?? '', place.width, measure);
      return { ...place, lines: cutLines(lines, mostLines, place.width, measure) };
    });
    const tallest = Math.max(...cells.map(({ lines }) => lines.length));
    return { cells, font, lineHeight, height: tallest * lineHeight + PADDING.above + PADDING.below };
  };
  const most = area.bottom - area.top - CAPTION;
  const head = rowOf(titles, bold, most / 3);
  return { head, rows: texts.map((row) => rowOf(row, usual, most - head.height)) };
}

function fitColumns(wishes: readonly ColumnWish[]): { widths: number[]; scale: number } {
  const scaled = SCALES.map((scale) => ({
    scale,
    wishes: wishes.map(({ whole, least }) => ({
      whole: whole * scale + GUTTER,
      least: least * scale + GUTTER,
    })),
  }));
  const fitting = scaled.find((each) => leastWidth(each.wishes) <= area.width) ?? scaled.at(-1);
  return { widths: columnWidths(fitting?.wishes ?? [], area.width), scale: fitting?.scale ?? 1 };
}

/** In the usual size; a column of figures would rather have its title wrapped than a text elsewhere. */
function wishesOf(
  doc: Document,
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  numeric: readonly boolean[],
): ColumnWish[] {
  return titles.map((title, at) => {
    const isText = !(numeric[at] ?? false);
    let measure = useFont(doc, bold);
    let least = widestWord(title, measure);
    let whole = isText ? measure(title) : least;
    measure = useFont(doc, usual);
    for (const row of rows) {
      const text = row[at] ?? '';
      const width = measure(text);
      whole = Math.max(whole, width);
      if (width > least) least = Math.max(least, isText ? widestWord(text, measure) : width);
    }
    least = Math.min(least, MOST_WANTED.word);
    return { least, whole: Math.max(Math.min(whole, MOST_WANTED.whole), least) };
  });
}

function widestWord(text: string, measure: Measure): number {
  return Math.max(...text.split(' ').map(measure));
}
