import type { ExportContents, ExportFile, Search } from '../export.ts';
import { markDisputed } from '../rules/disputed.ts';
import { withhold, type Given, type GivenItem } from '../rules/withhold.ts';

/** All that a package says; each of its files is written from this and nothing else. */
export interface PackageDocument extends Omit<Given, 'files'> {
  reference: string;
  name: string;
  madeAt: Date;
  /** Paragraphs of the letter. */
  letter: readonly string[];
  searches: readonly Search[];
  files: readonly GivenFile[];
}

export interface GivenFile extends Pick<ExportFile, 'about' | 'open'> {
  /** Where it lies in the package. */
  name: string;
}

/** Records that are told of together. */
export interface Section {
  table: string;
  title: string;
  items: readonly GivenItem[];
}

/**
 * What may be given of an export. Throws when something that is to be withheld is not where it is said to be: then what was
 * reviewed is not what would be given.
 */
export function packageDocument(contents: ExportContents): PackageDocument {
  const { given, idle } = withhold(contents);
  if (idle.length > 0)
    throw new Error(
      `${idle.length} of what is to be withheld is not there; the review does not fit any more`,
    );
  const { reference, name, madeAt, searches, letter } = contents;
  return {
    ...{ ...given, reference, name, madeAt, searches },
    letter: letter.split(/(?:\r?\n[ \t]*){2,}/).filter((paragraph) => paragraph.trim() !== ''),
    items: markDisputed(given.items),
    files: filesOf(given.files),
  };
}

/** Numbered, so that no two have the same name on any system and none has one that a system keeps for itself. */
function filesOf(files: readonly ExportFile[]): GivenFile[] {
  const digits = String(files.length).length;
  return files.map(({ name, about, open }, at) => ({
    ...{ about, open },
    name: `files/${String(at + 1).padStart(digits, '0')}-${safeName(name)}`,
  }));
}

const LONGEST = 120;

/** As any system takes it: no folders, nothing unseen, not too long, its ending kept. */
function safeName(name: string): string {
  const plain = name
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, '')
    .replace(/[/\\:*?"<>|]/g, '-')
    .replace(/[. ]+$/, '');
  const signs = Array.from(plain);
  if (signs.length <= LONGEST) return plain === '' ? 'file' : plain;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(plain)?.[0] ?? '';
  return signs.slice(0, LONGEST - ending.length).join('') + ending;
}

/** Records by what people call them, in the order of the first of each. */
export function sectionsOf(items: readonly GivenItem[]): Section[] {
  const sections = new Map<string, { table: string; title: string; items: GivenItem[] }>();
  for (const item of items) {
    const { table, title } = item;
    const key = JSON.stringify([table, title]);
    const section = sections.get(key) ?? { table, title, items: [] };
    section.items.push(item);
    sections.set(key, section);
  }
  return [...sections.values()];
}

/** What is said of fields, once for all of a section that it is said of. */
export interface Why {
  labels: string[];
  category: string;
  purpose: string;
  lawfulBasis: string;
  retention: string;
}

export function whysOf({ items }: Section): Why[] {
  const whys = new Map<string, Why>();
  for (const { label, category, purpose, lawfulBasis, retention } of items.flatMap(({ fields }) => fields)) {
    const key = JSON.stringify([category, purpose, lawfulBasis, retention]);
    const why = whys.get(key) ?? { labels: [], category, purpose, lawfulBasis, retention };
    if (!why.labels.includes(label)) why.labels.push(label);
    whys.set(key, why);
  }
  return [...whys.values()];
}
