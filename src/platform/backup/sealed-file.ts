import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { openSeal, sealStream, type Seal } from '../sealing.ts';
import type { Secrets } from '../secrets.ts';
import { writeWhole } from '../whole-file.ts';
import { RestoreError } from './restore-error.ts';

/** The seal stands at the end of the file, behind what is sealed, and its length in the last four bytes. */
const LENGTH_BYTES = 4;
const MOST_SEAL_BYTES = 1024;

const storedSeal = z.object({ keyId: z.string(), iv: z.base64(), tag: z.base64() });

/** Writes a file that only the installation's secrets open (P128), mode 0600, and that appears only when it is whole. */
export async function writeSealed(
  file: string,
  secrets: Pick<Secrets, 'originals' | 'originalsKeyId'>,
  content: Readable,
): Promise<void> {
  const write = async (stream: WriteStream, draft: string): Promise<void> => {
    const { cipher, seal } = sealStream(secrets);
    await pipeline(content, cipher, stream);
    const handle = await open(draft, 'a');
    try {
      await handle.appendFile(trailerOf(seal()));
      await handle.sync();
    } finally {
      await handle.close();
    }
  };
  await writeWhole(file, write, 0o600);
}

/** Opens a sealed file into another; throws a sentence when it was changed or is none of this installation's. */
export async function openSealed(
  file: string,
  secrets: Pick<Secrets, 'originals'>,
  into: string,
): Promise<void> {
  const { seal, length } = await sealOf(file);
  if (!secrets.originals[seal.keyId])
    throw new RestoreError(`${file} cannot be opened: it was sealed with another key than this one.`);
  const sealed = createReadStream(file, { end: length - 1 });
  await pipeline(openSeal(secrets, seal, sealed), createWriteStream(into, { mode: 0o600 })).catch(() => {
    throw new RestoreError(
      `${file} cannot be opened: it was changed, or these are not the secrets it was made with.`,
    );
  });
}

function trailerOf({ keyId, iv, tag }: Seal): Buffer {
  const seal = Buffer.from(JSON.stringify({ keyId, iv: iv.toString('base64'), tag: tag.toString('base64') }));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(seal.length);
  return Buffer.concat([seal, length]);
}

/** The seal, and how many bytes before it are sealed. */
async function sealOf(file: string): Promise<{ seal: Seal; length: number }> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const read = async (bytes: number, end: number): Promise<Buffer> => {
      const { buffer, bytesRead } = await handle.read(
        Buffer.alloc(bytes),
        0,
        bytes,
        Math.max(0, end - bytes),
      );
      return buffer.subarray(0, bytesRead);
    };
    const last = await read(LENGTH_BYTES, size);
    const sealBytes = last.length === LENGTH_BYTES ? last.readUInt32BE() : 0;
    const length = size - LENGTH_BYTES - sealBytes;
    if (sealBytes === 0 || sealBytes > MOST_SEAL_BYTES || length < 1) throw new Error('no seal');
    const stored = storedSeal.parse(JSON.parse((await read(sealBytes, size - LENGTH_BYTES)).toString()));
    const seal = {
      keyId: stored.keyId,
      iv: Buffer.from(stored.iv, 'base64'),
      tag: Buffer.from(stored.tag, 'base64'),
    };
    return { seal, length };
  } catch {
    throw new RestoreError(`${file} is no backup of SP-Bench.`);
  } finally {
    await handle.close();
  }
}
