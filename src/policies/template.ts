import { buffer } from 'node:stream/consumers';
import { csvLine } from '../platform/csv-line.ts';
import { packZip } from '../platform/pack-zip.ts';
import type { RequirementSet } from './requirements.ts';

/** Any day will do, so long as it is always the same: the same specification, the same bytes. */
const MADE_ON = '2003-04-01';

/** The CSV tables of the files that are ZIPs, named as in them, each with its headings and no rows. */
export async function templateZip(sets: readonly RequirementSet[]): Promise<Buffer> {
  const tables = sets.filter(({ container }) => container === 'zip').flatMap((set) => set.tables);
  const files = tables.map(({ table: { name, fields } }) => ({
    name: `${name}.csv`,
    read: () => [Buffer.from(csvLine(fields.map((field) => field.name)))],
  }));
  return buffer(packZip(files, MADE_ON));
}
