import type { ExportGroup, KeptWithholding, ReviewItem } from './access-export.ts';
import type { ExportField, ExportItem, Withholding } from './export.ts';
import type { NewItem } from './store-items.ts';

type Described = Pick<ExportGroup, 'table' | 'title' | 'columns'>;

/** An item with all that is said of its columns. What lets somebody in has no value; what was not found has no field. */
export function toExportItem(
  { table, title, columns }: Described,
  { key, values }: Pick<NewItem, 'key' | 'values'>,
): ExportItem {
  return {
    ...{ key, table, title },
    fields: columns.flatMap(({ isShown, ...said }): ExportField[] => {
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
