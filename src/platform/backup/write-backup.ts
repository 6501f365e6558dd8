import { Readable } from 'node:stream';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { packZip, type FileToPack } from '../pack-zip.ts';
import type { Secrets } from '../secrets.ts';
import { writeSealed } from './sealed-file.ts';
import { copied, migrationsOf, tablesInOrder, type BackedUpTable } from './tables.ts';

export const MANIFEST = 'manifest.json';

export interface Manifest {
  /** ISO 8601. */
  at: string;
  /** By them a release is known that can take the backup in. */
  migrations: string[];
  tables: BackedUpTable[];
}

export const entryOf = ({ name }: BackedUpTable): string => `tables/${name}.copy`;

/**
 * Writes all tables as they stand at one moment into one sealed file. Sessions and throttles are left out; files beside the
 * database are not in it. Nobody is held up meanwhile.
 * @param url of the database's owner
 */
export async function writeBackup(
  url: string,
  file: string,
  { secrets, at }: { secrets: Pick<Secrets, 'originals' | 'originalsKeyId'>; at: Date },
): Promise<Manifest> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const manifest: Manifest = {
      at: at.toISOString(),
      migrations: await migrationsOf(client),
      tables: await tablesInOrder(client),
    };
    const files: FileToPack[] = [
      { name: MANIFEST, read: () => [Buffer.from(JSON.stringify(manifest))] },
      ...manifest.tables.map((table) => ({ name: entryOf(table), read: () => rowsOf(client, table) })),
    ];
    await writeSealed(file, secrets, packZip(files));
    return manifest;
  } finally {
    await client.end();
  }
}

function rowsOf(client: pg.Client, table: BackedUpTable): AsyncIterable<Buffer> {
  const rows: Readable = client.query(copyTo(`copy ${copied(table)} to stdout (format binary)`));
  return rows as AsyncIterable<Buffer>;
}
