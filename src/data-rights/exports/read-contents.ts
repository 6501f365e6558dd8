import type { Readable } from 'node:stream';
import type { Knex } from 'knex';
import { personBy } from '../requests/store-people.ts';
import type { AccessExport, ReviewItem } from './access-export.ts';
import { isFile, toExportItem, toWithholdings } from './contents.ts';
import type { ExportContents, ExportFile } from './export.ts';
import type { SealingSecrets } from './sealed.ts';
import { letterOf } from './store.ts';
import { openFile } from './store-files.ts';
import { groupsOf, itemsOf } from './store-items.ts';
import { searchesOf, withholdingsOf } from './store-withholdings.ts';

export interface ContentsParts {
  secrets: SealingSecrets;
  /** The file of an upload as it was sent. */
  openOriginal: (db: Knex, uploadId: number) => Promise<Readable>;
}

/** All that a package is made from, as reviewers left it; what is not about the person is not in it. */
export async function readContents(
  db: Knex,
  parts: ContentsParts,
  present: AccessExport,
): Promise<ExportContents> {
  const { secrets } = parts;
  const { id, reference, userId, madeAt } = present;
  if (!madeAt) throw new Error(`Export ${id} has not been collected`);
  const groups = new Map((await groupsOf(db, id)).map((group) => [group.number, group]));
  const all = await itemsOf(db, secrets, id);
  const included = all.filter(({ verdict }) => verdict !== 'leave-out');
  const items = included.flatMap((item) => {
    const group = groups.get(item.group);
    return group && !isFile(item) ? [toExportItem(group, item)] : [];
  });
  const searches = (await searchesOf(db, secrets, id)).map(({ place, terms, on, result, whyNot }) => ({
    ...{ place, terms, on, result, whyNot },
  }));
  return {
    ...{ reference, madeAt, items, searches, letter: await letterOf(db, secrets, id) },
    name: (await personBy(db, userId))?.name ?? '',
    files: filesOf(db, parts, { exportId: id, items: included.filter(isFile) }),
    withholdings: toWithholdings(await withholdingsOf(db, secrets, id), included),
  };
}

function filesOf(
  db: Knex,
  parts: ContentsParts,
  { exportId, items }: { exportId: number; items: readonly ReviewItem[] },
): ExportFile[] {
  return items.map((item) => ({
    ...{ key: item.key, name: textOf(item, 'name'), about: textOf(item, 'about') },
    open: () => bytesOf(db, parts, exportId, item),
  }));
}

async function* bytesOf(
  db: Knex,
  { secrets, openOriginal }: ContentsParts,
  exportId: number,
  { uploadId, fileId }: ReviewItem,
): AsyncGenerator<Buffer> {
  if (uploadId !== null) yield* await openOriginal(db, uploadId);
  else if (fileId !== null) yield* await openFile(db, secrets, { exportId, fileId });
}

function textOf({ values }: ReviewItem, column: string): string {
  const value = values[column];
  return typeof value === 'string' ? value : '';
}
