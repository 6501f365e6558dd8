import { createHash } from 'node:crypto';
import type { FileToPack } from '../../../platform/pack-zip.ts';

/** What is known of an entry once it has been written. */
export interface EntrySum {
  name: string;
  bytes: number;
  /** Hexadecimal. */
  sha256: string;
}

/** Entries whose sums are taken as they are packed; what is packed later can list them. */
export function entriesWithSums(): {
  entry: (name: string, read: () => Iterable<string | Buffer> | AsyncIterable<Uint8Array>) => FileToPack;
  sums: readonly EntrySum[];
} {
  const sums: EntrySum[] = [];
  return {
    sums,
    entry: (name, read) => ({
      name,
      read: async function* () {
        const hash = createHash('sha256');
        let bytes = 0;
        for await (const piece of inLargePieces(read())) {
          hash.update(piece);
          bytes += piece.length;
          yield piece;
        }
        sums.push({ name, bytes, sha256: hash.digest('hex') });
      },
    }),
  };
}

const PIECE = 64 * 1024;

/** A line at a time would be a round trip through the packer each. */
async function* inLargePieces(
  pieces: Iterable<string | Buffer> | AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  let kept: Buffer[] = [];
  let length = 0;
  for await (const piece of pieces) {
    const bytes = Buffer.from(piece as Buffer);
    kept.push(bytes);
    length += bytes.length;
    if (length < PIECE) continue;
    yield Buffer.concat(kept);
    [kept, length] = [[], 0];
  }
  if (length > 0) yield Buffer.concat(kept);
}
