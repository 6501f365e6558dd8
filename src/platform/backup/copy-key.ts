import { randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import type { Secrets } from '../secrets.ts';
import { RestoreError } from './restore-error.ts';

/** What seals a masked copy, and nothing else. */
export type CopyKey = Pick<Secrets, 'originals' | 'originalsKeyId'>;

const KEY_ID = 'masked-copy';
const KEY_BYTES = 32;

const keyOf = (bytes: Buffer<ArrayBuffer>): CopyKey => ({
  originals: { [KEY_ID]: bytes },
  originalsKeyId: KEY_ID,
});

export const newCopyKey = (): CopyKey => keyOf(randomBytes(KEY_BYTES));

/** Writes it in base64 beside the copy, mode 0600; an earlier one of that name goes, as its copy did. Returns the file. */
export async function writeCopyKey(file: string, { originals }: CopyKey): Promise<string> {
  await rm(file, { force: true });
  await writeFile(file, `${originals[KEY_ID]?.toString('base64') ?? ''}\n`, { mode: 0o600, flag: 'wx' });
  return file;
}

/** Throws a sentence when the file holds no such key. */
export async function readCopyKey(file: string): Promise<CopyKey> {
  const bytes = Buffer.from((await readFile(file, 'utf8')).trim(), 'base64');
  if (bytes.length !== KEY_BYTES) throw new RestoreError(`${file} is no key of a masked copy.`);
  return keyOf(bytes);
}
