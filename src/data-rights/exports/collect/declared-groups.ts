import {
  type HeldColumn,
  type HeldRow,
  type HeldTable,
  inWords,
  onlyRepeats,
} from '../../../platform/held-data.ts';
import type { PersonalColumn } from '../../../platform/personal-data.ts';
import type { ExportGroup, GroupColumn } from '../access-export.ts';
import type { ExportValue } from '../export.ts';
import type { NewItem } from '../store-items.ts';

/** A table of the review with its items, before it has a number. */
export interface CollectedGroup {
  group: Omit<ExportGroup, 'number'>;
  items: NewItem[];
}

/** How a table is called where people read what is held on them. */
export type TitleOf = (
  table: Pick<HeldTable, 'table' | 'whose' | 'columns'>,
  all: readonly Pick<HeldTable, 'table' | 'whose' | 'columns'>[],
) => string;

/**
 * What the declarations find: a group a table and way of finding, an item a row. What others wrote about the person is
 * among it, for reviewers to look through; sealed copies of earlier exports are not, since they only repeat it.
 */
export function declaredGroups(held: readonly HeldTable[], titleOf: TitleOf): CollectedGroup[] {
  return held.flatMap((one) => {
    const { table, whose, through } = one;
    const rows = [...one.rows, ...one.forReview];
    if (rows.length === 0 || onlyRepeats(one)) return [];
    const columns = columnsOf(one.columns, rows);
    const found = whose ?? `through ${through.join(' ')}`;
    return {
      group: { kind: 'declared', table, title: titleOf(one, held), columns },
      items: rows.map((row, place) => ({
        key: `${table}:${found}:${place + 1}`,
        values: Object.fromEntries(
          columns.flatMap(({ column, isShown }) => (isShown ? [[column, valueOf(row[column])]] : [])),
        ),
      })),
    };
  });
}

/** The declared columns, and those beside them, of which the same is said as of what they stand beside. */
function columnsOf(columns: readonly HeldColumn[], rows: readonly HeldRow[]): GroupColumn[] {
  const own = columns.map(groupColumn);
  const names = new Set(own.map(({ column }) => column));
  const beside = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => !names.has(name));
  return [
    ...own,
    ...beside.flatMap((column) => {
      const by = columns.find(({ declared }) => declared.beside?.includes(column)) ?? columns[0];
      return by ? [{ ...groupColumn(by), column, label: inWords(column), isShown: true }] : [];
    }),
  ];
}

function groupColumn({ column, label, isShown, declared }: HeldColumn): GroupColumn {
  return { column, label, isShown, ...saidOf(declared) };
}

export function saidOf({
  category,
  purpose,
  lawfulBasis,
  retention,
}: PersonalColumn): Pick<GroupColumn, 'category' | 'purpose' | 'lawfulBasis' | 'retention'> {
  return { category, purpose, lawfulBasis, retention: retention.words };
}

/** As it leaves the database: times in ISO 8601, objects as JSON. */
function valueOf(value: unknown): ExportValue {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(valueOf);
  return JSON.stringify(value);
}
