import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Knex } from 'knex';
import { type Clock, today } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { filledParts, type OwnFacts, type PartFacts } from '../processing/presenters-parts.ts';
import type { Contacts } from './contacts.ts';
import type { PolicyText, PublishedText } from './policy-text.ts';
import { publishTexts } from './publish-texts.ts';
import { contactsIn } from './read-contacts.ts';
import { findFiles, type FoundFiles } from './read-files.ts';
import { parseText } from './rules/parse-text.ts';
import { partsOfARelease } from './specification/pages.ts';
import { type PublishedVersion, publishedVersions } from './store.ts';

/** The texts of the public pages, as they are now. */
export interface Texts {
  /** Every published version of a page, oldest first; never empty. */
  versions(page: string): Promise<readonly PublishedText[]>;
  contacts(): Promise<Contacts>;
}

export interface TextSources {
  db: Knex;
  clock: Clock;
  logger: Pick<Logger, 'warn'>;
  /** The folder of the release, and the one in which OCC adds versions and changes contacts. */
  shipped: string;
  added: string;
  /** What the application puts into texts. */
  facts: OwnFacts;
}

interface Kept {
  /** Of all files and the day: texts are read again when it changes. */
  stamp: string;
  pages: ReadonlyMap<string, readonly PublishedText[]>;
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
  const contacts = await contactsIn([added, shipped], refused, kept?.contacts ?? null);
  const facts = { ...sources.facts, contacts };
  const { db, clock } = sources;
  const publishing = { db, clock, partsOf: (blocks: PolicyText['blocks']) => filledParts(blocks, facts) };
  refused.push(...(await publishTexts(publishing, [...shipped.files, ...added.files])));
  for (const { path: file, sentence } of refused)
    sources.logger.warn({ file }, `This file of the public pages is not used. ${sentence}`);
  return { stamp, pages: await textsOf(sources, facts), contacts };
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

/** What was published is what is shown, whatever has become of its file. */
async function textsOf(
  { db, logger }: Pick<TextSources, 'db' | 'logger'>,
  facts: PartFacts,
): Promise<Map<string, PublishedText[]>> {
  const pages = new Map<string, PublishedText[]>();
  // The newest first: of each page the first one that can be shown is the present version.
  for (const published of (await publishedVersions(db)).reverse()) {
    const parsed = parseText(published.content, published);
    // A version that an earlier release could show and this one cannot is left out rather than everything with it.
    if (parsed.kind !== 'ok') continue;
    const later = pages.get(published.page) ?? [];
    const isPresent = later.length === 0;
    const text = withItsParts(parsed.text, isPresent ? null : published.parts, facts);
    if (isPresent) warnOfDrift(logger, text, published.parts);
    pages.set(published.page, [text, ...later]);
  }
  return pages;
}

/** @param kept null where there are none, and in the present version: whom to write to and what is counted holds at once */
function withItsParts(text: PolicyText, kept: PublishedVersion['parts'], facts: PartFacts): PublishedText {
  return { ...text, parts: kept ?? filledParts(text.blocks, facts), hasPartsOfToday: kept === null };
}

/** A release brings a new version with new parts. It is refused where OCC has published that number for words of its own. */
function warnOfDrift(
  logger: TextSources['logger'],
  { page, version, parts }: PublishedText,
  kept: PublishedVersion['parts'],
): void {
  const changed = partsOfARelease.filter(
    (name) => parts[name] && kept?.[name] && !isDeepStrictEqual(parts[name], kept[name]),
  );
  if (changed.length > 0)
    logger.warn(
      { page, version, parts: changed },
      'What the application puts into this page has changed since its version was published: give it a new one.',
    );
}
