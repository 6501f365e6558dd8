import type { Knex } from 'knex';
import type { PersonalColumn } from './personal-data.ts';
import { type References, referencesIn, theirRows } from './whose-rows.ts';

/** A declared column as its subject reads it. */
export interface HeldColumn {
  column: string;
  label: string;
  declared: PersonalColumn;
  /** False for what lets somebody in, or only repeats what stands elsewhere: it is held and said to be, but shown to nobody. */
  isShown: boolean;
}

/** The declared columns of a table whose rows are found in the same way. */
export interface DeclaredGroup {
  table: string;
  /** The column that says whose a row is; null where none does. */
  whose: string | null;
  /** Other ways by which a row is about somebody, as paths: see `theirRows`. */
  through: readonly string[];
  columns: HeldColumn[];
}

/** By column: a text, number, truth value, time (a Date), list of these, or null; also the columns beside. */
export type HeldRow = Record<string, unknown>;

/** What one table holds on one person, by one of its columns that refer to people. */
export interface HeldTable extends DeclaredGroup {
  /** Those that the person can see at once. */
  rows: HeldRow[];
  /** Those that are about them by what they hang on: others wrote them, so somebody looks through them first (L12). */
  forReview: HeldRow[];
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
  const references = await referencesIn(db);
  const held: HeldTable[] = [];
  for (const group of grouped(declared, references)) {
    const { table, whose, through } = group;
    const paths = whose === null ? [] : [whose];
    const own = theirRows(references, table, { paths });
    const about = `${theirRows(references, table, { paths: through })} and not ${own}`;
    held.push({
      ...group,
      rows: whose === null ? [] : await rowsOf(db, group, own, userId),
      forReview: through.length === 0 ? [] : await rowsOf(db, group, about, userId),
    });
  }
  return held;
}

/** The declarations by table and owner, in their own order. */
export async function declaredGroups(
  db: Knex,
  declared: readonly PersonalColumn[],
): Promise<DeclaredGroup[]> {
  return grouped(declared, await referencesIn(db));
}

/** Whether anything can say of a row whose it is. */
export function isTraceable({ whose, through }: Pick<DeclaredGroup, 'whose' | 'through'>): boolean {
  return whose !== null || through.length > 0;
}

/** Whether all of it only repeats what is held elsewhere. */
export function onlyRepeats({ columns }: Pick<DeclaredGroup, 'columns'>): boolean {
  return columns.every(({ declared }) => declared.unseen !== undefined);
}

function grouped(declared: readonly PersonalColumn[], references: References): DeclaredGroup[] {
  const groups = new Map<string, DeclaredGroup>();
  for (const one of declared) {
    const whose = ownerColumn(one, references);
    const { column, through = [] } = one;
    const key = [one.table, whose ?? '', ...through].join(' ');
    const group = groups.get(key) ?? { table: one.table, whose, through, columns: [] };
    const isShown = one.category !== 'credential' && one.unseen === undefined;
    group.columns.push({ column, label: one.label ?? inWords(column), declared: one, isShown });
    groups.set(key, group);
  }
  return [...groups.values()];
}

function ownerColumn({ table, column, whose }: PersonalColumn, references: References): string | null {
  const refers = (name: string): boolean => references.get(`${table}.${name}`) === 'users.id';
  if (whose !== undefined) return whose;
  if (table === 'users') return 'id';
  if (refers('user_id')) return 'user_id';
  return refers(column) ? column : null;
}

async function rowsOf(
  db: Knex,
  { table, whose, columns }: DeclaredGroup,
  condition: string,
  userId: number,
): Promise<HeldRow[]> {
  const names = columns.flatMap(({ column, isShown, declared }) => [
    ...(isShown ? [column] : []),
    ...(declared.beside ?? []),
  ]);
  const hiddenBy = columns.find(({ declared }) => declared.hiddenBy)?.declared.hiddenBy;
  const first = names.find((name) => /_(at|on)$/.test(name)) ?? names[0] ?? whose;
  const query = db(table)
    .whereRaw(condition, { people: [userId] } as unknown as Record<string, Knex.RawBinding>)
    .where({ ...(hiddenBy && { [hiddenBy]: false }) });
  if (first !== null) query.orderBy(first);
  // Of a table that shows nothing the records still count, each as an empty one.
  if (names.length === 0) return (await query.select(db.raw('1'))).map(() => ({}));
  const rows = await query.select<HeldRow[]>([...new Set([...names, ...(whose === null ? [] : [whose])])]);
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
