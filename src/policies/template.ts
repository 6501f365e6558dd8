import { buffer } from 'node:stream/consumers';
import { stringify } from 'csv-stringify/sync';
import yazl from 'yazl';
import type { RequirementSet } from './requirements.ts';

/** Any day will do, so long as it is always the same: the same specification, the same bytes. */
const MADE_AT = new Date(2003, 3, 1, 12);

/** The CSV tables of the files that are ZIPs, named as in them, each with its headings and no rows. */
export async function templateZip(sets: readonly RequirementSet[]): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  const tables = sets.filter(({ container }) => container === 'zip').flatMap((set) => set.tables);
  for (const { table } of tables) {
    const headings = stringify([table.fields.map(({ name }) => name)], { record_delimiter: 'windows' });
    zip.addBuffer(Buffer.from(headings), `${table.name}.csv`, { mtime: MADE_AT, forceDosTimestamp: true });
  }
  zip.end();
  return buffer(zip.outputStream);
}
