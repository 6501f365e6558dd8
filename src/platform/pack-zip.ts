import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { writeWhole } from './whole-file.ts';

export interface FileToPack {
  name: string;
  /** Asked for when its turn comes. */
  read: () => Iterable<Buffer> | AsyncIterable<Buffer>;
}

/**
 * A ZIP of files, packed as it is read.
 * @param day ISO 8601: what the files are said to be of, so that the same files make the same bytes
 */
export function packZip(files: Iterable<FileToPack>, day?: string): Readable {
  const zip = new yazl.ZipFile();
  const output = new PassThrough();
  const fail = (error: Error): void => void output.destroy(error);
  zip.on('error', fail);
  zip.outputStream.pipe(output);
  const options = day === undefined ? {} : { mtime: noonOf(day), forceDosTimestamp: true };
  for (const { name, read } of files) {
    zip.addReadStreamLazy(name, options, (take) =>
      take(null, Readable.from(read(), { objectMode: false }).on('error', fail)),
    );
  }
  zip.end();
  return output;
}

/** In any time zone: a ZIP keeps the local time of day. */
function noonOf(isoDay: string): Date {
  const [year = 0, month = 1, day = 1] = isoDay.split('-').map(Number);
  return new Date(year, month - 1, day, 12);
}

/** Writes content into a file that appears only when it is whole. */
export function keepWhole(file: string, content: Readable): Promise<void> {
  return writeWhole(file, (stream) => pipeline(content, stream));
}
