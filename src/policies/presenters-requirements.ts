import type { User } from '../accounts/index.ts';
import { paths } from '../paths.ts';
import type { Content, Field } from '../tables/index.ts';
import { formatBytes, formatDay } from '../web/formatters.ts';
import type { Page } from '../web/render.ts';
import type { Condition, Detail, FileLimits, RequiredTable, RequirementSet } from './requirements.ts';
import { inWords, listKey, listsOf, slug, type NamedList } from './presenters-lists.ts';

interface Link {
  href: string;
  text: string;
}

export interface RequirementsView {
  sets: readonly RequirementSet[];
  /** Bytes of the downloads. */
  sizes: { template: number; example: number };
  reader: Pick<User, 'authority'> | null;
}

/** What views/documentation/data-requirements.ejs shows. */
export interface RequirementsPage {
  /** From which day on the page is valid, and which fields came when. */
  versions: string[];
  next: Link | null;
  comparisonsHref: string;
  downloads: Link[];
  contents: (Link & { children: Link[] })[];
  files: FileView[];
  chapters: ChapterView[];
  lists: NamedList[];
}

interface FileView {
  title: string;
  about: string;
  facts: { key: string; value: string }[];
  isZip: boolean;
  caption: string;
  captionId: string;
  tables: (Link & { rowIs: string; presence: string })[];
}

interface ChapterView {
  id: string;
  title: string;
  tables: TableView[];
  rulesId: string;
  rules: readonly string[];
  details: (Detail & { id: string })[];
  irregularId: string;
  irregular: readonly string[];
}

interface TableView {
  id: string;
  title: string;
  about: string;
  fields: FieldView[];
}

interface FieldView {
  name: string;
  aliases: string;
  /** Whether it must be given, and where or since when. */
  needed: string;
  rule: string;
  list: Link | null;
  meaning: string;
}

/** The page of data requirements: all that it says of tables, fields and lists comes from the specifications. */
export function requirementsPage({ sets, sizes, reader }: RequirementsView): Page {
  const lists = listsOf(sets);
  const chapters = sets.map((set) => chapterOf(set, lists));
  const page: RequirementsPage = {
    versions: sets.flatMap(versionsOf),
    next: nextStep(reader),
    comparisonsHref: paths.comparisons,
    downloads: [
      {
        href: paths.requirementsTemplate,
        text: `Download the template (ZIP, ${formatBytes(sizes.template)})`,
      },
      { href: paths.requirementsExample, text: `Download an example (ZIP, ${formatBytes(sizes.example)})` },
    ],
    contents: contentsOf(chapters, lists),
    files: sets.map(fileOf),
    chapters,
    lists,
  };
  return { view: 'documentation/data-requirements', frame: { title: 'Data requirements' }, page };
}

/** Asked for the upload page, somebody who has not signed in is led there by way of signing in. */
function nextStep(reader: RequirementsView['reader']): Link | null {
  if (!reader) return { href: paths.newUpload, text: 'Sign in and upload' };
  return reader.authority ? { href: paths.newUpload, text: 'Upload an extract' } : null;
}

function versionsOf({ plural, firstYear, tables, container }: RequirementSet): string[] {
  const later = tables.flatMap(({ table }) =>
    [...new Set(table.fields.flatMap(({ since }) => since ?? []))].sort().map((since) => {
      const names = table.fields.filter((field) => field.since === since).map(({ name }) => name);
      return `${titleOf(container, table.name)}: ${inWords(names)} in data of ${formatDay(since)} and later.`;
    }),
  );
  return [`Valid for ${plural} of any day from ${firstYear} on.`, ...later];
}

function contentsOf(chapters: ChapterView[], lists: NamedList[]): RequirementsPage['contents'] {
  const alone = (id: string, text: string) => ({ href: `#${id}`, text, children: [] });
  return [
    alone('what-to-upload', 'What to upload'),
    alone('how-a-table-is-written', 'How a table is written'),
    alone('personal-data', 'Personal data'),
    alone('whose-rules', 'Whose rules these are'),
    ...chapters.map((chapter) => ({ ...alone(chapter.id, chapter.title), children: partsOf(chapter) })),
    {
      ...alone('lists', 'Lists'),
      children: lists.map(({ id, title }) => ({ href: `#${id}`, text: title })),
    },
  ];
}

function partsOf({ tables, rules, rulesId, details, irregular, irregularId }: ChapterView): Link[] {
  const parts = [...tables, ...details].map(({ id, title }) => ({ href: `#${id}`, text: title }));
  if (rules.length > 0) parts.push({ href: `#${rulesId}`, text: 'Rules across rows and tables' });
  if (irregular.length > 0) parts.push({ href: `#${irregularId}`, text: 'Irregular values' });
  return parts;
}

