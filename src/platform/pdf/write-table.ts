import type { PdfTable } from './table.ts';
import { CAPTION, layOut, PADDING, type Cell, type Row } from './lay-out-table.ts';
import {
  area,
  colours,
  roomFor,
  styles,
  tagged,
  untagged,
  useFont,
  within,
  writeLine,
  writeText,
  type Document,
  type Element,
  type TagOptions,
} from './page.ts';

const AFTER = 10;
/** A table no taller than this is not spread over two pages. */
const KEPT_WHOLE = 240;

/** Its head is repeated on each page, no row is split, and a table without rows says so. */
export function writeTable(doc: Document, parent: Element, table: PdfTable): void {
  if (table.rows.length === 0 || table.columns.length === 0) {
    writeText(doc, parent, { ...styles.caption, keep: CAPTION + 15 }, table.caption);
    writeText(doc, parent, styles.paragraph, 'None.');
    return;
  }
  const { head, rows } = layOut(doc, table);
  const start = CAPTION + head.height;
  const whole = start + heightOf(rows);
  roomFor(doc, whole <= KEPT_WHOLE ? whole : start + heightOfTwo(rows, 0, start));
  const element = within(doc, parent, 'Table');
  writeText(doc, element, styles.caption, table.caption, 'Caption');
  writeHead(doc, within(doc, element, 'THead'), head);
  const body = within(doc, element, 'TBody');
  for (const [at, row] of rows.entries()) {
    if (doc.y + neededAt(rows, at, head) > area.bottom) {
      doc.addPage();
      untagged(doc, 'Pagination', () => drawHead(doc, head));
    }
    writeRow(doc, body, row);
  }
  element.end();
  doc.y += AFTER;
}

/** The last row does not stand on a page by itself. */
function neededAt(rows: readonly Row[], at: number, head: Row): number {
  return at === rows.length - 2 ? heightOfTwo(rows, at, head.height) : heightOf(rows.slice(at, at + 1));
}

/** Of one, where a page does not hold two below what stands above them. */
function heightOfTwo(rows: readonly Row[], at: number, above: number): number {
  const two = heightOf(rows.slice(at, at + 2));
  return above + two <= area.bottom - area.top ? two : heightOf(rows.slice(at, at + 1));
}

function heightOf(rows: readonly Row[]): number {
  return rows.reduce((height, row) => height + row.height, 0);
}

function writeHead(doc: Document, parent: Element, head: Row): void {
  untagged(doc, 'Layout', () => shade(doc, head));
  const row = within(doc, parent, 'TR');
  const top = doc.y;
  for (const cell of head.cells)
    tagged(doc, row, 'TH', () => drawCell(doc, cell, top, head), { scope: 'Column' });
  row.end();
  doc.y = top + head.height;
}

/** The same for the eye alone. */
function drawHead(doc: Document, head: Row): void {
  shade(doc, head);
  const top = doc.y;
  for (const cell of head.cells) drawCell(doc, cell, top, head);
  doc.y = top + head.height;
}

function shade(doc: Document, { height }: Row): void {
  doc.rect(area.left, doc.y, area.width, height).fill(colours.surface);
  rule(doc, doc.y + height, colours.brand);
}

/** The first cell heads the row, unless it is a figure. */
function writeRow(doc: Document, parent: Element, row: Row): void {
  const element = within(doc, parent, 'TR');
  const top = doc.y;
  row.cells.forEach((cell, at) => {
    const heads = at === 0 && !cell.isRight && cell.lines.join('') !== '';
    const options: TagOptions = heads ? { scope: 'Row' } : {};
    tagged(doc, element, heads ? 'TH' : 'TD', () => drawCell(doc, cell, top, row), options);
  });
  element.end();
  untagged(doc, 'Layout', () => rule(doc, top + row.height, colours.line));
  doc.y = top + row.height;
}

function drawCell(doc: Document, { lines, left, width, isRight }: Cell, top: number, row: Row): void {
  const measure = useFont(doc, row.font);
  lines.forEach((line, at) => {
    const x = isRight ? left + width - measure(line.trimEnd()) : left;
    writeLine(doc, line, x, top + PADDING.above + at * row.lineHeight);
  });
}

function rule(doc: Document, y: number, colour: string): void {
  doc.lineWidth(0.5).strokeColor(colour).moveTo(area.left, y).lineTo(area.right, y).stroke();
}
