import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Knex } from 'knex';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { openText } from '../../../src/platform/sealing.ts';
import { openOriginal } from '../../../src/uploads/store-originals.ts';
import { unpacked } from './unpacked.ts';
import { testSecrets } from '../../support/app.ts';
import { query } from '../../support/database.ts';
import { MARKER } from './plant-values.ts';

const pattern = new RegExp(`${MARKER}\\d{5}`, 'gi');

/** The markers in a text, each once; in bytes that are written in hexadecimal too. */
export function markersIn(text: string): string[] {
  const hex = Buffer.from(MARKER).toString('hex');
  const inBytes = [...text.matchAll(new RegExp(`${hex}(?:3\\d){5}`, 'gi'))].map(([found]) =>
    Buffer.from(found, 'hex').toString(),
  );
  const plain = [...text.matchAll(pattern)].map(([found]) => found.toUpperCase());
  return [...new Set([...plain, ...inBytes])].sort();
}

/** Opens what is sealed in a column, row by row. */
const sealedColumns: Readonly<Record<string, (db: Knex, row: Record<string, unknown>) => Promise<string>>> = {
  'outbox.content': (_db, { content }) =>
    Promise.resolve(Buffer.isBuffer(content) ? openText(testSecrets, 'outbox.content', content) : ''),
  'second_factors.seed': (_db, { user_id, seed }) =>
    Promise.resolve(openText(testSecrets, `second_factors.seed ${String(user_id)}`, seed as Buffer)),
  'original_chunks.bytes': async (db, { upload_id, position }) =>
    position === 0 && (await db('originals').where({ upload_id }).whereRaw('length(tag) = 16').first())
      ? unpacked(
          await buffer(await openOriginal(db, testSecrets, Number(upload_id))).catch(() => Buffer.alloc(0)),
        )
      : '',
  'removals.traces': (_db, { id, traces }) =>
    Promise.resolve(
      Buffer.isBuffer(traces) ? openText(testSecrets, `removals.traces ${String(id)}`, traces) : '',
    ),
};

export const isSealed = (place: string): boolean => place in sealedColumns;

/** Which markers stand in which column ("table.column"), what is sealed opened; in all schemas but PostgreSQL's own. */
export async function markersByColumn(db: Knex): Promise<Map<string, string[]>> {
  const { rows } = await db.raw<{ rows: { schema: string; table: string; column: string; type: string }[] }>(
    `select nspname as schema, relname as "table", attname as column, format_type(atttypid, null) as type
     from pg_attribute join pg_class on pg_class.oid = attrelid join pg_namespace on pg_namespace.oid = relnamespace
     where relkind = 'r' and nspname !~ '^(pg_|information_schema)' and attnum > 0 and not attisdropped`,
  );
  const found = new Map<string, string[]>();
  for (const { schema, table, column, type } of rows) {
    const place = schema === 'public' ? `${table}.${column}` : `${schema}.${table}.${column}`;
    const texts = await db
      .withSchema(schema)
      .from(table)
      .select<{ text: string | null }[]>(
        type === 'bytea'
          ? db.raw(`encode(??, 'hex') as text`, [column])
          : db.raw('??::text as text', [column]),
      );
    const all = texts.map(({ text }) => text ?? '');
    const open = sealedColumns[place];
    if (open)
      for (const row of await db(table).select<Record<string, unknown>[]>('*'))
        all.push(await open(db, row).catch(() => ''));
    const here = markersIn(all.join('\n'));
    if (here.length > 0) found.set(place, here);
  }
  return found;
}

/** Every row of every table as COPY writes it, and what PostgreSQL remembers of common values. */
export async function wholeDump(url: string): Promise<string> {
  const tables = await query(
    url,
    `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
     where schemaname !~ '^(pg_|information_schema)'`,
  );
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const parts: string[] = [];
    for (const from of [...tables.map(({ name }) => String(name)), '(select * from pg_stats)'])
      parts.push((await buffer(client.query(copyTo(`copy ${from} to stdout`)))).toString());
    return parts.join('\n');
  } finally {
    await client.end();
  }
}

/** Markers in files below a folder, in their names too; mail and archives opened. */
export async function markersInFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts: string[] = [];
  for (const entry of names) {
    texts.push(entry.name);
    if (entry.isFile()) texts.push(await unpacked(await readFile(path.join(entry.parentPath, entry.name))));
  }
  return markersIn(texts.join('\n'));
}

/** Markers in the database's own files, indexes included, as they are on the disk. */
export async function markersOnDisk(url: string): Promise<string[]> {
  await query(url, 'checkpoint');
  const rows = await query(
    url,
    `select pg_read_binary_file(folder || '/' || name, true) as bytes
     from (select 'base/' || oid as folder from pg_database where datname = current_database()) as own, pg_ls_dir(folder) as name
     where position('${MARKER}'::bytea in pg_read_binary_file(folder || '/' || name, true)) > 0`,
  );
  return markersIn(rows.map(({ bytes }) => (bytes as Buffer).toString('latin1')).join('\n'));
}
