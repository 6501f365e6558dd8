import { area, colours, fonts, untagged, useFont, writeLine, type Document, type FontStyle } from './page.ts';
import { printable } from './printable.ts';
import { cutLine } from './wrap.ts';

const HEADER = 38;
const FOOTER = 796;
const RULE = { belowHeader: 53, aboveFooter: 790 };
const GAP = 24;
/** From the top of a line to where its letters stand, of their size. */
const BASELINE = 0.718;
const usual: FontStyle = { font: fonts.usual, size: 8.5, colour: colours.muted };
const bold: FontStyle = { ...usual, font: fonts.bold, colour: colours.ink };
/** The name by which each page calls for the number of all pages. */
const TOTAL = 'PageTotal';

/** What stands on every page. */
export interface PageWords {
  title: string;
  /** Beside the title, which gives way to it. */
  notice: string;
  /** Below, beside the page's number. */
  foot: string;
}

/**
 * Writes above and below the text of each page as it begins. How many there are stands in a drawing that every page
 * shows: it is made last, by what this returns, so that no page has to be held until then.
 */
export function furnish(doc: Document, words: PageWords): () => void {
  const resources = { Font: {} };
  const total = doc.ref({ Type: 'XObject', Subtype: 'Form', BBox: [0, -3, 40, 10], Resources: resources });
  let pages = 0;
  doc.on('pageAdded', () => {
    pages += 1;
    untagged(doc, 'Pagination', () => {
      const measure = useFont(doc, usual);
      const page = `Page ${pages} of `;
      writeLine(doc, page, area.left, FOOTER);
      // Nothing else has been written on the page yet.
      resources.Font = { ...(doc.page.fonts as object) };
      showTotal(doc, total, area.left + measure(page));
      const shown = cutLine(printable(words.foot), area.width - 100, measure);
      writeLine(doc, shown, area.right - measure(shown), FOOTER);
      writeHeader(doc, words);
      doc.lineWidth(0.5).strokeColor(colours.line);
      for (const y of Object.values(RULE)) doc.moveTo(area.left, y).lineTo(area.right, y).stroke();
    });
    doc.y = area.top;
  });
  return () => {
    const [font = ''] = Object.keys(resources.Font);
    total.end(`BT /${font} ${usual.size} Tf ${fill(usual.colour)} rg (${pages}) Tj ET`);
  };
}

function writeHeader(doc: Document, { title, notice }: PageWords): void {
  const taken = useFont(doc, bold)(notice);
  writeLine(doc, notice, area.right - taken, HEADER);
  writeLine(doc, cutLine(printable(title), area.width - taken - GAP, useFont(doc, usual)), area.left, HEADER);
}

/** A page is drawn from the top down, a drawing of its own from the bottom up. */
function showTotal(doc: Document, total: PDFKit.PDFKitReference, left: number): void {
  (doc.page.xobjects as Record<string, unknown>)[TOTAL] = total;
  doc.save().transform(1, 0, 0, -1, left, FOOTER + BASELINE * usual.size);
  doc.addContent(`/${TOTAL} Do`).restore();
}

/** #46565e as PDF has it: three shares of one. */
function fill(colour: string): string {
  return [1, 3, 5].map((at) => (parseInt(colour.slice(at, at + 2), 16) / 255).toFixed(3)).join(' ');
}
