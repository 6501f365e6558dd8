import { readCsv } from '../platform/csv.ts';
import { asUtf8, detectEncoding } from '../platform/text-encoding.ts';
import type { ZipEntry, ZipLimits } from '../platform/zip.ts';
import type { OpenTable, OpenTables, ReceivedFile, UploadingAuthority } from '../uploads/index.ts';
import { readExtract } from './read-extract.ts';
import { positions, type UsedTable } from './rules/extract-rules.ts';

/** Opens an extract that is kept, to be given back table by table. */
export async function openTables(
  file: ReceivedFile,
  authority: UploadingAuthority,
  dataDate: string,
  limits?: ZipLimits,
): Promise<OpenTables> {
  const extract = await readExtract(file, authority.code, dataDate, limits);
  if (extract.kind === 'unreadable') throw new Error(`A kept extract is ${extract.code}`);
  const given = Object.entries(extract.tables) as [UsedTable, ZipEntry][];
  return {
    tables: given.map(([table, entry]) => openTable(entry, positions[table])),
    others: extract.keptOnly,
    close: () => extract.close(),
  };
}

function openTable(entry: ZipEntry, position: number): OpenTable {
  return {
    name: entry.name,
    position,
    async read(reader) {
      const encoding = await detectEncoding(entry.read());
      const fault = await readCsv(asUtf8(entry.read(), encoding), reader);
      if (fault) throw new Error(`A kept table is no CSV from row ${fault.row} on`);
    },
    asSent: entry,
  };
}
