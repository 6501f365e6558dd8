import { formatDay } from '../web/formatters.ts';
import type { Content, Field } from '../tables/index.ts';
import type { Condition, Detail, FileLimits, RequiredTable, RequirementSet } from './requirements.ts';
import { inWords, listKey, slug, type NamedList } from './presenters-lists.ts';

interface Link {
  href: string;
  text: string;
}

export interface FileView {
  id: string;
  title: string;
  about: string;
  facts: { key: string; value: string }[];
  /** The tables of a ZIP; null where the file is no ZIP. */
  overview: { id: string; caption: string; tables: TableEntry[]; note: string } | null;
}

interface TableEntry {
  table: Link;
  rowIs: string;
  presence: string;
}

export interface ChapterView {
  id: string;
  title: string;
  tables: TableView[];
  rulesId: string;
  rules: readonly string[];
  details: (Detail & { id: string })[];
  irregularId: string;
  irregularAbout: string;
  irregular: readonly string[];
}

export interface TableView {
  id: string;
  title: string;
  about: string;
  fields: FieldView[];
}

export interface FieldView {
  name: string;
  aliases: string;
  /** Whether it must be given, and where or since when. */
  needed: string;
  rule: string;
  list: Link | null;
  meaning: string;
}

/** From which day on each kind of file is read, and which fields came when. */
export function versionsOf({ plural, firstYear, tables, container }: RequirementSet): string[] {
  const later = tables.flatMap(({ table }) =>
    [...new Set(table.fields.flatMap(({ since }) => since ?? []))].sort().map((since) => {
      const names = table.fields.filter((field) => field.since === since).map(({ name }) => name);
      return `${titleOf(container, table.name)}: ${inWords(names)} in data of ${formatDay(since)} and later.`;
    }),
  );
  return [`Valid for ${plural} of any day from ${firstYear} on.`, ...later];
}

/** What each kind of file is called, how large it may be and which tables it holds. */
export function filesOf(sets: readonly RequirementSet[]): FileView[] {
  return sets.map(fileOf);
}

/** Tables, fields and rules of each kind of file. */
export function chaptersOf(sets: readonly RequirementSet[], lists: NamedList[]): ChapterView[] {
  return sets.map((set) => chapterOf(set, lists));
}

function fileOf(set: RequirementSet): FileView {
  const { id, title, about, container, fileName, example, nameParts, limits } = set;
  return {
    ...{ id: `${id}-file`, title, about },
    facts: [
      { key: 'Name of the file', value: fileName },
      { key: 'For example', value: example },
      ...nameParts.map(({ part, says }) => ({ key: part, value: says })),
      { key: 'Size', value: sizeInWords(limits) },
    ],
    overview: container === 'zip' ? overviewOf(set) : null,
  };
}

function overviewOf({ id, title, container, tables }: RequirementSet): FileView['overview'] {
  return {
    id: `${id}-overview`,
    caption: `Tables of the ${title} that SP-Bench reads`,
    tables: tables.map(({ table, isOptional }) => ({
      table: { href: `#${tableId(table.name)}`, text: titleOf(container, table.name) },
      rowIs: table.rowIs,
      presence: isOptional ? 'May be missing' : 'Must be there',
    })),
    note: OTHER_TABLES,
  };
}

const OTHER_TABLES =
  'The case of their names makes no difference, and they may stand in a folder. All other tables may stay in the ZIP: they are kept with it and not used.';

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
    ...{ irregularId: `${id}-irregular`, irregularAbout: IRREGULAR, irregular },
  };
}

const IRREGULAR =
  'These are valid, but probably wrong. SP-Bench asks you about each: include it if it is right; exclude it and it is on no report.';

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
