import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { shippedTexts } from '../../../src/policies/index.ts';
import { filledParts, type OwnFacts } from '../../../src/policies/processing/presenters-parts.ts';
import { type PolicyText, withParts } from '../../../src/policies/texts/policy-text.ts';
import { readContacts } from '../../../src/policies/texts/read-contacts.ts';
import { findFiles, readText } from '../../../src/policies/texts/read-files.ts';
import { parseText } from '../../../src/policies/texts/rules/parse-text.ts';

/** What the newest shipped version of a page said when it was last pinned: its number, and a hash of it, parts included. */
export interface Pin {
  version: number;
  hash: string;
}

export type Pins = Record<string, Pin>;

/** Every page as it would be published now by these facts. */
export async function presentPins(facts: OwnFacts): Promise<Pins> {
  const contacts = await readContacts({ shipped: shippedTexts, added: shippedTexts });
  const pins: Pins = {};
  for (const text of await newestTexts()) {
    const { version, date, approvedBy, nextReview, changed, blocks } = text;
    const shown = withParts(blocks, filledParts(blocks, { ...facts, contacts }));
    const all = JSON.stringify([date, approvedBy, nextReview, changed, shown]);
    pins[text.page] = { version, hash: createHash('sha256').update(all).digest('hex') };
  }
  return pins;
}

async function newestTexts(): Promise<PolicyText[]> {
  const newest = new Map<string, PolicyText>();
  // Of each page the files come in the order of their numbers.
  for (const file of (await findFiles(shippedTexts)).files) {
    const read = await readText(file);
    if (!file.of || read.kind !== 'ok') continue;
    const parsed = parseText(read.content, file.of);
    if (parsed.kind === 'ok') newest.set(file.of.page, parsed.text);
  }
  return [...newest.values()];
}

export const pinFile = path.join(import.meta.dirname, 'pins.json');

export async function keptPins(): Promise<Pins> {
  return JSON.parse(await readFile(pinFile, 'utf8')) as Pins;
}

/** What is wrong with a page, and what to do; null when it is as it was pinned. */
export function driftOf(page: string, kept: Pin | undefined, present: Pin): string | null {
  if (kept?.hash === present.hash && kept.version === present.version) return null;
  const renew = 'Then renew the pin: npm run pin-texts.';
  if (!kept || kept.version !== present.version)
    return `The page “${page}” has version ${present.version}, which is not pinned. ${renew}`;
  return `The page “${page}” does not say any more what version ${kept.version} said when it was pinned: its file, or what the application puts into it, has changed. Nobody would be told. Give it a new version, seeds/reference/policies/${page}/${kept.version + 1}.md, with its date, approved by, next review and what changed. ${renew} Only while version ${kept.version} has not been released may the pin alone be renewed.`;
}
