import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';
import type {
  ExportContents,
  ExportField,
  ExportFile,
  ExportItem,
  ExportValue,
  Withholding,
} from '../../../src/data-rights/exports/export.ts';
import { writePackage } from '../../../src/data-rights/exports/package/write-package.ts';

export const field = (column: string, value: ExportValue | undefined): ExportField => ({
  column,
  label: column.charAt(0).toUpperCase() + column.slice(1),
  value,
  ...{ category: 'identity', purpose: 'To know who may see data.', lawfulBasis: 'legitimate-interests' },
  retention: 'While you have an account.',
});

export const item = (
  key: string,
  values: Readonly<Record<string, ExportValue | undefined>>,
  title = 'Your account',
): ExportItem => ({
  ...{ key, table: key.split(':')[0] ?? key, title },
  fields: Object.entries(values).map(([column, value]) => field(column, value)),
});

export const file = (key: string, name: string, bytes: Buffer): ExportFile => ({
  ...{ key, name, about: 'A file that you sent.' },
  open: () => [bytes],
});

export const withheldFrom = (
  key: string,
  column: string | null,
  passage: string | null,
  own: Partial<Withholding> = {},
): Withholding => ({ key, column, passage, ground: 'somebody-else', reason: 'A colleague.', ...own });

export const contents = (own: Partial<ExportContents> = {}): ExportContents => ({
  reference: 'D-2026-0007',
  name: 'Ann Okafor',
  madeAt: new Date('2026-11-30T09:15:00Z'),
  items: [],
  files: [],
  withholdings: [],
  searches: [],
  letter: 'Dear Ann Okafor\n\nHere is what we hold.',
  ...own,
});

/** A package's entries in their order, unpacked. */
export async function entriesOf(given: ExportContents): Promise<Map<string, Buffer>> {
  return unpack(await buffer(writePackage(given)));
}

export async function unpack(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true, autoClose: false });
  const entries = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry())
    entries.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  return entries;
}
