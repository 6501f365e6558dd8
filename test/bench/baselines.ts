import { createReadStream, createWriteStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Child } from './child.ts';
import { withClient } from './server.ts';
import type { TrialExtract } from './trial-extract.ts';

/** Milliseconds of csv-parse alone, in array mode, on the very tables of an extract. */
export async function readByCsvParse(child: Child, extract: TrialExtract): Promise<number> {
  const { ms } = await child.ask<{ ms: number }>({ files: [extract.fundings, extract.services] });
  return ms;
}

/** Keeps the rows of `services` as they are, for copying them again. */
export async function keepRows(url: string, folder: string): Promise<string> {
  const file = path.join(folder, 'services.copy');
  await withClient(url, async (client) => {
    await client.query('create table if not exists bare as select * from services limit 0');
    const rows = client.query(copyTo('copy services to stdout (format binary)'));
    await pipeline(rows, createWriteStream(file));
  });
  return file;
}

/** Milliseconds of a bare COPY of the same columns into a logged table without indexes. */
export async function copyBare(url: string, file: string): Promise<number> {
  return withClient(url, async (client) => {
    await client.query('truncate bare');
    const start = performance.now();
    const rows = createReadStream(file, { highWaterMark: 256 * 1024 });
    await pipeline(rows, client.query(copyFrom('copy bare from stdin (format binary)')));
    return performance.now() - start;
  });
}
