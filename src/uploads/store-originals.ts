import { pipeline, Readable } from 'node:stream';
import type { Knex } from 'knex';
import { inChunks } from '../platform/in-chunks.ts';
import { openSeal, sealStream, type Seal } from '../platform/sealing.ts';
import type { Secrets } from '../platform/secrets.ts';

/** Keeps a file sealed, in chunks of half a mebibyte, and the seal when it has ended. */
export async function addOriginal(
  trx: Knex.Transaction,
  uploadId: number,
  file: Readable,
  secrets: Parameters<typeof sealStream>[0],
): Promise<void> {
  const { cipher, seal } = sealStream(secrets);
  const sealed: AsyncIterable<Buffer> = pipeline(file, cipher, () => undefined);
  let position = 0;
  for await (const bytes of inChunks(sealed)) {
    await trx('original_chunks').insert({ upload_id: uploadId, position, bytes });
    position += 1;
  }
  const { keyId, iv, tag } = seal();
  await trx('originals').insert({ upload_id: uploadId, key_id: keyId, iv, tag });
}

export async function removeOriginal(trx: Knex.Transaction, uploadId: number): Promise<void> {
  await trx('original_chunks').where('upload_id', uploadId).delete();
  await trx('originals').where('upload_id', uploadId).delete();
}

/** The original as it was sent; the stream fails at its end where the kept bytes were changed. */
export async function openOriginal(
  db: Knex,
  secrets: Pick<Secrets, 'originals'>,
  uploadId: number,
): Promise<Readable> {
  return openSeal(secrets, await sealOf(db, uploadId), sealedBytes(db, uploadId));
}

export async function sealOf(db: Knex, uploadId: number): Promise<Seal> {
  const row = await db('originals')
    .where('upload_id', uploadId)
    .first<{ key_id: string; iv: Buffer; tag: Buffer } | undefined>();
  if (!row) throw new Error(`Upload ${uploadId} has no original`);
  return { keyId: row.key_id, iv: row.iv, tag: row.tag };
}

/** The sealed bytes, a chunk at a time. */
export function sealedBytes(db: Knex, uploadId: number): Readable {
  return Readable.from(chunks(db, uploadId));
}

async function* chunks(db: Knex, uploadId: number): AsyncGenerator<Buffer> {
  for (let position = 0; ; position += 1) {
    const row = await db('original_chunks')
      .where({ upload_id: uploadId, position })
      .first<{ bytes: Buffer } | undefined>('bytes');
    if (!row) return;
    yield row.bytes;
  }
}
