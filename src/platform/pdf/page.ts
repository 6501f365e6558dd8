import { printable } from './printable.ts';
import { wrap, type Measure } from './wrap.ts';

export type Document = PDFKit.PDFDocument;
export type Element = PDFKit.PDFStructureElement;

const WIDTH = 595.28;
const HEIGHT = 841.89;
const MARGIN = 56;

/** Where the text stands on a page of A4, in points from its top left corner. */
export const area = { left: MARGIN, right: WIDTH - MARGIN, width: WIDTH - 2 * MARGIN, top: 76, bottom: 774 };

export const colours = {
  ink: '#10222b',
  muted: '#46565e',
  brand: '#0b3c49',
  line: '#c3d0d3',
  surface: '#eef4f4',
  box: '#d9eaec',
} as const;

export const fonts = { usual: 'Helvetica', bold: 'Helvetica-Bold' } as const;

export interface FontStyle {
  font: string;
  size: number;
  colour: string;
}

export interface TextStyle extends FontStyle {
  tag: 'H1' | 'H2' | 'H3' | 'P';
  before: number;
  after: number;
  /** Room that has to be left on the page, or the text begins on the next: a heading stays with what it heads. */
  keep: number;
}

const usual = { tag: 'P', font: fonts.usual, size: 10, colour: colours.ink, before: 0, keep: 30 } as const;

export const styles = {
  title: { ...usual, tag: 'H1', font: fonts.bold, size: 20, colour: colours.brand, after: 4 },
  subtitle: { ...usual, size: 13, after: 6 },
  byline: { ...usual, colour: colours.muted, after: 12 },
  heading: {
    ...{ ...usual, tag: 'H2', font: fonts.bold, size: 15, colour: colours.brand },
    ...{ before: 18, after: 5, keep: 70 },
  },
  subheading: { ...usual, tag: 'H3', font: fonts.bold, size: 12, before: 12, after: 4, keep: 70 },
  caption: { ...usual, font: fonts.bold, before: 8, after: 4, keep: 70 },
  paragraph: { ...usual, after: 7 },
  definition: { ...usual, size: 9, colour: colours.muted, after: 6 },
} as const satisfies Record<string, TextStyle>;

/** Of the size of the letters. */
const LINE = 1.38;

/**
 * Opens a tagged document without a page. pdfkit is loaded when first asked for: it takes 25 MB, which a process that
 * makes no PDF can do without.
 * @param made the only time in the file, which its identifier comes from: same content, same bytes
 */
export async function openDocument(title: string, made: Date): Promise<Document> {
  const { default: PDFDocument } = await import('pdfkit');
  return new PDFDocument({
    ...{ size: [WIDTH, HEIGHT], autoFirstPage: false },
    margins: { left: MARGIN, right: MARGIN, top: area.top, bottom: HEIGHT - area.bottom },
    ...{ pdfVersion: '1.7', tagged: true, lang: 'en-GB', displayTitle: true },
    info: { Title: titleOfFile(title), Creator: 'SP-Bench', Producer: 'PDFKit', CreationDate: made },
  });
}

/** pdfkit writes it into XML as it stands. */
function titleOfFile(title: string): string {
  return printable(title.replace(/\s*&\s*/g, ' and ')).replace(/[<>]/g, '');
}

/** Begins a page unless so much room is left on this one. */
export function roomFor(doc: Document, height: number): void {
  if (doc.y > area.top && doc.y + height > area.bottom) doc.addPage();
}

/** The measure of the font that is used from now on. */
export function useFont(doc: Document, { font, size, colour }: FontStyle): Measure {
  doc.font(font).fontSize(size).fillColor(colour);
  return (text) => doc.widthOfString(text);
}

/** Writes one line in the font in use; pdfkit would begin a page by itself if it were left to break lines. */
export function writeLine(doc: Document, text: string, left: number, top: number): void {
  if (text !== '') doc.text(text, left, top, { lineBreak: false });
}

/** Writes a text of the whole width, on as many pages as it takes. */
export function writeText(
  doc: Document,
  parent: Element,
  style: TextStyle,
  text: string,
  tag: string = style.tag,
): void {
  const words = printable(text);
  if (words === '') return;
  roomFor(doc, style.keep);
  if (doc.y > area.top) doc.y += style.before;
  const height = style.size * LINE;
  const element = within(doc, parent, tag);
  let lines = wrap(words, area.width, useFont(doc, style));
  while (lines.length > 0) {
    const fitting = Math.floor((area.bottom - doc.y) / height);
    // No page begins with the last line of a paragraph.
    const most = Math.max(lines.length - fitting === 1 ? fitting - 1 : fitting, 1);
    element.add(() => writeLines(doc, style, lines.slice(0, most), height));
    lines = lines.slice(most);
    if (lines.length > 0) doc.addPage();
  }
  element.end();
  doc.y += style.after;
}

function writeLines(doc: Document, style: FontStyle, lines: readonly string[], height: number): void {
  useFont(doc, style);
  const top = doc.y;
  lines.forEach((line, at) => writeLine(doc, line, area.left, top + at * height));
  doc.y = top + lines.length * height;
}

/** What pdfkit takes beyond what its types say. */
export interface TagOptions extends PDFKit.Mixins.StructureElementOptions {
  placement?: 'Block';
  bbox?: [left: number, top: number, right: number, bottom: number];
  scope?: 'Row' | 'Column';
}

/** Draws what the element holds, for a reader that goes by the tags. */
export function tagged(
  doc: Document,
  parent: Element,
  tag: string,
  draw: () => unknown,
  options: TagOptions = {},
): void {
  parent.add(doc.struct(tag, options, draw));
}

/** An element for others to stand in; it is ended by whoever began it. */
export function within(doc: Document, parent: Element, tag: string): Element {
  const element = doc.struct(tag);
  parent.add(element);
  return element;
}

/** Draws what a reader that goes by the tags passes over. */
export function untagged(doc: Document, type: 'Layout' | 'Pagination', draw: () => void): void {
  doc.markContent('Artifact', { type });
  draw();
  doc.endMarkedContent();
}
