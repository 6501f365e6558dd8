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
  contents: (Link & { children: Link[] })[];
  /** What the text says before its first heading. */
  lead: readonly ShownBlock[];
  /** What it says from there on, and where what the specifications say stands in it. */
  sections: Section[];
  files: FileView[];
  chapters: ChapterView[];
  lists: NamedList[];
}

type Section = { kind: 'text'; blocks: readonly ShownBlock[] } | { kind: 'files' | 'tables' };

/**
 * The present version of the data requirements: the text as its author wrote it, and in it what comes from the
 * specifications, laid out more richly than a text can be.
 */
export function requirementsPage({ text, sets, sizes, reader }: RequirementsView): Page {
  const lists = listsOf(sets);
  const chapters = chaptersOf(sets, lists);
  const { lead, sections } = sectionsOf(text.version);
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
    contents: sections.flatMap((section) => contentsOf(section, chapters, lists)),
    ...{ lead, sections, files: filesOf(sets), chapters, lists },
  };
  return { view: 'documentation/data-requirements', frame: textFrame(text), page };
}

/** Asked for the upload page, somebody who has not signed in is led there by way of signing in. */
function nextStep(reader: RequirementsView['reader']): Link | null {
  if (!reader) return { href: paths.newUpload, text: 'Sign in and upload' };
  return reader.authority ? { href: paths.newUpload, text: 'Upload an extract' } : null;
}

function sectionsOf({ blocks, parts }: PublishedText): Pick<RequirementsPage, 'lead' | 'sections'> {
  const first = blocks.findIndex(({ kind }) => kind !== 'paragraph');
  const start = first < 0 ? blocks.length : first;
  const sections: Section[] = [];
  let told: Block[] = [];
  const settle = (): void => {
    if (told.length > 0) sections.push({ kind: 'text', blocks: withParts(told, parts) });
    told = [];
  };
  for (const block of blocks.slice(start)) {
    const kind = block.kind === 'part' ? richParts[block.name] : undefined;
    if (!kind) told.push(block);
    else {
      settle();
      sections.push({ kind });
    }
  }
  settle();
  return { lead: withParts(blocks.slice(0, start), parts), sections };
}

const richParts: Partial<Record<PartName, 'files' | 'tables'>> = {
  'requirements-files': 'files',
  'requirements-tables': 'tables',
};

function contentsOf(
  section: Section,
  chapters: readonly ChapterView[],
  lists: readonly NamedList[],
): RequirementsPage['contents'] {
  const alone = (id: string, text: string) => ({ href: `#${id}`, text, children: [] });
  if (section.kind === 'files') return [];
  if (section.kind === 'text')
    return section.blocks.flatMap((block) =>
      block.kind === 'heading' && block.level === 2 ? [alone(block.id, block.text)] : [],
    );
  return [
    ...chapters.map((chapter) => ({ ...alone(chapter.id, chapter.title), children: placesIn(chapter) })),
    {
      ...alone('lists', 'Lists'),
      children: lists.map(({ id, title }) => ({ href: `#${id}`, text: title })),
    },
  ];
}

function placesIn({ tables, rules, rulesId, details, irregular, irregularId }: ChapterView): Link[] {
  const parts = [...tables, ...details].map(({ id, title }) => ({ href: `#${id}`, text: title }));
  if (rules.length > 0) parts.push({ href: `#${rulesId}`, text: 'Rules across rows and tables' });
  if (irregular.length > 0) parts.push({ href: `#${irregularId}`, text: 'Irregular values' });
  return parts;
}
