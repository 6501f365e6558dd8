import { readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { mailText } from '../../platform/mail/mail-text.ts';
import { countIn, type Traces } from './traces.ts';

const LARGEST = 256 * 1024 * 1024;

/** Letters that were laid down as files and have something of the person in them; they are copies, and go. */
export async function removeLetterFiles(dataDir: string, traces: Traces): Promise<number> {
  const folder = path.join(dataDir, 'mail');
  let removed = 0;
  for (const name of await namesIn(folder)) {
    const file = path.join(folder, name);
    const message = await readFile(file).catch(() => null);
    if (message === null || countIn(mailText(message), traces) === 0) continue;
    await rm(file, { force: true });
    removed += 1;
  }
  return removed;
}

/**
 * Files below the data folder in which any of the traces stands, in plain text or as mail. The database's own files are
 * left out, which are searched as tables; so are the secrets, and uploads that are being received this moment.
 */
export async function searchFiles(
  dataDir: string,
  traces: Traces,
  folder = '',
): Promise<{ place: string; count: number }[]> {
  const found: { place: string; count: number }[] = [];
  const here = path.join(dataDir, folder);
  const names = await namesIn(here);
  if (names.includes('PG_VERSION')) return found;
  for (const name of names) {
    const place = path.join(folder, name);
    const about = await stat(path.join(dataDir, place)).catch(() => null);
    if (about?.isDirectory() && place !== 'tmp') found.push(...(await searchFiles(dataDir, traces, place)));
    if (!about?.isFile() || about.size > LARGEST || name === 'secrets.json') continue;
    const bytes = await readFile(path.join(dataDir, place)).catch(() => Buffer.alloc(0));
    const text = name.endsWith('.eml') ? mailText(bytes) : bytes.toString('utf8');
    // A file's own name may say who somebody is.
    const count = countIn(`${name}\n${text}`, traces);
    if (count > 0) found.push({ place: `file ${place}`, count });
  }
  return found;
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).sort();
}