function fileOf(set: RequirementSet): FileView {
  const { id, title, about, container, fileName, example, nameParts, limits, tables } = set;
  return {
    ...{ title, about, isZip: container === 'zip' },
    facts: [
      { key: 'Name of the file', value: fileName },
      { key: 'For example', value: example },
      ...nameParts.map(({ part, says }) => ({ key: part, value: says })),
      { key: 'Size', value: sizeInWords(limits) },
    ],
    caption: `Tables of the ${title} that SP-Bench reads`,
    captionId: `${id}-overview`,
    tables: tables.map(({ table, isOptional }) => ({
      href: `#${tableId(table.name)}`,
      text: titleOf(container, table.name),
      rowIs: table.rowIs,
      presence: isOptional ? 'May be missing' : 'Must be there',
    })),
  };
}

function sizeInWords({ fileBytes, unpackedBytes, files }: FileLimits): string {
  const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;
  const whole = `At most ${megabytes(fileBytes)}, and ${megabytes(unpackedBytes)} when unpacked`;
  return files === null ? `${whole}.` : `${whole}. At most ${files} files.`;
}

function chapterOf(set: RequirementSet, lists: NamedList[]): ChapterView {
  const { id, title, tables, rules, details, irregular } = set;
  return {
    ...{ id: `${id}-tables`, title: `${title}: tables and rules` },
    tables: tables.map((required) => tableOf(set, required, lists)),
    ...{ rulesId: `${id}-rules`, rules },
    details: details.map((detail) => ({ ...detail, id: `${id}-${slug(detail.title)}` })),
    ...{ irregularId: `${id}-irregular`, irregular },
  };
}

function tableOf(set: RequirementSet, { table }: RequiredTable, lists: NamedList[]): TableView {
  const conditions = set.conditions.filter((condition) => condition.table === table.name);
  return {
    id: tableId(table.name),
    title: titleOf(set.container, table.name),
    about: `A row is ${table.rowIs}.${keyInWords(table.key)}`,
    fields: table.fields.map((field) => fieldOf(field, conditions, lists)),
  };
}

function keyInWords(key: readonly string[]): string {
  return key.length === 0 ? '' : ` No two rows have the same ${inWords(key)}.`;
}

function fieldOf(field: Field, conditions: readonly Condition[], lists: NamedList[]): FieldView {
  const { name, aliases, content, meaning, mandatory, since } = field;
  const condition = conditions.find((one) => one.field === name);
  const where = condition
    ? `Mandatory where ${condition.decidedBy} is ${inWords(condition.labels, 'or')}, otherwise optional`
    : null;
  const later = since === null ? '' : `, in data of ${formatDay(since)} and later`;
  return {
    ...{ name, meaning },
    aliases: aliases.length > 0 ? `or ${inWords(aliases, 'or')}` : '',
    needed: (where ?? (mandatory ? 'Mandatory' : 'Optional')) + later,
    ...ruleOf(content, lists),
  };
}

/** Held together, so that none stands alone at the end of a line. */
const FORBIDDEN_IN_ID = ', % _ [ ] ^'.replaceAll(' ', '\u00a0');

/** So many values are named in the rule itself. */
const FEW_VALUES = 4;

/** What a cell may hold, in words; numbers as they are written in a table. */
function ruleOf(content: Content, lists: NamedList[]): { rule: string; list: Link | null } {
  if (content.kind !== 'list') return { rule: plainRuleOf(content), list: null };
  const { labels } = content;
  const list = lists.find(({ key }) => key === listKey(labels));
  return {
    rule: labels.length <= FEW_VALUES ? inWords(labels, 'or') : `One of ${labels.length} values`,
    list: list ? { href: `#${list.id}`, text: `list ${list.title}` } : null,
  };
}

function plainRuleOf(content: Exclude<Content, { kind: 'list' }>): string {
  switch (content.kind) {
    case 'authority-code':
      return 'Your own authority’s ONS code, the same in every row';
    case 'authority-name':
      return 'Your own authority’s name, in any of its usual spellings, the same in every row';
    case 'service-id':
      return `At most ${content.longest} characters, and none of these: ${FORBIDDEN_IN_ID}`;
    case 'service-name':
    case 'text':
      return 'Text that tells nothing of a person';
    case 'whole-number':
      return `A whole number from ${content.least} to ${content.most}`;
    case 'decimal':
      return `A number from ${(0).toFixed(content.places)} to ${content.most.toFixed(content.places)}, at most ${content.places} decimals`;
    case 'date':
      return `A date as DD/MM/YYYY, from 01/01/${content.firstYear} to the day in the file’s name`;
    case 'digits':
      return `${content.length} digits, with the zeros that they begin with`;
  }
}

function titleOf(container: RequirementSet['container'], table: string): string {
  return container === 'zip' ? `${table}.csv` : table;
}

function tableId(name: string): string {
  return `table-${slug(name)}`;
}
