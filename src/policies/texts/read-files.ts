import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { textPages } from './specification/pages.ts';

/** A file as it stands in a folder of texts. */
export interface FoundFile {
  path: string;
  /** Of which page and version its name says it is; null for the file of contacts. */
  of: { page: string; version: number } | null;
  /** Changes whenever the file does. */
  stamp: string;
  bytes: number;
}

/** A file that is not shown, and why, in a sentence for whoever put it there. */
export interface RefusedFile {
  path: string;
  sentence: string;
}

export interface FoundFiles {
  files: FoundFile[];
  refused: RefusedFile[];
}

export const CONTACTS_FILE = 'contacts.json';
/** Where the release has its texts. */
export const shippedTexts = path.resolve(import.meta.dirname, '../../../seeds/reference/policies');

const MOST_BYTES = 256 * 1024;

/** What lies in a folder of texts: <page>/<version>.md and contacts.json. A folder that is not there holds nothing. */
export async function findFiles(folder: string): Promise<FoundFiles> {
  const found: FoundFiles = { files: [], refused: [] };
  for (const entry of await entriesOf(folder, found)) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory() && textPages.some(({ name }) => name === entry.name))
      await findVersions(file, entry.name, found);
    else if (entry.name === CONTACTS_FILE) await add(found, file, null);
    else if (!entry.name.startsWith('.'))
      found.refused.push({ path: file, sentence: 'No page has this name.' });
  }
  return found;
}

async function findVersions(folder: string, page: string, found: FoundFiles): Promise<void> {
  for (const { name } of await entriesOf(folder, found)) {
    const file = path.join(folder, name);
    const version = /^([1-9]\d{0,3})\.md$/.exec(name)?.[1];
    if (version) await add(found, file, { page, version: Number(version) });
    else if (!name.startsWith('.'))
      found.refused.push({ path: file, sentence: 'A version is named by its number, such as 2.md.' });
  }
}

async function add(found: FoundFiles, file: string, of: FoundFile['of']): Promise<void> {
  try {
    const { mtimeMs, ctimeMs, size } = await stat(file);
    found.files.push({ path: file, of, stamp: `${file} ${mtimeMs} ${ctimeMs} ${size}`, bytes: size });
  } catch (error) {
    found.refused.push({ path: file, sentence: unreadable(error) });
  }
}

async function entriesOf(folder: string, found: FoundFiles): Promise<Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((left, right) => left.name.localeCompare(right.name, 'en', { numeric: true }));
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code !== 'ENOENT';
    if (isThere) found.refused.push({ path: folder, sentence: unreadable(error) });
    return [];
  }
}

function unreadable(error: unknown): string {
  return `It cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`;
}

export type ReadText = { kind: 'ok'; content: string } | { kind: 'wrong'; sentence: string };

/** The file's text with plain line ends and without a byte order mark; refused when it is huge or not UTF-8. */
export async function readText({ path: file, bytes }: FoundFile): Promise<ReadText> {
  if (bytes > MOST_BYTES) return { kind: 'wrong', sentence: `It is larger than ${MOST_BYTES / 1024} KB.` };
  try {
    const content = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
    // eslint-disable-next-line no-control-regex -- control characters are what is refused
    if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(content))
      return { kind: 'wrong', sentence: 'It holds control characters.' };
    return { kind: 'ok', content: content.replaceAll(/\r\n?/g, '\n') };
  } catch (error) {
    if (error instanceof TypeError) return { kind: 'wrong', sentence: 'It is not written in UTF-8.' };
    return { kind: 'wrong', sentence: unreadable(error) };
  }
}
