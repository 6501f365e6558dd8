import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { furnish } from '../../platform/pdf/furniture.ts';
import {
  area,
  colours,
  fonts,
  openDocument,
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
} from '../../platform/pdf/page.ts';
import { writeTable } from '../../platform/pdf/write-table.ts';
import { editionNotice, type Briefing, type BriefingMeasure } from './briefing.ts';
import { writeStrip } from './write-strip.ts';

export type { Briefing, BriefingMeasure, Strip } from './briefing.ts';

const NOTICE = {
  height: 24,
  inset: 10,
  after: 14,
  font: { font: fonts.bold, size: 10, colour: colours.ink },
};

/** Its heading, what it says and its strip: they are not parted. */
const MEASURE_START = 150;

/**
 * A briefing for a committee as a PDF: A4, tagged for assistive software, in the standard fonts. The same briefing
 * made at the same time has the same bytes. Nothing is done before the stream is read.
 */
export function writeBriefing(briefing: Briefing, made: Date): Readable {
  return Readable.from(pdfOf(briefing, made), { objectMode: false });
}

async function* pdfOf(briefing: Briefing, made: Date): AsyncGenerator<Uint8Array> {
  const doc = await openDocument(briefing.title, made);
  const finish = furnish(doc, {
    title: briefing.title,
    notice: editionNotice[briefing.edition],
    foot: `${briefing.authority} – produced on ${briefing.producedOn}`,
  });
  const root = doc.struct('Document');
  doc.addStructure(root);
  doc.addPage();
  writeFront(doc, root, briefing);
  for (const measure of briefing.measures) {
    writeMeasure(doc, root, measure);
    yield* writtenSoFar(doc);
    // A long briefing holds nobody else up.
    await setImmediate();
  }
  for (const { heading, paragraphs } of briefing.notes) {
    const section = beginSection(doc, root, heading);
    for (const paragraph of paragraphs) writeText(doc, section, styles.paragraph, paragraph);
    section.end();
  }
  root.end();
  finish();
  doc.end();
  yield* doc as AsyncIterable<Uint8Array>;
}

/** pdfkit writes whether anybody reads or not. */
function* writtenSoFar(doc: Document): Generator<Uint8Array> {
  const chunk = doc.read() as Uint8Array | null;
  if (chunk) yield chunk;
}

function writeFront(doc: Document, root: Element, briefing: Briefing): void {
  writeText(doc, root, styles.title, briefing.title);
  writeText(doc, root, styles.subtitle, briefing.subtitle);
  writeText(doc, root, styles.byline, `${briefing.authority}. Produced on ${briefing.producedOn}.`);
  writeNotice(doc, root, editionNotice[briefing.edition]);
  for (const paragraph of briefing.introduction) writeText(doc, root, styles.paragraph, paragraph);
}

/** In the text too, for those who are not read the tops of pages. */
function writeNotice(doc: Document, root: Element, notice: string): void {
  const top = doc.y;
  untagged(doc, 'Layout', () => {
    doc.rect(area.left, top, area.width, NOTICE.height).fill(colours.surface);
    doc.rect(area.left, top, 4, NOTICE.height).fill(colours.brand);
  });
  useFont(doc, NOTICE.font);
  tagged(doc, root, 'P', () => writeLine(doc, notice, area.left + NOTICE.inset, top + 7.5));
  doc.y = top + NOTICE.height + NOTICE.after;
}

function writeMeasure(doc: Document, root: Element, measure: BriefingMeasure): void {
  const { name, unit, definition, sentence, strip, tables } = measure;
  roomFor(doc, MEASURE_START);
  const section = beginSection(doc, root, name);
  writeText(doc, section, styles.definition, `${definition} Unit: ${unit}.`);
  writeText(doc, section, styles.paragraph, sentence);
  if (strip) writeStrip(doc, section, strip);
  for (const table of tables) writeTable(doc, section, table);
  section.end();
}

function beginSection(doc: Document, root: Element, heading: string): Element {
  const section = within(doc, root, 'Sect');
  writeText(doc, section, styles.heading, heading);
  doc.outline.addItem(heading);
  return section;
}
