import { paths } from '../../paths.ts';
import { formatDay } from '../../web/formatters.ts';
import type { Page } from '../../web/render.ts';
import { isOverdue, type PolicyText, type PublishedText, type ShownBlock, withParts } from './policy-text.ts';
import { type ChangedParagraph, wordChanges } from './rules/word-changes.ts';
import { type TextPage, textPages } from './specification/pages.ts';

interface Link {
  href: string;
  text: string;
}

/** What views/policies/text.ejs shows. */
export interface TextPageView {
  title: string;
  contactHref: string | null;
  /** Sentences above a version that is not the present one, and the way to that. */
  older: { sentences: string[]; present: Link } | null;
  facts: { key: string; value: string }[];
  overdue: string | null;
  contents: (Link & { children: Link[] })[];
  blocks: readonly ShownBlock[];
  leadsElsewhere: boolean;
  changes: ChangesView;
  versions: Link[];
}

export interface ChangesView {
  /** In a sentence, as its author wrote it. */
  summary: string;
  /** The versions that are compared; null for the first one. */
  between: string | null;
  paragraphs: readonly ChangedParagraph[];
}

export interface TextView {
  page: TextPage;
  versions: readonly PublishedText[];
  version: PublishedText;
  /** YYYY-MM-DD */
  today: string;
}

/** A page with a versioned text, the present version or an older one. */
export function textPageOf(text: TextView): Page {
  return { view: 'policies/text', frame: textFrame(text), page: textViewOf(text) };
}

export function isPresent({ version, versions }: Pick<TextView, 'version' | 'versions'>): boolean {
  return versions.at(-1) === version;
}

export function textFrame({ page, ...text }: TextView): Page['frame'] {
  const { version } = text.version;
  const title = isPresent(text) ? page.title : `${page.title}, version ${version}`;
  return { title, backLink: listOf(page) };
}

export function textViewOf(text: TextView): TextPageView {
  const { page, versions, version, today } = text;
  const present = isPresent(text) ? null : (versions.at(-1) ?? null);
  const blocks = withParts(version.blocks, version.parts);
  return {
    title: page.title,
    contactHref: page.href === paths.contact ? null : paths.contact,
    older: present && olderNotice(page, version, present),
    facts: factsOf(version),
    overdue: !present && isOverdue(version, today) ? overdueSentence(version) : null,
    contents: contentsOf(blocks),
    blocks,
    leadsElsewhere: leadsElsewhere(blocks),
    changes: changesOf(version, versions),
    versions: versions.length > 1 ? versions.map((one) => versionLink(page, one)).reverse() : [],
  };
}

function listOf({ section }: TextPage): string {
  if (section === null) return paths.home;
  return section === 'policies' ? paths.policies : paths.documentation;
}

function olderNotice({ href }: TextPage, version: PublishedText, present: PolicyText): TextPageView['older'] {
  const { hasPartsOfToday, blocks } = version;
  const isFilledAnew = hasPartsOfToday && blocks.some(({ kind }) => kind === 'part');
  return {
    sentences: [
      `This is version ${version.version}, as it was shown from ${formatDay(version.date)}. It is no longer in force.`,
      ...(isFilledAnew ? [FILLED_ANEW] : []),
    ],
    present: { href, text: `Read version ${present.version}, which is in force` },
  };
}

const FILLED_ANEW =
  'What SP-Bench itself put into this version was not kept at that time: lists and tables of its own making are those of today.';

function factsOf({ version, date, approvedBy, nextReview }: PolicyText): TextPageView['facts'] {
  return [
    { key: 'Version', value: `${version}, of ${formatDay(date)}` },
    { key: 'Approved by', value: approvedBy },
    { key: 'Next review', value: formatDay(nextReview) },
  ];
}

function overdueSentence({ nextReview }: PolicyText): string {
  return `This page was to be reviewed by ${formatDay(nextReview)}. The review is overdue; until it is done, this version is in force.`;
}

/** So many chapters make a table of contents worth its room. */
const MANY_CHAPTERS = 5;

