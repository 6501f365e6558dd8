import type { Knex } from 'knex';
import { declaredGroups } from '../../../src/platform/held-data.ts';
import { personalData } from '../../../src/wiring.ts';
import { type CataloguedColumn, type CataloguedTable, catalogue } from './catalog.ts';
import { candidates, MARKER, type PlantFor, type Row } from './plant-values.ts';

/** Tables that hold nothing of a person or an authority, or that only the database itself writes. */
export const untouched = new Set([
  ...['authorities', 'list_entries', 'policy_versions', 'usage_counts', 'users', 'sessions'],
  ...['knex_migrations', 'knex_migrations_lock', 'audit_events', 'audit_chain', 'removal_traces'],
  // Names of classes, and how many.
  'retention_run_classes',
]);

/** Their rows are OCC's work: what hangs on one is of whomever it was done for. */
const workOfStaff = new Set(['mailings']);

/**
 * Plants a row of the person's into every table, once for each column by which a row can be theirs, and once for each by
 * which it can hang on such a row; every column that can hold words gets a marker. What a table asks for is found out from
 * its own checks, so that a table made tomorrow is planted by itself. Returns which tables have something now.
 */
export async function plantRows(db: Knex, plant: PlantFor): Promise<string[]> {
  const tables = await catalogue(db);
  const groups = await declaredGroups(db, personalData);
  const parents = new Map<string, Record<string, unknown>>();
  parents.set('uploads', await db('uploads').where({ id: plant.uploadId }).first<Record<string, unknown>>());
  const filled = await filledTables(db, tables, plant);
  for (const table of tables) {
    if (untouched.has(table.name)) continue;
    const own = groups.filter((group) => group.table === table.name && group.whose !== null);
    const ways = new Set(own.map(({ whose }) => whose!));
    // What came by the ordinary ways is better than anything made up.
    const there = filled.get(table.name);
    if (there) parents.set(table.name, there);
    else for (const whose of hangingOn(table, parents, own.length === 0)) ways.add(whose);
    for (const whose of ways) {
      const isOwn = own.some((group) => group.whose === whose);
      const others = isOwn ? own.filter((group) => group.whose !== whose) : [];
      const foreign = new Set(others.flatMap(({ columns }) => columns.map(({ column }) => column)));
      // By what hangs on somebody's case it is them that it is about.
      const owning = own.filter(({ columns }) => columns.length > 1).map((group) => group.whose!);
      const owners = new Set(isOwn ? [] : owning);
      const row = await insert(db, { table, whose, plant, parents, foreign, owners });
      if (row && !parents.has(table.name) && !workOfStaff.has(table.name)) parents.set(table.name, row);
    }
  }
  return [...parents.keys()];
}

/** The tables that have rows of the upload's, or of anybody's where it has none, each with one. */
async function filledTables(
  db: Knex,
  tables: readonly CataloguedTable[],
  { uploadId }: PlantFor,
): Promise<Map<string, Record<string, unknown>>> {
  const found = new Map<string, Record<string, unknown>>();
  for (const { name, columns } of tables) {
    if (
      !columns.some(
        ({ refersTo }) => refersTo && (refersTo.table === 'uploads' || found.has(refersTo.table)),
      ) &&
      !byAuthority(columns)
    )
      continue;
    const rows = await db(name).select<Record<string, unknown>[]>('*').limit(1000);
    const row = rows.find((one) => one.upload_id === uploadId) ?? rows[0];
    if (row) found.set(name, row);
  }
  return found;
}

/** Columns by which rows hang on a row that was planted, or else on the authority. */
function hangingOn(
  { name, columns }: CataloguedTable,
  parents: Row['parents'],
  isOfNobody: boolean,
): string[] {
  const found = columns.filter(
    ({ refersTo }) => refersTo && refersTo.table !== name && parents.has(refersTo.table),
  );
  if (found.length > 0) return found.map((column) => column.name);
  return isOfNobody && byAuthority(columns) ? ['authority_id'] : [];
}

function byAuthority(columns: readonly CataloguedColumn[]): boolean {
  return columns.some(({ refersTo, name }) => refersTo?.table === 'authorities' && name === 'authority_id');
}

const OUT_OF_TRIES = 400;

/** Tries values until the table takes the row: which check refuses says which columns to change. */
async function insert(db: Knex, row: Row): Promise<Record<string, unknown> | null> {
  const choices = new Map(row.table.columns.map((column) => [column.name, candidates(row, column)]));
  const at = new Map([...choices.keys()].map((name) => [name, 0]));
  let seed = 7;
  const some = (most: number): number => (seed = (seed * 48271) % 2147483647) % most;
  for (let tries = 0; tries < OUT_OF_TRIES; tries += 1) {
    const values = [...choices].map(([name, list]) => [name, list[at.get(name)!]] as const);
    const set = Object.fromEntries(values.filter(([, value]) => value !== undefined));
    try {
      const [made] = await db(row.table.name).insert(set).returning<Record<string, unknown>[]>('*');
      return made ?? null;
    } catch (error) {
      const {
        code,
        constraint = '',
        message,
      } = error as { code?: string; constraint?: string; message: string };
      // There already, by an ordinary way.
      if (code === '23505')
        return (
          (await db(row.table.name)
            .where(row.whose, set[row.whose] as never)
            .first<Record<string, unknown> | undefined>()) ?? null
        );
      const columns = [...(row.table.constraints.get(constraint) ?? [])];
      const open = columns.filter((name) => (choices.get(name)?.length ?? 0) > 1);
      if (code !== '23514' || open.length === 0)
        throw new Error(`${row.table.name} by ${row.whose}: ${message}`, { cause: error });
      const plain = open.filter((name) => !isMarked(choices.get(name)![0]) || some(6) === 0);
      const name = (plain.length > 0 ? plain : open)[some((plain.length > 0 ? plain : open).length)]!;
      at.set(name, some(choices.get(name)!.length));
    }
  }
  throw new Error(`${row.table.name} takes no row by ${row.whose}: teach plant-rows.ts what it asks for.`);
}

function isMarked(value: unknown): boolean {
  return JSON.stringify(value ?? null).includes(MARKER) || Buffer.isBuffer(value);
}
