import type { GroupColumn } from '../access-export.ts';
import type { NewItem } from '../store-items.ts';
import type { CollectedGroup } from './declared-groups.ts';

/** A file that the person sent and that is still kept. */
export interface SentFile {
  uploadId: number;
  fileName: string;
  fileSize: number;
  receivedAt: Date;
  authority: string;
}

const said = {
  ...{ category: 'activity', purpose: 'Shows what was sent, so that it can be read again', isShown: true },
  ...{ lawfulBasis: 'legitimate-interests', retention: 'As long as the upload' },
};

/** What is known of any file; the file itself is given beside it. */
export const fileColumns: GroupColumn[] = (['name', 'about', 'bytes'] as const).map((column) => ({
  ...{ column, label: { name: 'Name', about: 'What it is', bytes: 'Size in bytes' }[column] },
  ...said,
}));

/** Files that the person sent: services and forms rather than people, but theirs to see. */
export function fileGroup(files: readonly SentFile[]): CollectedGroup[] {
  const items: NewItem[] = files.map(({ uploadId, fileName, fileSize, receivedAt, authority }) => ({
    ...{ key: `upload:${uploadId}`, uploadId },
    values: {
      name: fileName,
      about: `Sent for ${authority} on ${receivedAt.toISOString().slice(0, 10)}`,
      bytes: fileSize,
    },
  }));
  const group = { kind: 'file' as const, table: 'uploads', title: 'Files you sent', columns: fileColumns };
  return items.length === 0 ? [] : [{ group, items }];
}
