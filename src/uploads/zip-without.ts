import type { Readable } from 'node:stream';
import { packZip } from '../platform/pack-zip.ts';
import { openZip } from '../platform/zip.ts';

/** The same ZIP without some of its files, packed anew as it is read. */
export async function zipWithout(file: string, leftOut: readonly string[]): Promise<Readable> {
  const { entries, close } = await openZip(file);
  const kept = entries.filter(({ name }) => !leftOut.includes(name));
  return packZip(kept).on('close', () => close());
}
