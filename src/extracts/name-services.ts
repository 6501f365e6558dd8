import { readCsv } from '../platform/csv.ts';
import { asUtf8, type TextEncoding } from '../platform/text-encoding.ts';
import type { ZipEntry } from '../platform/zip.ts';
import { columnsOf, personLikeValue, type TextIndex } from '../tables/index.ts';
import { supportService } from './specification/support-service.ts';

export interface NamedService {
  id: string;
  name: string;
}

const BATCH = 2000;
const fields = ['SupportServiceId', 'ServiceName'].flatMap((name) =>
  supportService.fields.filter((field) => field.name === name),
);

/**
 * Reads SupportService.csv once more for the names of services that findings in other tables are about. A report can
 * name them then, though the tables are read before or long after the names.
 */
export async function nameServices(
  { entry, encoding }: { entry: ZipEntry; encoding: TextEncoding },
  wanted: TextIndex,
  tell: (services: readonly NamedService[]) => Promise<void>,
): Promise<void> {
  let columns: number[] = [];
  let named: NamedService[] = [];
  const tellNamed = (): Promise<void> => {
    const told = named;
    named = [];
    return tell(told);
  };
  await readCsv(asUtf8(entry.read(), encoding), {
    record(cells, row) {
      if (row === 1) columns = columnsOf(fields, cells);
      const [id = '', name = ''] = columns.map((column) => (cells[column] ?? '').trim());
      // A name that looks like a person's data is an error of its own, and is kept nowhere (P10).
      if (name !== '' && wanted.ordinalOf(id) >= 0 && !personLikeValue(name)) named.push({ id, name });
    },
    pause: () => (named.length >= BATCH ? tellNamed() : null),
  });
  if (named.length > 0) await tellNamed();
}
