import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { rawZip } from './raw-zip.ts';

export type Cell = string | number;
export type Rows = Iterable<readonly Cell[]>;

export interface MoreSheet {
  name: string;
  rows: Rows;
  isHidden?: boolean;
  /** Stands before the sheet of the rows, as the first. */
  isFirst?: boolean;
}

export interface WorkbookOptions {
  /** Where texts stand: among the shared strings (as Excel saves them) or in their cells. */
  strings?: 'shared' | 'inline';
  /** Every cell is a formula, with its value saved beside it. */
  hasFormulas?: boolean;
  /** Whether rows and cells say where they are. */
  hasReferences?: boolean;
  moreSheets?: readonly MoreSheet[];
  /** Targets of relationships from the root on (`/xl/...`), or from the folder of their owner. */
  targets?: 'relative' | 'absolute';
  encoding?: 'utf-8' | 'utf-16le' | 'utf-16be';
  /** The namespaces of ISO/IEC 29500 Strict. */
  isStrict?: boolean;
  /** A prefix for every element of the sheets and the workbook. */
  prefix?: string;
  /** Adds a VBA project, or only the type of a workbook that may have one. */
  macros?: 'project' | 'type';
  externalLinks?: boolean;
  /** The name of a part that begins with a document type of its own. */
  doctypeIn?: string;
  /** Types of parts (by their names, from a slash on), beside those that the workbook needs or in their place. */
  contentTypes?: Readonly<Record<string, string>>;
  /** Further parts, parts in the place of written ones, or null for parts to leave out. */
  parts?: Readonly<Record<string, string | Buffer | null>>;
}

const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const PIECE_LENGTH = 64 * 1024;

