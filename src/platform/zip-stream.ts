import { once } from 'node:events';
import { PassThrough, type Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import yazl from 'yazl';

/** Takes a piece of a file; what it awaits holds the writing up. */
export type TakePiece = (piece: Buffer | string) => Promise<void>;

export interface ZipStream {
  /** Adds a file, written by `fill` piece by piece. One file at a time. */
  add(name: string, fill: (take: TakePiece) => Promise<void>): Promise<void>;
}

/**
 * Streams a ZIP into `out` while `work` adds its files, and returns when all of it has been taken. Throws what `work`
 * throws, and when `out` is closed before its end: then nothing more is written. `out` is left open by a failure, for
 * its owner to break off: the ZIP has no directory yet, so nobody takes it for whole.
 */
export async function streamZip(out: Writable, work: (zip: ZipStream) => Promise<void>): Promise<void> {
  const zip = new yazl.ZipFile();
  const output = new PassThrough();
  const stopped = new AbortController();
  const sent = Promise.race([
    finished(out),
    once(zip, 'error').then(([error]) => Promise.reject(error as Error)),
  ]);
  sent.catch((error: unknown) => stopped.abort(error));
  zip.outputStream.pipe(output).pipe(out);
  try {
    await work({ add: (name, fill) => addFile(zip, name, fill, stopped.signal) });
    zip.end();
    await sent;
  } finally {
    output.unpipe(out);
    output.destroy();
  }
}

async function addFile(
  zip: yazl.ZipFile,
  name: string,
  fill: (take: TakePiece) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const file = new PassThrough();
  zip.addReadStream(file, name);
  try {
    await fill(async (piece) => {
      signal.throwIfAborted();
      if (!file.write(piece)) await once(file, 'drain', { signal });
    });
    file.end();
  } catch (error) {
    file.destroy();
    throw error;
  }
}
