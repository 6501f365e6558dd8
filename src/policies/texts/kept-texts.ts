import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Knex } from 'knex';
import { type Clock, today } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { type Contacts, parseContacts } from './contacts.ts';
import type { PolicyText } from './policy-text.ts';
import { publishTexts } from './publish-texts.ts';
import { findFiles, type FoundFiles, readText, type RefusedFile } from './read-files.ts';
import { parseText } from './rules/parse-text.ts';
import { publishedVersions } from './store.ts';

/** The texts of the public pages, as they are now. */
export interface Texts {
  /** Every published version of a page, oldest first; never empty. */
  versions(page: string): Promise<readonly PolicyText[]>;
  contacts(): Promise<Contacts>;
}

export interface TextSources {
  db: Knex;
  clock: Clock;
  logger: Pick<Logger, 'warn'>;
  /** The folder of the release, and the one in which OCC adds versions and changes contacts. */
  shipped: string;
  added: string;
}

interface Kept {
  /** Of all files and the day: texts are read again when it changes. */
  stamp: string;
  pages: ReadonlyMap<string, readonly PolicyText[]>;
  contacts: Contacts;
}

/** Files are looked at again after so long, when a page is asked for. */
const LOOK_AGAIN_MS = 3000;

/** The texts, kept in memory; changed files are seen within seconds, without a restart. */
export function openTexts(sources: TextSources): Texts {
  let kept: Kept | null = null;
  let lookedAt = -Infinity;
  let looking: Promise<Kept> | null = null;
  const fresh = async (): Promise<Kept> => {
    const now = sources.clock().getTime();
    if (kept && Math.abs(now - lookedAt) < LOOK_AGAIN_MS) return kept;
    looking ??= look(sources, kept).finally(() => (looking = null));
    kept = await looking;
    lookedAt = now;
    return kept;
  };
  return {
    contacts: async () => (await fresh()).contacts,
    versions: async (page) => {
      const versions = (await fresh()).pages.get(page);
      if (!versions) throw new Error(`The page ${page} has no text.`);
      return versions;
    },
  };
}

async function look(sources: TextSources, kept: Kept | null): Promise<Kept> {
  const [shipped, added] = [await findFiles(sources.shipped), await findFiles(sources.added)];
  const stamp = stampOf([shipped, added], today(sources.clock));
  if (kept?.stamp === stamp) return kept;
  const refused = [...shipped.refused, ...added.refused];
  refused.push(...(await publishTexts(sources, [...shipped.files, ...added.files])));
  const contacts = await contactsIn([added, shipped], refused, kept);
  for (const { path: file, sentence } of refused)
    sources.logger.warn({ file }, `This file of the public pages is not used. ${sentence}`);
  return { stamp, pages: await textsOf(sources.db), contacts };
}

function stampOf(found: readonly FoundFiles[], day: string): string {
  const names = found.flatMap(({ files, refused }) => [
    ...files.map(({ stamp }) => stamp),
    ...refused.map(({ path: file }) => file),
  ]);
  return createHash('sha256')
    .update([day, ...names].join('\n'))
    .digest('hex');
}

/** From the first folder whose file is right; while that of OCC is wrong, what was there before stays. */
async function contactsIn(
  folders: readonly FoundFiles[],
  refused: RefusedFile[],
  kept: Kept | null,
): Promise<Contacts> {
  for (const file of folders.flatMap(({ files }) => files.filter(({ of }) => of === null))) {
    const read = await readText(file);
    const parsed = read.kind === 'ok' ? parseContacts(read.content) : read;
    if (parsed.kind === 'ok') return parsed.contacts;
    refused.push({ path: file.path, sentence: parsed.sentence });
    if (kept) return kept.contacts;
  }
  throw new Error('There are no contacts for the public pages.');
}

/** What was published is what is shown, whatever has become of its file. */
async function textsOf(db: Knex): Promise<Map<string, PolicyText[]>> {
  const pages = new Map<string, PolicyText[]>();
  for (const published of await publishedVersions(db)) {
    const parsed = parseText(published.content, published);
    // A version that an earlier release could show and this one cannot is left out rather than everything with it.
    if (parsed.kind === 'ok') pages.set(published.page, [...(pages.get(published.page) ?? []), parsed.text]);
  }
  return pages;
}

/** Where the release has its texts. */
export const shippedTexts = path.resolve(import.meta.dirname, '../../../seeds/reference/policies');
