import { type Contacts, parseContacts } from './contacts.ts';
import { findFiles, type FoundFiles, readText, type RefusedFile } from './read-files.ts';

/** Whom people write to, for whoever has no use for the texts. Nothing is published by reading them. */
export async function readContacts({
  shipped,
  added,
}: {
  shipped: string;
  added: string;
}): Promise<Contacts> {
  return contactsIn([await findFiles(added), await findFiles(shipped)], [], null);
}

/**
 * From the first folder whose file is right; while that of OCC is wrong, what was there before stays.
 * @param before the contacts until now; null where they are read for the first time
 */
export async function contactsIn(
  folders: readonly FoundFiles[],
  refused: RefusedFile[],
  before: Contacts | null,
): Promise<Contacts> {
  for (const file of folders.flatMap(({ files }) => files.filter(({ of }) => of === null))) {
    const read = await readText(file);
    const parsed = read.kind === 'ok' ? parseContacts(read.content) : read;
    if (parsed.kind === 'ok') return parsed.contacts;
    refused.push({ path: file.path, sentence: parsed.sentence });
    if (before) return before;
  }
  throw new Error('There are no contacts for the public pages.');
}
