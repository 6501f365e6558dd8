import { PassThrough, Readable } from 'node:stream';
import yazl from 'yazl';
import { openZip } from '../platform/zip.ts';

/** The same ZIP without some of its files, packed anew as it is read. */
export async function zipWithout(file: string, leftOut: readonly string[]): Promise<Readable> {
  const opened = await openZip(file);
  const zip = new yazl.ZipFile();
  const output = new PassThrough();
  const fail = (error: Error): void => void output.destroy(error);
  zip.on('error', fail);
  zip.outputStream.pipe(output);
  for (const { name, read } of opened.entries) {
    if (leftOut.includes(name)) continue;
    zip.addReadStreamLazy(name, {}, (take) =>
      take(null, Readable.from(read(), { objectMode: false }).on('error', fail)),
    );
  }
  zip.end();
  return output.on('close', () => opened.close());
}
