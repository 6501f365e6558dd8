import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { z } from 'zod';
import type { Secrets } from '../secrets.ts';
import type { TemporaryFiles } from '../temporary-files.ts';
import { openZip, type OpenZip } from '../zip.ts';
import { RestoreError } from './restore-error.ts';
import { openSealed } from './sealed-file.ts';
import { copied, migrationsOf, type BackedUpTable, type Reference, referencesOf } from './tables.ts';
import { entryOf, MANIFEST, type Manifest } from './write-backup.ts';

/** Our own file, whose seal has been checked: what it says is believed. */
const anySize = { entries: 1000, unpackedBytes: Number.MAX_SAFE_INTEGER, ratio: Number.MAX_SAFE_INTEGER };

const manifestFile = z.object({
  at: z.string(),
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
});

/**
 * Puts a backup into a database that was just made: all of it, in one transaction, or nothing.
 * @param url of the owner of a database of the same release in which nobody has an account
 */
export async function readBackup(
  url: string,
  file: string,
  { secrets, temporaryFiles }: { secrets: Pick<Secrets, 'originals'>; temporaryFiles: TemporaryFiles },
): Promise<Manifest> {
  return temporaryFiles.withPath(async (opened) => {
    await openSealed(file, secrets, opened);
    const zip = await openZip(opened, anySize);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      const manifest = manifestFile.parse(JSON.parse(await textOf(zip, MANIFEST)));
      await mayRestore(client, manifest);
      await client.query('begin');
      await takeIn(client, zip, manifest.tables);
      await client.query('commit');
      return manifest;
    } finally {
      await client.end();
      zip.close();
    }
  });
}

async function mayRestore(client: pg.Client, { migrations }: Manifest): Promise<void> {
  if (JSON.stringify(await migrationsOf(client)) !== JSON.stringify(migrations)) {
    throw new RestoreError(
      'The backup is of another release. Restore it with the release that made it, then update.',
    );
  }
  const { rows } = await client.query<{ taken: boolean }>('select exists (select from users) as taken');
  if (rows[0]?.taken) {
    throw new RestoreError(
      'There are accounts in this database already. Restore into a new one: another DATA_DIR, or an empty database.',
    );
  }
}

/** Rules that the rows have kept already (append-only, chaining) would only stand in the way. */
async function takeIn(client: pg.Client, zip: OpenZip, tables: readonly BackedUpTable[]): Promise<void> {
  const names = tables.map(({ name }) => `"${name}"`);
  for (const name of names) await client.query(`alter table ${name} disable trigger user`);
  const late = await lateReferences(client, tables);
  for (const { name, from } of late)
    await client.query(`alter table "${from}" alter constraint "${name}" deferrable initially deferred`);
  for (const name of [...names].reverse()) await client.query(`delete from ${name}`);
  for (const table of tables) {
    const rows = client.query(copyFrom(`copy ${copied(table)} from stdin (format binary)`));
    await pipeline(Readable.from(entry(zip, entryOf(table)).read()), rows);
  }
  await client.query('set constraints all immediate');
  for (const { name, from } of late)
    await client.query(`alter table "${from}" alter constraint "${name}" not deferrable`);
  for (const name of names) await client.query(`alter table ${name} enable trigger user`);
  await client.query(`
    do $$
      declare numbered record;
      begin
        for numbered in
          select table_name, column_name, pg_get_serial_sequence(quote_ident(table_name), column_name) as sequence
          from information_schema.columns where table_schema = 'public' and is_identity = 'YES'
        loop
          execute format('select setval(%L, coalesce(max(%I), 0) + 1, false) from %I',
            numbered.sequence, numbered.column_name, numbered.table_name);
        end loop;
      end $$`);
}

/** References to tables that come in later: they are held against what is there at the end. */
async function lateReferences(client: pg.ClientBase, tables: readonly BackedUpTable[]): Promise<Reference[]> {
  const places = new Map(tables.map(({ name }, place) => [name, place]));
  return (await referencesOf(client)).filter(
    ({ from, to }) => (places.get(from) ?? Infinity) < (places.get(to) ?? -1),
  );
}

function entry(zip: OpenZip, name: string): OpenZip['entries'][number] {
  const found = zip.entries.find((one) => one.name === name);
  if (!found) throw new RestoreError(`The backup has no ${name}.`);
  return found;
}

async function textOf(zip: OpenZip, name: string): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of entry(zip, name).read()) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}
