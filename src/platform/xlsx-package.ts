import { open } from 'node:fs/promises';
import path from 'node:path';
import { XlsxError } from './xlsx-error.ts';
import { localName, readXml, type Attributes, type XmlPart } from './xlsx-xml.ts';
import { openZip, type ZipEntry, type ZipLimits } from './zip.ts';

/** What is read of a workbook, its container open until it is closed. */
export interface OpenWorkbook {
  /** The first sheet in the workbook's order. */
  sheet: ZipEntry;
  /** The texts that cells name by their index, if there are any. */
  sharedStrings: ZipEntry | null;
  close: () => void;
}

/** The parts of a container by their names in small letters. */
type Parts = ReadonlyMap<string, ZipEntry>;

/** How an encrypted workbook and one of before 2007 (.xls) begin. */
const COMPOUND_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
/** A workbook or a template of one, with macros or without; not a binary one (.xlsb). */
const WORKBOOK_TYPE =
  /^application\/vnd\.(openxmlformats-officedocument\.spreadsheetml\.(sheet|template)|ms-excel\.(sheet|template|addin)\.macroenabled)\.main\+xml$/i;
const MACRO_TYPE = /macro|vbaproject/i;
const MACRO_PART = /(^|\/)vbaproject\.bin$/;
const LINK_TYPE = /externallink/i;
const LINK_PART = /(^|\/)externallinks\//;

/**
 * Opens a workbook and finds what is read of it, along its relationships. Throws XlsxError for one that is refused
 * or damaged, and ZipError for its container.
 */
export async function openWorkbook(file: string, limits: ZipLimits): Promise<OpenWorkbook> {
  await refuseCompoundFile(file);
  const { entries, close } = await openZip(file, limits);
  try {
    return { ...(await findParts(entries)), close };
  } catch (error) {
    close();
    throw error;
  }
}

async function refuseCompoundFile(file: string): Promise<void> {
  const handle = await open(file);
  try {
    const start = Buffer.alloc(COMPOUND_FILE.length);
    await handle.read(start, 0, start.length, 0);
    if (start.equals(COMPOUND_FILE)) throw new XlsxError('encrypted');
  } finally {
    await handle.close();
  }
}

async function findParts(entries: ZipEntry[]): Promise<Omit<OpenWorkbook, 'close'>> {
  const parts = partsByName(entries);
  const workbook = await findWorkbook(parts);
  refuseByName(parts);
  const firstSheet = await readWorkbook(workbook);
  const targets = await readWorkbookRelationships(workbook, firstSheet, parts);
  return {
    sheet: partOf(parts, targets.sheet),
    sharedStrings: targets.sharedStrings === null ? null : partOf(parts, targets.sharedStrings),
  };
}

/** Two parts of one name would be read differently by different programs. */
function partsByName(entries: ZipEntry[]): Parts {
  const parts = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
  if (parts.size < entries.length) throw new XlsxError('damaged');
  return parts;
}

function partOf(parts: Parts, name: string | null): ZipEntry {
  const part = name === null ? undefined : parts.get(name);
  if (!part) throw new XlsxError('damaged', name ?? '');
  return part;
}

/** Not every ZIP is a workbook: a text document has relationships too, and an OpenDocument sheet has none. */
async function findWorkbook(parts: Parts): Promise<ZipEntry> {
  const types = parts.get('[content_types].xml');
  const root = parts.get('_rels/.rels');
  if (!types || !root) throw new XlsxError('not-a-workbook');
  const name = await officeDocument(root);
  const workbook = name === null ? undefined : parts.get(name);
  if (!workbook) throw new XlsxError('not-a-workbook');
  await refuseByType(types, workbook);
  return workbook;
}

async function officeDocument(root: XmlPart): Promise<string | null> {
  let document: string | null = null;
  await readRelationships(root, '', ({ kind, target }) => {
    if (kind === 'officeDocument') document ??= target;
  });
  return document;
}

/** Judges by what the container says of its parts: each has a type of its own, or that of its ending. */
async function refuseByType(types: XmlPart, workbook: ZipEntry): Promise<void> {
  const partName = `/${workbook.name.toLowerCase()}`;
  const ending = path.posix.extname(partName).slice(1);
  let own: string | undefined;
  let ofEnding: string | undefined;
  const found = { macros: false, links: false };
  await readXml(types, {
    open(name, { PartName = '', Extension = '', ContentType = '' }) {
      const type = ContentType.trim();
      if (name === 'Override' && PartName.toLowerCase() === partName) own = type;
      if (name === 'Default' && Extension.toLowerCase() === ending) ofEnding = type;
      found.macros ||= MACRO_TYPE.test(type);
      found.links ||= LINK_TYPE.test(type);
    },
  });
  if (!WORKBOOK_TYPE.test(own ?? ofEnding ?? '')) throw new XlsxError('not-a-workbook');
  if (found.macros) throw new XlsxError('macros');
  if (found.links) throw new XlsxError('external-links');
}

function refuseByName(parts: Parts): void {
  for (const name of parts.keys()) {
    if (MACRO_PART.test(name)) throw new XlsxError('macros', name);
    if (LINK_PART.test(name)) throw new XlsxError('external-links', name);
  }
}

/** The relationship of the first sheet. */
async function readWorkbook(workbook: ZipEntry): Promise<string> {
  const found: { sheet: string | null } = { sheet: null };
  let isInSheets = false;
  await readXml(workbook, {
    open(name, attributes, depth) {
      if (name === 'externalReferences') throw new XlsxError('external-links');
      if (depth === 2) isInSheets = name === 'sheets';
      else if (depth === 3 && isInSheets && name === 'sheet') found.sheet ??= relationshipOf(attributes);
    },
  });
  if (found.sheet === null) throw new XlsxError('damaged', workbook.name);
  return found.sheet;
}

/** The attribute `id` of the relationships' namespace, whatever prefix that has. */
function relationshipOf(attributes: Attributes): string | null {
  const name = Object.keys(attributes).find((key) => key.includes(':') && localName(key) === 'id');
  return name === undefined ? null : (attributes[name] ?? null);
}

interface Targets {
  sheet: string | null;
  sharedStrings: string | null;
}

async function readWorkbookRelationships(
  workbook: ZipEntry,
  sheetId: string,
  parts: Parts,
): Promise<Targets> {
  const { dir, base } = path.posix.parse(workbook.name.toLowerCase());
  const relationships = partOf(parts, path.posix.join(dir, '_rels', `${base}.rels`));
  const found: Targets = { sheet: null, sharedStrings: null };
  await readRelationships(relationships, dir, ({ id, kind, target }) => {
    if (kind === 'externalLink') throw new XlsxError('external-links');
    if (id === sheetId) found.sheet ??= target;
    if (kind === 'sharedStrings') found.sharedStrings ??= target;
  });
  return found;
}

interface Relationship {
  id: string;
  /** The last word of the type's address, which is the same in every edition of the format. */
  kind: string;
  /** The name of the part, in small letters; null if it lies outside the container. */
  target: string | null;
}

/** Reads relationships whose targets stand from a folder on, or from the root if they begin with a slash. */
async function readRelationships(
  part: XmlPart,
  folder: string,
  take: (relationship: Relationship) => void,
): Promise<void> {
  await readXml(part, {
    open(name, { Id = '', Type = '', Target = '', TargetMode = '' }) {
      if (name !== 'Relationship') return;
      take({
        id: Id,
        kind: Type.slice(Type.lastIndexOf('/') + 1),
        target:
          TargetMode === 'External' ? null : path.posix.resolve('/', folder, Target).slice(1).toLowerCase(),
      });
    },
  });
}
