import { buffer } from 'node:stream/consumers';
import type { Knex } from 'knex';
import type { Secrets } from '../../platform/secrets.ts';
import { type Place, unseal } from './sealed.ts';
import { openFile } from './store-files.ts';

type OpeningSecrets = Pick<Secrets, 'originals'>;

interface SealedRow {
  sealed: Buffer;
  /** Of an item: why it was left out. */
  note?: Buffer | null;
}

/** What of an export stands sealed, beside its covering letter. */
const sealedTables = ['export_items', 'export_withholdings', 'export_proposals', 'export_searches'] as const;
const LARGEST = 256 * 1024 * 1024;

/**
 * Exports of others whose contents, letter, reasoning or attached files say any of some words, and in how many places: they
 * are sealed, so the database cannot be asked. Of a package only what it was made from is read, which says the same.
 * @param says whether a text has any of the words
 */
export async function exportsSaying(
  db: Knex,
  secrets: OpeningSecrets,
  says: (text: string) => boolean,
): Promise<{ reference: string; count: number }[]> {
  const exports = await db('access_exports')
    .join('rights_requests', 'rights_requests.id', 'rights_request_id')
    .orderBy('access_exports.id')
    .select<{ id: number; reference: string; letter: Buffer | null }[]>(
      ...['access_exports.id', 'reference', 'letter'],
    );
  const found = new Map<string, number>();
  for (const { id, reference, letter } of exports) {
    const texts = [
      opened(secrets, 'access_exports.letter', id, letter),
      ...(await textsOf(db, secrets, id)),
      ...(await attachmentsOf(db, secrets, id)),
    ];
    const count = texts.filter(says).length;
    if (count > 0) found.set(reference, (found.get(reference) ?? 0) + count);
  }
  return [...found].map(([reference, count]) => ({ reference, count }));
}

async function textsOf(db: Knex, secrets: OpeningSecrets, exportId: number): Promise<string[]> {
  const texts: string[] = [];
  for (const table of sealedTables) {
    const rows = await db(table).where({ export_id: exportId }).select<SealedRow[]>('*');
    for (const { sealed, note = null } of rows)
      for (const bytes of [sealed, note]) texts.push(opened(secrets, `${table}.sealed`, exportId, bytes));
  }
  return texts;
}

/** Files that staff have added; each with its name, which stands in its item. */
async function attachmentsOf(db: Knex, secrets: OpeningSecrets, exportId: number): Promise<string[]> {
  const files = await db('export_items')
    .join('export_files', 'export_files.id', 'export_items.file_id')
    .where({ 'export_items.export_id': exportId })
    .where('bytes', '<=', LARGEST)
    .pluck<number[]>('export_files.id');
  const texts: string[] = [];
  for (const fileId of files) {
    const bytes = await openFile(db, secrets, { exportId, fileId })
      .then(buffer)
      .catch(() => Buffer.alloc(0));
    texts.push(bytes.toString('utf8'));
  }
  return texts;
}

function opened(secrets: OpeningSecrets, place: Place, exportId: number, sealed: Buffer | null): string {
  if (sealed === null) return '';
  try {
    const value = unseal(secrets, place, exportId, sealed);
    return typeof value === 'string' ? value : JSON.stringify(value);
  } catch {
    return ''; // sealed with a key that is missing
  }
}
