import {
  type ChapterView,
  chaptersOf,
  type FieldView,
  filesOf,
  type FileView,
  type TableView,
  versionsOf,
} from './presenters-requirement-tables.ts';
import { listsOf, type NamedList } from './presenters-lists.ts';
import type { RequirementSet } from './requirements.ts';
import { type Line, plain, type ShownBlock } from './texts/policy-text.ts';

type Level = 2 | 3;

/** What the specifications say of the files, in the blocks of a text: kept with its version, and compared with others. */
export function fileBlocks(sets: readonly RequirementSet[]): ShownBlock[] {
  return [list(sets.flatMap(versionsOf)), ...filesOf(sets).flatMap(blocksOfFile)];
}

/** What they say of tables, fields, rules and lists. */
export function requirementBlocks(sets: readonly RequirementSet[]): ShownBlock[] {
  const lists = listsOf(sets);
  return [
    ...chaptersOf(sets, lists).flatMap(blocksOfChapter),
    heading(2, 'lists', 'Lists'),
    ...lists.flatMap(blocksOfList),
  ];
}

function heading(level: Level, id: string, text: string): ShownBlock {
  return { kind: 'heading', level, id, text };
}

function paragraph(text: string): ShownBlock {
  return { kind: 'paragraph', line: plain(text) };
}

function list(items: readonly string[]): ShownBlock {
  return { kind: 'list', isOrdered: false, items: items.map(plain) };
}

function table(
  { id, caption }: { id: string; caption: string },
  columns: readonly string[],
  rows: readonly (readonly Line[])[],
): ShownBlock {
  return { kind: 'table', id, caption, columns, rows };
}

function blocksOfFile({ id, title, about, facts, overview }: FileView): ShownBlock[] {
  const named = { id: `${id}-facts`, caption: title };
  const rows = facts.map(({ key, value }) => [plain(key), plain(value)]);
  const blocks = [heading(3, id, title), paragraph(about), table(named, ['Entry', 'What it says'], rows)];
  if (!overview) return blocks;
  const tables = overview.tables.map((one) => [linkTo(one.table), plain(one.rowIs), plain(one.presence)]);
  return [...blocks, table(overview, ['Table', 'A row is', 'In the ZIP'], tables), paragraph(overview.note)];
}

function linkTo({ href, text }: { href: string; text: string }): Line {
  return [{ kind: 'link', text, href, isElsewhere: false }];
}

function blocksOfChapter(chapter: ChapterView): ShownBlock[] {
  const { id, title, tables, details, rulesId, rules, irregularId, irregularAbout, irregular } = chapter;
  const blocks = [heading(2, id, title), ...tables.flatMap(blocksOfTable)];
  for (const detail of details) {
    const named = { id: `${detail.id}-table`, caption: detail.title };
    const rows = detail.rows.map((cells) => cells.map(plain));
    blocks.push(heading(3, detail.id, detail.title), paragraph(detail.about));
    blocks.push(table(named, detail.columns, rows));
  }
  if (rules.length > 0) blocks.push(heading(3, rulesId, 'Rules across rows and tables'), list(rules));
  if (irregular.length > 0)
    blocks.push(heading(3, irregularId, 'Irregular values'), paragraph(irregularAbout), list(irregular));
  return blocks;
}

function blocksOfTable({ id, title, about, fields }: TableView): ShownBlock[] {
  const named = { id: `${id}-fields`, caption: title };
  return [
    heading(3, id, title),
    paragraph(about),
    table(named, ['Field', 'Needed', 'Rule', 'Meaning'], fields.map(rowOf)),
  ];
}

function rowOf({ name, aliases, needed, rule, list: values, meaning }: FieldView): Line[] {
  const ruled = values ? [...plain(`${rule} (`), ...linkTo(values), ...plain(')')] : plain(rule);
  return [plain(aliases ? `${name} ${aliases}` : name), plain(needed), ruled, plain(meaning)];
}

function blocksOfList({ id, title, values }: NamedList): ShownBlock[] {
  const items = values.map(({ label, meaning }) => (meaning ? `${label} – ${meaning}` : label));
  return [heading(3, id, title), list(items)];
}
