import { createHash } from 'node:crypto';
import { pipeline, Readable, Transform } from 'node:stream';
import type { Knex } from 'knex';
import { inChunks } from '../../platform/in-chunks.ts';
import { openSeal, sealStream } from '../../platform/sealing.ts';
import type { Secrets } from '../../platform/secrets.ts';
import type { SealingSecrets } from './sealed.ts';

export interface KeptFile {
  fileId: number;
  sha256: Buffer;
  bytes: number;
}

/** Keeps a file sealed, in chunks, as originals of uploads are kept; its hash and size are of what is inside. */
export async function addFile(
  trx: Knex.Transaction,
  secrets: SealingSecrets,
  exportId: number,
  file: Readable,
): Promise<KeptFile> {
  const none = Buffer.alloc(32);
  const [row] = await trx('export_files')
    .insert({ export_id: exportId, key_id: '', iv: none, tag: none, bytes: 0, sha256: none })
    .returning<{ id: number }[]>('id');
  if (!row) throw new Error('The file was not kept.');
  const { meter, measured } = measuring();
  const { cipher, seal } = sealStream(secrets);
  const sealed: AsyncIterable<Buffer> = pipeline(file, meter, cipher, () => undefined);
  let position = 0;
  for await (const bytes of inChunks(sealed)) {
    await trx('export_file_chunks').insert({ file_id: row.id, position, bytes });
    position += 1;
  }
  const { keyId, iv, tag } = seal();
  const { sha256, bytes } = measured();
  await trx('export_files').where({ id: row.id }).update({ key_id: keyId, iv, tag, bytes, sha256 });
  return { fileId: row.id, sha256, bytes };
}

function measuring(): { meter: Transform; measured: () => { sha256: Buffer; bytes: number } } {
  const hash = createHash('sha256');
  let bytes = 0;
  const meter = new Transform({
    transform(piece: Buffer, _encoding, done) {
      hash.update(piece);
      bytes += piece.length;
      done(null, piece);
    },
  });
  return { meter, measured: () => ({ sha256: hash.digest(), bytes }) };
}

/** The file as it was; the stream fails at its end where the kept bytes were changed. */
export async function openFile(
  db: Knex,
  secrets: Pick<Secrets, 'originals'>,
  { exportId, fileId }: { exportId: number; fileId: number },
): Promise<Readable> {
  const row = await db('export_files')
    .where({ id: fileId, export_id: exportId })
    .first<{ key_id: string; iv: Buffer; tag: Buffer } | undefined>('key_id', 'iv', 'tag');
  if (!row) throw new Error(`Export ${exportId} has no file ${fileId}`);
  const seal = { keyId: row.key_id, iv: row.iv, tag: row.tag };
  return openSeal(secrets, seal, Readable.from(chunks(db, fileId)));
}

async function* chunks(db: Knex, fileId: number): AsyncGenerator<Buffer> {
  for (let position = 0; ; position += 1) {
    const row = await db('export_file_chunks')
      .where({ file_id: fileId, position })
      .first<{ bytes: Buffer } | undefined>('bytes');
    if (!row) return;
    yield row.bytes;
  }
}
