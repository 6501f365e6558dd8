import { createWriteStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify';
import { ZipFile } from 'yazl';
import { openZip } from '../../src/platform/zip.ts';
import { answer } from './child.ts';

/** Unpacks the tables of a ZIP, reads them by csv-parse, writes them by csv-stringify and packs them again: no more. */
answer(async ({ zip, to }: { zip: string; to: string }) => {
  const start = performance.now();
  const { entries, close } = await openZip(zip);
  const packed = new ZipFile();
  for (const { name, read } of entries) {
    packed.addReadStreamLazy(name, (take) =>
      take(
        null,
        pipeline(
          Readable.from(read(), { objectMode: false }),
          parse({ bom: true, relax_column_count: true, skip_empty_lines: false }),
          stringify({ bom: true, record_delimiter: 'windows' }),
          () => undefined,
        ),
      ),
    );
  }
  packed.end();
  const file = createWriteStream(to);
  packed.outputStream.pipe(file);
  await finished(file);
  close();
  return { ms: performance.now() - start };
});
