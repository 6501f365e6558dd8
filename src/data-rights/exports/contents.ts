import type { ExportGroup, KeptWithholding, ReviewItem } from './access-export.ts';
import type { ExportItem, Withholding } from './export.ts';
import type { NewItem } from './store-items.ts';

type Described = Pick<ExportGroup, 'table' | 'title' | 'columns'>;

/** An item with all that is said of its columns. What lets somebody in has no value; what was not found has no field. */
export function toExportItem(
  { table, title, columns }: Described,
  { key, values }: Pick<NewItem, 'key' | 'values'>,
): ExportItem {
  return {
    ...{ key, table, title },
    fields: columns.flatMap(({ isShown, ...said }) => {
      if (!isShown) return [{ ...said, value: undefined }];
      const value = values[said.column];
      return value === undefined ? [] : [{ ...said, value }];
    }),
  };
}

/** Whether it is a file that is given as it is. */
export function isFile({ uploadId, fileId }: Pick<ReviewItem, 'uploadId' | 'fileId'>): boolean {
  return uploadId !== null || fileId !== null;
}

/** What was decided, as the package is made from it. */
export function toWithholdings(
  kept: readonly KeptWithholding[],
  items: readonly Pick<ReviewItem, 'number' | 'key'>[],
): Withholding[] {
  const keys = new Map(items.map(({ number, key }) => [number, key]));
  return kept.flatMap(({ item, column, passage, ground, reason }) => {
    const key = keys.get(item);
    return key === undefined ? [] : [{ key, column, passage, ground, reason }];
  });
}

/** A name for a file in a ZIP: no folders, nothing that a system would not take, no name twice. */
export function safeName(name: string, taken: ReadonlySet<string>): string {
  const plain =
    name
      .normalize('NFC')
      .replace(/[^\p{L}\p{N}._ ()-]+/gu, '-')
      .replace(/^[.\s-]+/, '')
      .slice(-120) || 'file';
  if (!taken.has(plain.toLowerCase())) return plain;
  const dot = plain.lastIndexOf('.');
  const [base, ending] = dot > 0 ? [plain.slice(0, dot), plain.slice(dot)] : [plain, ''];
  for (let number = 2; ; number += 1) {
    const next = `${base}-${number}${ending}`;
    if (!taken.has(next.toLowerCase())) return next;
  }
}
