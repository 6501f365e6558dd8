import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestsByPromise } from './promise.ts';

const TEST_NAME = /\bit\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`)/g;
const TAGS = /\[(P\d+(?:,\s*P\d+)*)\]/g;

/** The tests whose names carry promises, by promise: [P49], or [P45, P46]. @param folder test/ */
export async function readTags(folder: string): Promise<TestsByPromise> {
  const found: Record<string, string[]> = {};
  const files = (await readdir(folder, { recursive: true }))
    .filter((name) => name.endsWith('.test.ts'))
    .sort();
  for (const file of files) {
    for (const { tags, name } of tagsIn(await readFile(path.join(folder, file), 'utf8')))
      for (const tag of tags) (found[tag] ??= []).push(`test/${file.replaceAll(path.sep, '/')}: ${name}`);
  }
  const numbered = Object.entries(found).sort(
    ([left], [right]) => Number(left.slice(1)) - Number(right.slice(1)),
  );
  return Object.fromEntries(numbered);
}

/** The tagged names in the text of one file, without their tags. */
export function tagsIn(source: string): { tags: string[]; name: string }[] {
  return [...source.matchAll(TEST_NAME)].flatMap(([, single, double, template]) => {
    const whole = single ?? double ?? template ?? '';
    const tags = [...whole.matchAll(TAGS)].flatMap(([, list = '']) => list.split(/,\s*/));
    // What a name has from a list is different for each of it.
    const name = whole
      .replaceAll(TAGS, '')
      .replaceAll(/\$\{[^}]*\}/g, '…')
      .replaceAll(/\s+/g, ' ')
      .trim();
    return tags.length > 0 ? [{ tags, name }] : [];
  });
}
