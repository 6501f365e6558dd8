import { csvLine, notAFormula } from '../../platform/csv-line.ts';
import type { HeldColumn, HeldTable } from '../../platform/held-data.ts';
import { inWords } from '../../platform/held-data.ts';
import { textOf } from '../../platform/value-text.ts';

/** Name and version of the form of the JSON file; a change that a reader could stumble over makes a new version. */
export const OWN_DATA_SCHEMA = 'sp-bench-own-data';
export const OWN_DATA_VERSION = 1;

/** Somebody opened the person's directory entry. */
export interface SeenBy {
  at: Date;
  /** Name of the authority whose officer it was. */
  authority: string;
}

export interface OwnData {
  madeAt: Date;
  held: readonly HeldTable[];
  seenBy: readonly SeenBy[];
}

/**
 * Everything, exact, for a person or another provider to read with a program (P77): times as ISO 8601 in UTC. Each table
 * has its columns with what is said of them, and its records by column; what is held but shown to nobody has no value, and
 * of what others wrote it is said how many records there are (L12).
 */
export function ownDataJson({ madeAt, held, seenBy }: OwnData): string {
  const document = {
    schema: OWN_DATA_SCHEMA,
    version: OWN_DATA_VERSION,
    madeAt,
    tables: held.map(({ table, whose, columns, rows, forReview }) => ({
      ...{ table, foundBy: whose },
      columns: columns.map(({ column, label, isShown, declared }) => ({
        ...{ column, label, isShown },
        ...{ category: declared.category, purpose: declared.purpose },
        ...{ lawfulBasis: declared.lawfulBasis, retention: declared.retention.words },
      })),
      records: rows,
      recordsInReviewedCopy: forReview.length,
    })),
    seenBy,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

const HEAD = [
  'table',
  'record',
  'column',
  'label',
  'value',
  'category',
  'purpose',
  'lawful_basis',
  'retention',
];

/**
 * The same with a line for each value, for a spreadsheet: a value that a spreadsheet would take for a formula (a
 * telephone number with +, say) has an apostrophe before it, so the JSON is what to rely on (security D16).
 */
export function* ownDataCsv({ held, seenBy }: OwnData): Generator<string> {
  yield `\uFEFF${csvLine(HEAD)}`;
  for (const table of held) {
    for (const [index, row] of table.rows.entries()) {
      for (const name of Object.keys(row)) {
        const column = table.columns.find((one) => one.column === name);
        yield valueLine(table, String(index + 1), name, column, textOf(row[name]));
      }
    }
    for (const column of table.columns.filter(({ isShown }) => isShown && table.forReview.length > 0))
      yield valueLine(table, '', column.column, column, inReviewedCopy(table));
    for (const column of table.columns.filter(({ isShown }) => !isShown))
      yield valueLine(table, '', column.column, column, '(held, not shown)');
  }
  for (const [index, { at, authority }] of seenBy.entries()) {
    const place = ['seen_by', String(index + 1)];
    yield csvLine([...place, 'at', 'Seen', at.toISOString(), '', '', '', '']);
    yield csvLine([...place, 'authority', 'By an officer of', authority, '', '', '', '']);
  }
}

function inReviewedCopy({ forReview }: HeldTable): string {
  return `(${forReview.length} more, with a copy that was looked through)`;
}

function valueLine(
  { table }: HeldTable,
  record: string,
  name: string,
  column: HeldColumn | undefined,
  value: string,
): string {
  const { category = '', purpose = '', lawfulBasis = '' } = column?.declared ?? {};
  const retention = column?.declared.retention.words ?? '';
  const label = column?.label ?? inWords(name);
  return csvLine([table, record, name, label, notAFormula(value), category, purpose, lawfulBasis, retention]);
}