/** Writes a workbook of one sheet or more. Rows are taken one by one, and only the different texts of them are held. */
export async function writeWorkbook(file: string, rows: Rows, options: WorkbookOptions = {}): Promise<void> {
  const zip = new ZipFile();
  for (const [name, content] of workbookParts(rows, options)) {
    zip.addReadStream(Readable.from(content), name);
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
}

/** The bytes of a small workbook. */
export function workbookBytes(rows: Rows, options: WorkbookOptions = {}): Buffer {
  return rawZip(
    [...workbookParts(rows, options)].map(([name, content]) => ({
      name,
      content: Buffer.concat([...content]),
    })),
  );
}

/** The parts of a workbook by their names, to be read in their order: the texts shared are those met before. */
export function workbookParts(rows: Rows, options: WorkbookOptions = {}): Map<string, Iterable<Buffer>> {
  const { strings = 'shared', moreSheets = [] } = options;
  const shared = strings === 'shared' ? new Map<string, number>() : null;
  const sheets = [
    ...moreSheets.filter(({ isFirst }) => isFirst),
    { name: 'Data', rows },
    ...moreSheets.filter(({ isFirst }) => !isFirst),
  ];
  const texts = new Map<string, Iterable<string>>([
    ['[Content_Types].xml', [contentTypes(sheets, options)]],
    ['_rels/.rels', [rootRelationships(options)]],
    ['xl/workbook.xml', [workbook(sheets, options)]],
    ['xl/_rels/workbook.xml.rels', [workbookRelationships(sheets, shared !== null, options)]],
  ]);
  for (const [index, sheet] of sheets.entries())
    texts.set(`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet.rows, shared, options));
  if (shared) texts.set('xl/sharedStrings.xml', sharedStrings(shared, options));
  if (options.macros === 'project') texts.set('xl/vbaProject.bin', ['project']);
  if (options.externalLinks)
    texts.set('xl/externalLinks/externalLink1.xml', [element('externalLink', '', options)]);
  const parts = new Map<string, Iterable<Buffer>>();
  for (const [name, text] of texts) parts.set(name, encoded(text, name, options));
  for (const [name, content] of Object.entries(options.parts ?? {})) {
    if (content === null) parts.delete(name);
    else parts.set(name, [Buffer.from(content)]);
  }
  return parts;
}

function contentTypes(
  sheets: readonly unknown[],
  { contentTypes: own = {}, macros }: WorkbookOptions,
): string {
  const types: Record<string, string> = {
    '/xl/workbook.xml': macros
      ? 'application/vnd.ms-excel.sheet.macroEnabled.main+xml'
      : `${SHEET_TYPE}.sheet.main+xml`,
    '/xl/sharedStrings.xml': `${SHEET_TYPE}.sharedStrings+xml`,
    ...Object.fromEntries(
      sheets.map((_sheet, index) => [`/xl/worksheets/sheet${index + 1}.xml`, `${SHEET_TYPE}.worksheet+xml`]),
    ),
    ...own,
  };
  const overrides = Object.entries(types).map(
    ([name, type]) => `<Override PartName="${name}" ContentType="${type}"/>`,
  );
  return `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`;
}

const kindsOf = (isStrict = false) =>
  isStrict
    ? 'http://purl.oclc.org/ooxml/officeDocument/relationships'
    : 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

function relationships(
  targets: readonly [id: string, kind: string, target: string][],
  isStrict?: boolean,
): string {
  const each = targets.map(
    ([id, kind, target]) =>
      `<Relationship Id="${id}" Type="${kindsOf(isStrict)}/${kind}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join('')}</Relationships>`;
}

function rootRelationships({ targets, isStrict }: WorkbookOptions): string {
  const root = targets === 'absolute' ? '/' : '';
  return relationships([['rId1', 'officeDocument', `${root}xl/workbook.xml`]], isStrict);
}

function workbookRelationships(
  sheets: readonly unknown[],
  hasStrings: boolean,
  { targets, isStrict, externalLinks }: WorkbookOptions,
): string {
  const root = targets === 'absolute' ? '/xl/' : '';
  const found: [string, string, string][] = sheets.map((_sheet, index) => [
    `rId${index + 1}`,
    'worksheet',
    `${root}worksheets/sheet${index + 1}.xml`,
  ]);
  if (hasStrings) found.push(['rId900', 'sharedStrings', `${root}sharedStrings.xml`]);
  if (externalLinks) found.push(['rId901', 'externalLink', `${root}externalLinks/externalLink1.xml`]);
  // The order of relationships means nothing: the sheets' own order does.
  return relationships(found.reverse(), isStrict);
}

function workbook(sheets: readonly MoreSheet[], options: WorkbookOptions): string {
  const name = named(options);
  const listed = sheets.map(
    (sheet, index) =>
      `<${name('sheet')} name="${escaped(sheet.name)}" sheetId="${9 - index}"${sheet.isHidden ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`,
  );
  const links = options.externalLinks
    ? `<${name('externalReferences')}><${name('externalReference')} r:id="rId901"/></${name('externalReferences')}>`
    : '';
  return element('workbook', `<${name('sheets')}>${listed.join('')}</${name('sheets')}>${links}`, options);
}

/** A root element with its namespaces. */
function element(root: string, content: string, options: WorkbookOptions): string {
  return `${opened(root, options)}${content}</${named(options)(root)}>`;
}

function opened(root: string, options: WorkbookOptions): string {
  const main = options.isStrict
    ? 'http://purl.oclc.org/ooxml/spreadsheetml/main'
    : 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const declared = options.prefix ? `xmlns:${options.prefix}` : 'xmlns';
  return `<${named(options)(root)} ${declared}="${main}" xmlns:r="${kindsOf(options.isStrict)}">`;
}

function named({ prefix }: WorkbookOptions): (name: string) => string {
  return prefix ? (name) => `${prefix}:${name}` : (name) => name;
}

function* sheetXml(
  rows: Rows,
  shared: Map<string, number> | null,
  options: WorkbookOptions,
): Generator<string> {
  const name = named(options);
  const hasReferences = options.hasReferences ?? true;
  const names: string[] = [];
  yield `${opened('worksheet', options)}<${name('sheetData')}>`;
  let number = 0;
  for (const row of rows) {
    number += 1;
    let cells = '';
    for (const [index, cell] of row.entries()) {
      const place = hasReferences ? ` r="${(names[index] ??= columnName(index + 1))}${number}"` : '';
      cells += cellXml(cell, place, { shared, name, formula: options.hasFormulas ? 'A1' : null });
    }
    yield `<${name('row')}${hasReferences ? ` r="${number}"` : ''}>${cells}</${name('row')}>`;
  }
  yield `</${name('sheetData')}></${name('worksheet')}>`;
}

interface CellShape {
  shared: Map<string, number> | null;
  name: (name: string) => string;
  formula: string | null;
}

function cellXml(cell: Cell, place: string, { shared, name, formula }: CellShape): string {
  const inCell = (type: string, content: string) =>
    `<${name('c')}${place}${type}>${formula === null ? '' : `<${name('f')}>${formula}</${name('f')}>`}${content}</${name('c')}>`;
  const value = (text: Cell) => `<${name('v')}>${text}</${name('v')}>`;
  if (typeof cell === 'number') return inCell('', value(String(cell).replace('e', 'E')));
  if (formula !== null) return inCell(' t="str"', value(escaped(cell)));
  if (shared === null)
    return inCell(' t="inlineStr"', `<${name('is')}>${textXml(cell, name)}</${name('is')}>`);
  const index = shared.get(cell) ?? shared.size;
  shared.set(cell, index);
  return inCell(' t="s"', value(index));
}

function* sharedStrings(shared: ReadonlyMap<string, number>, options: WorkbookOptions): Generator<string> {
  const name = named(options);
  yield opened('sst', options);
  for (const text of shared.keys()) yield `<${name('si')}>${textXml(text, name)}</${name('si')}>`;
  yield `</${name('sst')}>`;
}

function textXml(text: string, name: (name: string) => string): string {
  return `<${name('t')} xml:space="preserve">${escaped(text)}</${name('t')}>`;
}

/** What XML cannot hold becomes `_xHHHH_`, and what looks like that becomes something that does not. */
export function escaped(text: string): string {
  if (!/[^ !#-%'-;=?-^`-~]/.test(text)) return text;
  return (
    text
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
      // eslint-disable-next-line no-control-regex
      .replace(/[\0-\x08\x0b-\x1f\ufffe\uffff]/g, (character) => {
        return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
      })
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}

/** The letters of a column counted from 1: A, B, ... Z, AA, ... */
export function columnName(column: number): string {
  const before = Math.floor((column - 1) / 26);
  return (before > 0 ? columnName(before) : '') + String.fromCharCode(65 + ((column - 1) % 26));
}

/** A part's text in its encoding, behind an XML declaration, in pieces of some size. */
function* encoded(
  texts: Iterable<string>,
  part: string,
  { encoding = 'utf-8', doctypeIn }: WorkbookOptions,
): Generator<Buffer> {
  const isXml = !part.endsWith('.bin');
  let gathered = isXml
    ? `<?xml version="1.0" encoding="${encoding.replace(/[lb]e$/, '')}" standalone="yes"?>\n`
    : '';
  if (encoding !== 'utf-8') gathered = `\ufeff${gathered}`;
  if (part === doctypeIn) gathered += '<!DOCTYPE any [<!ENTITY e "entity">]>';
  for (const text of texts) {
    gathered += text;
    if (gathered.length < PIECE_LENGTH) continue;
    yield bytesOf(gathered, encoding);
    gathered = '';
  }
  yield bytesOf(gathered, encoding);
}

function bytesOf(text: string, encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text);
  const bytes = Buffer.from(text, 'utf16le');
  return encoding === 'utf-16le' ? bytes : bytes.swap16();
}
