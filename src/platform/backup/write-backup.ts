import { Readable } from 'node:stream';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { packZip, type FileToPack } from '../pack-zip.ts';
import type { PersonalColumn } from '../personal-data.ts';
import type { Secrets } from '../secrets.ts';
import { type Masking, maskingOf } from './masking.ts';
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
 * @param masks every personal column, to be masked in a copy that is not for production (P30); without it all is as it is
 */
export async function writeBackup(
  url: string,
  file: string,
  {
    secrets,
    at,
    masks,
  }: {
    secrets: Pick<Secrets, 'originals' | 'originalsKeyId'>;
    at: Date;
    masks?: readonly PersonalColumn[];
  },
): Promise<Manifest> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const masking = masks ? await maskingOf(client, masks) : null;
    const manifest: Manifest = {
      at: at.toISOString(),
      migrations: await migrationsOf(client),
      tables: (await tablesInOrder(client)).filter(({ name }) => !masking?.isLeftOut(name)),
    };
    const files: FileToPack[] = [
      { name: MANIFEST, read: () => [Buffer.from(JSON.stringify(manifest))] },
      ...manifest.tables.map((table) => ({
        name: entryOf(table),
        read: () => rowsOf(client, table, masking),
      })),
    ];
    await writeSealed(file, secrets, packZip(files));
    return manifest;
  } finally {
    await client.end();
  }
}

function rowsOf(client: pg.Client, table: BackedUpTable, masking: Masking | null): AsyncIterable<Buffer> {
  const from = masking
    ? `(select ${masking.expressionsOf(table).join(', ')} from "${table.name}")`
    : copied(table);
  const rows: Readable = client.query(copyTo(`copy ${from} to stdout (format binary)`));
  return rows as AsyncIterable<Buffer>;
}
