import type { ExportItem, ExportValue } from '../export.ts';
import type { Span } from './find-passage.ts';
import { fold, type Folded } from './fold.ts';

/** A passage that seems to name somebody else, for a person to look at. */
export interface Suggestion {
  key: string;
  column: string;
  /** As it stands in the value. */
  passage: string;
  /** A part of a name may be a word like any other. */
  certainty: 'name' | 'part-of-name';
}

interface Word extends Span {
  text: string;
}

interface KnownName {
  words: string[];
  certainty: Suggestion['certainty'];
}

const WORDS = /[\p{L}\p{N}]+/gu;
/** Between the words of a name: "Okafor, Ann", "ann.okafor@". */
const MOST_BETWEEN = 3;
/** A shorter part of a name is not looked for by itself. */
const SHORTEST_PART = 3;
/** Scripts that write no room between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/**
 * Proposes passages that name somebody else, once a field: known names, in either order, their parts where they begin with
 * a capital, and addresses.
 * @param others names, former names and addresses of other people
 * @param own those of the person, which are never proposed, nor what stands within them
 */
export function suggestPassages(
  items: readonly ExportItem[],
  others: readonly string[],
  own: readonly string[],
): Suggestion[] {
  const known = indexed(others, own);
  const owned = byFirstWord(own.flatMap(inBothOrders).map((words) => ({ words, certainty: 'name' })));
  const unspaced = others.filter((name) => UNSPACED.test(name) && !own.includes(name));
  return items.flatMap(({ key, fields }) =>
    fields.flatMap(({ column, value }) => {
      const found = new Map<string, Suggestion>();
      for (const text of textsOf(value)) {
        for (const { passage, certainty } of namesIn(text, { known, owned, unspaced }))
          if (found.get(passage)?.certainty !== 'name')
            found.set(passage, { key, column, passage, certainty });
      }
      return [...found.values()];
    }),
  );
}

type Index = ReadonlyMap<string, readonly KnownName[]>;

/** By the first word, longest first. */
function byFirstWord(names: readonly KnownName[]): Index {
  const index = new Map<string, KnownName[]>();
  for (const name of names) {
    const [first] = name.words;
    if (first !== undefined) index.set(first, [...(index.get(first) ?? []), name]);
  }
  for (const all of index.values()) all.sort((a, b) => b.words.length - a.words.length);
  return index;
}

/** A name that the person has too is not looked for, nor are parts that are parts of the person's names. */
function indexed(others: readonly string[], own: readonly string[]): Index {
  const ownNames = new Set(own.flatMap(inBothOrders).map((words) => words.join(' ')));
  const ownWords = new Set(own.flatMap(wordsOf));
  const names = new Map<string, KnownName>();
  for (const other of others) {
    for (const words of inBothOrders(other)) {
      const name = words.join(' ');
      if (!ownNames.has(name)) names.set(name, { words, certainty: 'name' });
    }
    if (other.includes('@')) continue;
    for (const word of wordsOf(other))
      if (word.length >= SHORTEST_PART && !ownWords.has(word) && !names.has(word))
        names.set(word, { words: [word], certainty: 'part-of-name' });
  }
  return byFirstWord([...names.values()]);
}

function inBothOrders(name: string): string[][] {
  const words = wordsOf(name);
  const last = words.at(-1);
  if (last === undefined) return [];
  return words.length < 2 || name.includes('@') ? [words] : [words, [last, ...words.slice(0, -1)]];
}

function wordsOf(name: string): string[] {
  return wordsIn(fold(name)).map(({ text }) => text);
}

/** The words of a folded text, with their places in the original. */
function wordsIn({ text, starts, ends }: Folded): Word[] {
  return [...text.matchAll(WORDS)].map(({ 0: word, index }) => ({
    text: word,
    start: starts[index] ?? 0,
    end: ends[index + word.length - 1] ?? 0,
  }));
}

function namesIn(
  text: string,
  { known, owned, unspaced }: { known: Index; owned: Index; unspaced: readonly string[] },
): Pick<Suggestion, 'passage' | 'certainty'>[] {
  const words = wordsIn(fold(text));
  const found: Pick<Suggestion, 'passage' | 'certainty'>[] = unspaced
    .filter((name) => text.includes(name))
    .map((passage) => ({ passage, certainty: 'name' }));
  for (let at = 0; at < words.length;) {
    const own = longestAt(words, at, owned);
    const other = longestAt(words, at, known, text);
    const length = Math.max(own?.words.length ?? 0, other?.words.length ?? 0);
    const [first, last] = [words[at], words[at + length - 1]];
    if (other && first && last && other.words.length > (own?.words.length ?? 0))
      found.push({ passage: text.slice(first.start, last.end), certainty: other.certainty });
    at += Math.max(length, 1);
  }
  return found;
}

/** @param capitalsOf the original, where parts of names count only if they begin with a capital */
function longestAt(
  words: readonly Word[],
  at: number,
  index: Index,
  capitalsOf?: string,
): KnownName | undefined {
  return index.get(words[at]?.text ?? '')?.find(
    (name) =>
      name.words.every((word, place) => {
        const here = words[at + place];
        const before = words[at + place - 1];
        const isNear = place === 0 || (here?.start ?? 0) - (before?.end ?? 0) <= MOST_BETWEEN;
        return here?.text === word && isNear;
      }) &&
      (name.certainty === 'name' || beginsWithCapital(capitalsOf?.slice(words[at]?.start) ?? '')),
  );
}

/** A script without capitals has none to ask for. */
function beginsWithCapital(text: string): boolean {
  return /^(\p{Lu}|\p{Lt}|\p{Lo})/u.test(text);
}

function textsOf(value: ExportValue | undefined): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? (value as readonly ExportValue[]).flatMap(textsOf) : [];
}
