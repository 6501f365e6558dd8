import type { User } from '../accounts/index.ts';
import { paths } from '../paths.ts';
import { formatBytes } from '../web/formatters.ts';
import type { Page } from '../web/render.ts';
import { listsOf, type NamedList } from './presenters-lists.ts';
import {
  type ChapterView,
  chaptersOf,
  filesOf,
  type FileView,
  versionsOf,
} from './presenters-requirement-tables.ts';
import type { RequirementSet } from './requirements.ts';
import { type Block, type PublishedText, type ShownBlock, withParts } from './texts/policy-text.ts';
import { textFrame, type TextPageView, type TextView, textViewOf } from './texts/presenters.ts';
import type { PartName } from './texts/specification/pages.ts';

interface Link {
  href: string;
  text: string;
}

type Entry = Link & { children: Link[] };

export interface RequirementsView {
  text: TextView;
  sets: readonly RequirementSet[];
  /** Bytes of the downloads. */
  sizes: { template: number; example: number };
  reader: Pick<User, 'authority'> | null;
}

/** What views/documentation/data-requirements.ejs shows. */
export interface RequirementsPage {
  text: TextPageView;
  /** From which day on the page is valid, and which fields came when. */
  versions: string[];
  next: Link | null;
  downloads: Link[];
  contents: Entry[];
  /** What the text says before its first heading. */
  lead: readonly ShownBlock[];
  /** What it says from there on, and what comes from the specifications; null where the text does not ask for that. */
  beforeFiles: readonly ShownBlock[];
  files: FileView[] | null;
  beforeTables: readonly ShownBlock[];
  tables: { chapters: ChapterView[]; lists: NamedList[] } | null;
  afterTables: readonly ShownBlock[];
}

/**
 * The present version of the data requirements: the text as its author wrote it, and in it what comes from the
 * specifications, laid out more richly than a text can be.
 */
export function requirementsPage({ text, sets, sizes, reader }: RequirementsView): Page {
  const told = placesOf(text.version, sets);
  const page: RequirementsPage = {
    text: textViewOf(text),
    versions: sets.flatMap(versionsOf),
    next: nextStep(reader),
    downloads: [
      {
        href: paths.requirementsTemplate,
        text: `Download the template (ZIP, ${formatBytes(sizes.template)})`,
      },
      { href: paths.requirementsExample, text: `Download an example (ZIP, ${formatBytes(sizes.example)})` },
    ],
    contents: contentsOf(told),
    ...told,
  };
  return { view: 'documentation/data-requirements', frame: textFrame(text), page };
}

/** Asked for the upload page, somebody who has not signed in is led there by way of signing in. */
function nextStep(reader: RequirementsView['reader']): Link | null {
  if (!reader) return { href: paths.newUpload, text: 'Sign in and upload' };
  return reader.authority ? { href: paths.newUpload, text: 'Upload an extract' } : null;
}

type Places = Pick<
  RequirementsPage,
  'lead' | 'beforeFiles' | 'files' | 'beforeTables' | 'tables' | 'afterTables'
>;

/** The text cut where the two parts stand that have a layout of their own. */
function placesOf({ blocks, parts }: PublishedText, sets: readonly RequirementSet[]): Places {
  const shown = (some: readonly Block[]): ShownBlock[] => withParts(some, parts);
  const heading = blocks.findIndex(({ kind }) => kind !== 'paragraph');
  const start = heading < 0 ? blocks.length : heading;
  const files = cutAt('requirements-files', blocks.slice(start));
  const tables = cutAt('requirements-tables', files.after);
  const lists = listsOf(sets);
  return {
    lead: shown(blocks.slice(0, start)),
    beforeFiles: shown(files.before),
    files: files.isThere ? filesOf(sets) : null,
    beforeTables: shown(tables.before),
    tables: tables.isThere ? { chapters: chaptersOf(sets, lists), lists } : null,
    afterTables: shown(tables.after),
  };
}

interface Cut {
  before: readonly Block[];
  isThere: boolean;
  after: readonly Block[];
}

/** Without the part, everything comes after it. */
function cutAt(name: PartName, blocks: readonly Block[]): Cut {
  const at = blocks.findIndex((block) => block.kind === 'part' && block.name === name);
  return { before: blocks.slice(0, Math.max(at, 0)), isThere: at >= 0, after: blocks.slice(at + 1) };
}

function contentsOf({ beforeFiles, beforeTables, tables, afterTables }: Places): Entry[] {
  return [
    ...chaptersIn([...beforeFiles, ...beforeTables]),
    ...(tables?.chapters ?? []).map((chapter) => ({ ...entry(chapter), children: placesIn(chapter) })),
    ...(tables ? [{ ...entry({ id: 'lists', title: 'Lists' }), children: tables.lists.map(linkTo) }] : []),
    ...chaptersIn(afterTables),
  ];
}

function chaptersIn(blocks: readonly ShownBlock[]): Entry[] {
  return blocks.flatMap((block) =>
    block.kind === 'heading' && block.level === 2 ? [entry({ id: block.id, title: block.text })] : [],
  );
}

function entry(place: { id: string; title: string }): Entry {
  return { ...linkTo(place), children: [] };
}

function linkTo({ id, title }: { id: string; title: string }): Link {
  return { href: `#${id}`, text: title };
}

function placesIn({ tables, rules, rulesId, details, irregular, irregularId }: ChapterView): Link[] {
  const parts = [...tables, ...details].map(linkTo);
  if (rules.length > 0) parts.push({ href: `#${rulesId}`, text: 'Rules across rows and tables' });
  if (irregular.length > 0) parts.push({ href: `#${irregularId}`, text: 'Irregular values' });
  return parts;
}
