import type { Knex } from 'knex';
import type { PersonalColumn } from './personal-data.ts';

/** A declared column as its subject reads it. */
export interface HeldColumn {
  column: string;
  label: string;
  declared: PersonalColumn;
  /** False for what lets somebody in, or stands for it: it is held and said to be, but shown to nobody. */
  isShown: boolean;
}

/** What one table holds on one person, by one of its columns that refer to people. */
export interface HeldTable {
  table: string;
  /** The column that says whose a row is; null where none does, so that no row can be found. */
  whose: string | null;
  columns: HeldColumn[];
  /** By column: a text, number, truth value, time (a Date), list of these, or null; also the columns beside. */
  rows: Record<string, unknown>[];
}

/** What stands where bytes are kept that only the keys of the installation open. */
export const SEALED = '(sealed)';

/**
 * Everything that the declared columns hold on a person, found by the declarations alone: a column that is declared
 * tomorrow is here by itself (P60, P77). Tables come in the order of the declarations, rows in the order of their making.
 */
export async function heldData(
  db: Knex,
  declared: readonly PersonalColumn[],
  userId: number,
): Promise<HeldTable[]> {
  const held: HeldTable[] = [];
  for (const { table, whose, columns } of await declaredGroups(db, declared)) {
    const rows = whose === null ? [] : await rowsOf(db, { table, whose, columns, userId });
    held.push({ table, whose, columns, rows });
  }
  return held;
}

/** The declared columns of a table that belong to the same person by the same column. */
export type DeclaredGroup = Omit<HeldTable, 'rows'>;
type Group = DeclaredGroup;

/** The declarations by table and owner, in their own order. */
export async function declaredGroups(
  db: Knex,
  declared: readonly PersonalColumn[],
): Promise<DeclaredGroup[]> {
  return grouped(declared, await columnsThatReferToUsers(db));
}

/** Each as "table.column". */
async function columnsThatReferToUsers(db: Knex): Promise<ReadonlySet<string>> {
  const { rows } = await db.raw<{ rows: { name: string }[] }>(
    `select conrelid::regclass || '.' || attname as name from pg_constraint
     join pg_attribute on attrelid = conrelid and attnum = any (conkey)
     where contype = 'f' and confrelid = 'users'::regclass`,
  );
  return new Set(rows.map(({ name }) => name));
}

function grouped(declared: readonly PersonalColumn[], references: ReadonlySet<string>): Group[] {
  const groups = new Map<string, Group>();
  for (const one of declared) {
    const whose = ownerColumn(one, references);
    const key = `${one.table} ${whose ?? ''}`;
    const group = groups.get(key) ?? { table: one.table, whose, columns: [] };
    const { column } = one;
    const isShown = one.category !== 'credential';
    group.columns.push({ column, label: one.label ?? inWords(column), declared: one, isShown });
    groups.set(key, group);
  }
  return [...groups.values()];
}

function ownerColumn(
  { table, column, whose }: PersonalColumn,
  references: ReadonlySet<string>,
): string | null {
  if (whose !== undefined) return whose;
  if (table === 'users') return 'id';
  if (references.has(`${table}.user_id`)) return 'user_id';
  return references.has(`${table}.${column}`) ? column : null;
}

async function rowsOf(
  db: Knex,
  { table, whose, columns, userId }: Group & { whose: string; userId: number },
): Promise<HeldTable['rows']> {
  const names = columns.flatMap(({ column, isShown, declared }) => [
    ...(isShown ? [column] : []),
    ...(declared.beside ?? []),
  ]);
  const hiddenBy = columns.find(({ declared }) => declared.hiddenBy)?.declared.hiddenBy;
  const rows = await db(table)
    .where({ [whose]: userId, ...(hiddenBy && { [hiddenBy]: false }) })
    .orderBy(columns.find(({ isShown }) => isShown)?.column ?? whose)
    .select<Record<string, unknown>[]>([...new Set([...names, whose])]);
  // Of a table that shows nothing the records still count, each as an empty one.
  if (names.length === 0) return rows.map(() => ({}));
  return rows.map((row) =>
    Object.fromEntries(
      [...new Set(names)].map((name) => [name, Buffer.isBuffer(row[name]) ? SEALED : row[name]]),
    ),
  );
}

/** "Uploaded by", from uploaded_by. */
export function inWords(name: string): string {
  const words = name.replaceAll('_', ' ').replace(/ id$/, '');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
