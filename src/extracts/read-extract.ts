import { openZip, ZipError, type OpenZip, type ZipEntry, type ZipLimits } from '../platform/zip.ts';
import { cutValue } from '../platform/plain-text.ts';
import type { Table } from '../tables/index.ts';
import { usedTables, type UsedTable } from './rules/extract-rules.ts';
import { parseFileName, type FileNameResult } from './specification/file-name.ts';

/** An extract whose container can be trusted: the tables that are used, and those that are only kept. */
export interface ReadableExtract {
  kind: 'readable';
  dataDate: string;
  /** Tables of scores may be missing. */
  tables: Partial<Record<UsedTable, ZipEntry>>;
  keptOnly: ZipEntry[];
  close(): void;
}

export type Unreadable =
  | { kind: 'unreadable'; code: `zip.${ZipError['fault']}` | 'zip.workbook'; params: { name: string } }
  | { kind: 'unreadable'; code: 'table.missing' | 'table.repeated'; params: { name: string } }
  | { kind: 'unreadable'; code: FileNameFault['code']; params: Record<string, string> };

type FileNameFault = Extract<FileNameResult, { kind: 'wrong' }>;

/**
 * Judges an extract by its name and container: a name that says whose and of when, a sound archive, each used
 * table just once whatever its case or folder. Whoever gets a readable one closes it.
 */
export async function readExtract(
  file: { path: string; name: string },
  authorityCode: string,
  today: string,
  limits?: ZipLimits,
): Promise<ReadableExtract | Unreadable> {
  const name = parseFileName(file.name, authorityCode, today);
  if (name.kind === 'wrong') return { kind: 'unreadable', code: name.code, params: name.params };
  let zip: OpenZip;
  try {
    zip = await openZip(file.path, limits);
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    return { kind: 'unreadable', code: `zip.${error.fault}`, params: { name: cutValue(error.entryName) } };
  }
  const tables = tablesOf(zip.entries);
  if (tables.kind === 'unreadable') {
    zip.close();
    return tables;
  }
  return { ...tables, kind: 'readable', dataDate: name.date, close: () => zip.close() };
}

type Tables = Pick<ReadableExtract, 'tables' | 'keptOnly'>;

function tablesOf(entries: ZipEntry[]): ({ kind: 'tables' } & Tables) | Unreadable {
  if (entries.some(({ name }) => name === '[Content_Types].xml')) {
    return { kind: 'unreadable', code: 'zip.workbook', params: { name: '' } };
  }
  const byName = new Map<string, ZipEntry>();
  for (const entry of entries) {
    const name = tableName(entry.name);
    if (byName.has(name) && name.endsWith('.csv')) {
      return { kind: 'unreadable', code: 'table.repeated', params: { name: cutValue(baseName(entry.name)) } };
    }
    byName.set(name, entry);
  }
  const tables: ReadableExtract['tables'] = {};
  const missing: string[] = [];
  for (const [table, { name }] of Object.entries(usedTables) as [UsedTable, Table][]) {
    const entry = byName.get(`${name.toLowerCase()}.csv`);
    if (entry) tables[table] = entry;
    else if (mandatoryTables.has(table)) missing.push(`${name}.csv`);
  }
  if (missing.length > 0) {
    return { kind: 'unreadable', code: 'table.missing', params: { name: missing.join(' and no ') } };
  }
  const used = new Set(Object.values(tables));
  const keptOnly = entries.filter((entry) => !used.has(entry));
  return { kind: 'tables', tables, keptOnly };
}

/** Without its scores an extract is still one. */
export const mandatoryTables: ReadonlySet<UsedTable> = new Set<UsedTable>(['services', 'fundings']);

export function baseName(entryName: string): string {
  return entryName.split('/').at(-1) ?? entryName;
}

function tableName(entryName: string): string {
  return baseName(entryName).toLowerCase();
}
