import { setImmediate } from 'node:timers/promises';
import { furnish } from '../../../platform/pdf/furniture.ts';
import {
  openDocument,
  styles,
  within,
  writeText,
  type Document,
  type Element,
} from '../../../platform/pdf/page.ts';
import { isPrintable } from '../../../platform/pdf/printable.ts';
import { writeTable } from '../../../platform/pdf/write-table.ts';
import { waysToComplain } from '../../requests/letter-templates.ts';
import { dayInWords } from '../../requests/day-words.ts';
import { londonDayOf } from '../../rules/london-time.ts';
import type { GivenItem } from '../rules/withhold.ts';
import { sectionsOf, whysOf, type PackageDocument, type Section } from './package-document.ts';
import {
  basisInWords,
  entries,
  notes,
  reasonInWords,
  searchResult,
  timeInWords,
  unexplainedInWords,
  valueInWords,
  withheldInWords,
} from './words.ts';

/** A longer text stands below the table of its record, on as many pages as it takes. */
const LONGEST_IN_TABLE = 600;
/** Thousands of pages are of no use on paper, and a PDF is held in memory with all of its tags. */
const MOST_RECORDS = { ofOneKind: 400, inAll: 2000 };
const LOST = `[not all of its characters can be printed here: see ${entries.report.name}]`;
const ABOUT_LOST = `The fonts of this file have Western letters only. A character that they lack stands as “?”, and beside it that it does; ${entries.report.name} and ${entries.json.name} have every character.`;

/** The report for printing: A4, tagged, in the standard fonts, without a word about who made it. */
export async function* writeReportPdf(document: PackageDocument): AsyncGenerator<Uint8Array> {
  const { reference, madeAt } = document;
  const doc = await openDocument(`Your data ${reference}`, madeAt);
  const finish = furnish(doc, {
    title: `Your data ${reference}`,
    notice: 'Personal data',
    foot: `SP-Bench – made on ${dayInWords(londonDayOf(madeAt))}`,
  });
  const root = doc.struct('Document');
  doc.addStructure(root);
  doc.addPage();
  writeFront(doc, root, document);
  let room = MOST_RECORDS.inAll;
  for (const section of sectionsOf(document.items)) {
    const printed = section.items.slice(0, Math.min(room, MOST_RECORDS.ofOneKind));
    room -= printed.length;
    const element = beginSection(doc, root, section.title, 'subheading');
    writeWhys(doc, element, section);
    for (const [at, item] of printed.entries()) {
      writeRecord(doc, element, item);
      yield* writtenSoFar(doc);
      // A long report holds nobody else up.
      if (at % 20 === 0) await setImmediate();
    }
    const left = section.items.length - printed.length;
    if (left > 0) writeText(doc, element, styles.paragraph, notPrinted(left));
    element.end();
  }
  writeEnd(doc, root, document);
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

function writeFront(
  doc: Document,
  root: Element,
  { name, reference, madeAt, letter, items }: PackageDocument,
): void {
  writeText(doc, root, styles.title, marked(`What we hold on ${name}`));
  writeText(doc, root, styles.byline, `${reference}. Made on ${timeInWords(madeAt)} (time in England).`);
  writeText(doc, root, styles.paragraph, ABOUT_LOST);
  const ours = beginSection(doc, root, 'Our letter');
  writeParagraphs(doc, ours, letter);
  ours.end();
  const held = beginSection(doc, root, 'What we hold');
  writeText(doc, held, styles.paragraph, notes.values);
  if (items.length === 0) writeText(doc, held, styles.paragraph, notes.nothingHeld);
  held.end();
}

function writeParagraphs(doc: Document, parent: Element, paragraphs: readonly string[]): void {
  for (const line of paragraphs.flatMap((paragraph) => paragraph.split('\n')))
    writeText(doc, parent, styles.paragraph, marked(line));
}

function writeWhys(doc: Document, parent: Element, section: Section): void {
  writeTable(doc, parent, {
    caption: 'Why each detail is held',
    columns: ['Detail', 'Kind', 'Used for', 'Lawful basis', 'Kept'],
    numeric: [],
    rows: whysOf(section).map(({ labels, category, purpose, lawfulBasis, retention }) => [
      ...[labels.join(', '), category, purpose, basisInWords(lawfulBasis), retention],
    ]),
  });
}

function writeRecord(doc: Document, parent: Element, { record, fields }: GivenItem): void {
  const all = fields.map(({ label, value }) => ({ label, text: marked(valueInWords(value)) }));
  const long = all.filter(({ text }) => text.length > LONGEST_IN_TABLE);
  writeTable(doc, parent, {
    caption: `Record ${record}`,
    columns: ['Detail', 'What we hold'],
    numeric: [],
    rows: all.map(({ label, text }) => [label, text.length > LONGEST_IN_TABLE ? '(below this table)' : text]),
  });
  for (const { label, text } of long) {
    writeText(doc, parent, styles.caption, `${label}, record ${record}`);
    writeParagraphs(doc, parent, [text]);
  }
}

function writeEnd(doc: Document, root: Element, document: PackageDocument): void {
  const { files, searches, withheld, unexplained } = document;
  writeList(doc, root, 'Copies of files', notes.noFiles, {
    columns: ['File', 'What it is'],
    rows: files.map(({ name, about }) => [marked(name), marked(about)]),
  });
  writeList(doc, root, 'Where we looked', notes.noSearches, {
    columns: ['Place', 'Looked for', 'On', 'Result'],
    rows: searches.map((one) => [one.place, one.terms, dayInWords(one.on), searchResult(one)].map(marked)),
  });
  const more = unexplainedInWords(unexplained);
  writeList(doc, root, 'What is withheld and why', more ?? notes.nothingWithheld, {
    columns: ['Number', 'What', 'How often', 'Why'],
    rows: withheld.map((one) => [
      ...[String(one.number), withheldInWords(one), String(one.times), marked(reasonInWords(one))],
    ]),
  });
  if (more !== null && withheld.length > 0) writeText(doc, root, styles.paragraph, more);
  const ways = beginSection(doc, root, 'How to complain');
  writeParagraphs(doc, ways, waysToComplain.split('\n\n'));
  ways.end();
}

function writeList(
  doc: Document,
  root: Element,
  heading: string,
  none: string,
  list: { columns: readonly string[]; rows: readonly (readonly string[])[] },
): void {
  const section = beginSection(doc, root, heading);
  if (list.rows.length === 0) writeText(doc, section, styles.paragraph, none);
  else writeTable(doc, section, { ...list, caption: heading, numeric: [] });
  section.end();
}

function beginSection(
  doc: Document,
  root: Element,
  heading: string,
  style: 'heading' | 'subheading' = 'heading',
): Element {
  const section = within(doc, root, 'Sect');
  writeText(doc, section, styles[style], marked(heading));
  doc.outline.addItem(heading);
  return section;
}

function notPrinted(left: number): string {
  return `${left === 1 ? 'One record' : `${left} records`} more of this kind, too many to print, ${left === 1 ? 'is' : 'are'} in ${entries.report.name}, ${entries.json.name} and ${entries.csv.name}.`;
}

/** A text that loses characters says so. */
function marked(text: string): string {
  return isPrintable(text) ? text : `${text} ${LOST}`;
}