function contentsOf(blocks: readonly ShownBlock[]): TextPageView['contents'] {
  const chapters = blocks.filter((block) => block.kind === 'heading' && block.level === 2);
  if (chapters.length < MANY_CHAPTERS) return [];
  return chapters.flatMap((block) =>
    block.kind === 'heading' ? [{ href: `#${block.id}`, text: block.text, children: [] }] : [],
  );
}

function leadsElsewhere(blocks: readonly ShownBlock[]): boolean {
  const lines = blocks.flatMap((block) => {
    if (block.kind === 'heading') return [];
    if (block.kind === 'paragraph') return [block.line];
    return block.kind === 'list' ? block.items : block.rows.flat();
  });
  return lines.flat().some((inline) => inline.kind === 'link' && inline.isElsewhere);
}

function changesOf(version: PublishedText, versions: readonly PublishedText[]): ChangesView {
  const before = versions[versions.indexOf(version) - 1];
  return changesBetween(before ?? null, version);
}

function changesBetween(before: PublishedText | null, after: PublishedText): ChangesView {
  const shown = ({ blocks, parts }: PublishedText): ShownBlock[] => withParts(blocks, parts);
  return {
    summary: after.changed,
    between: before ? `version ${before.version} and version ${after.version}` : null,
    paragraphs: before ? wordChanges(shown(before), shown(after)) : [],
  };
}

function versionLink({ href }: TextPage, { version, date }: PolicyText): Link {
  return { href: paths.textVersion(href, version), text: `Version ${version}, of ${formatDay(date)}` };
}

/** What views/policies/notice-changed.ejs shows. */
export interface NoticeChangedView {
  facts: TextPageView['facts'];
  changes: ChangesView;
  noticeHref: string;
  action: string;
  version: number;
  returnTo: string;
}

/** The page that a person is led to after a change of the privacy notice. @param seen null: the first that they see */
export function noticeChangedPage(
  { seen, present }: { seen: PublishedText | null; present: PublishedText },
  returnTo: string,
): Page {
  const page: NoticeChangedView = {
    facts: factsOf(present),
    changes: changesBetween(seen, present),
    noticeHref: paths.privacy,
    action: paths.noticeAcknowledgement,
    version: present.version,
    returnTo,
  };
  return { view: 'policies/notice-changed', frame: { title: 'Our privacy notice has changed' }, page };
}

/** What views/policies/index.ejs shows. */
export interface ListView {
  title: string;
  lead: string;
  contactHref: string;
  groups: { title: string; links: (Link & { about: string })[] }[];
}

export function policiesPage(): Page {
  const page: ListView = {
    title: 'Policies',
    lead: 'What SP-Bench promises about your data and its own safety. Each page says its version, its date and who approved it.',
    contactHref: paths.contact,
    groups: [{ title: 'All policies', links: linksOf('policies') }],
  };
  return { view: 'policies/index', frame: { title: page.title }, page };
}

export function documentationPage(): Page {
  const page: ListView = {
    title: 'Documentation',
    lead: 'How SP-Bench is used, and how it works out what it shows.',
    contactHref: paths.contact,
    groups: [
      { title: 'Using SP-Bench', links: linksOf('documentation') },
      { title: 'Reference', links: referenceLinks },
    ],
  };
  return { view: 'policies/index', frame: { title: page.title }, page };
}

function linksOf(section: TextPage['section']): ListView['groups'][number]['links'] {
  return textPages
    .filter((page) => page.section === section)
    .map(({ href, title, about }) => ({ href, text: title, about }));
}

const referenceLinks = [
  {
    href: paths.comparisons,
    text: 'How comparisons are made',
    about: 'Measures, comparison groups, and how others are protected.',
  },
  {
    href: paths.permissions,
    text: 'Roles and permissions',
    about: 'What officers, lead officers and our own people may do.',
  },
  {
    href: paths.promises,
    text: 'Promises',
    about: 'What we promise, and where in SP-Bench each promise is kept.',
  },
];
