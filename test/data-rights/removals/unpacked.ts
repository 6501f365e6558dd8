import { buffer } from 'node:stream/consumers';
import { mailText } from '../../../src/platform/mail/mail-text.ts';
import { openZip } from '../../../src/platform/zip.ts';
import { withFile } from '../../support/extract-files.ts';

/** What a file says: a ZIP's entries unpacked, mail without its encodings, else as it is. */
export async function unpacked(bytes: Buffer): Promise<string> {
  if (bytes.subarray(0, 2).toString() !== 'PK') return `${bytes.toString('latin1')}\n${mailText(bytes)}`;
  return withFile(bytes, async (file) => {
    const zip = await openZip(file);
    try {
      const texts = await Promise.all(
        zip.entries.map(async (entry) => `${entry.name}\n${(await buffer(entry.read())).toString('latin1')}`),
      );
      return texts.join('\n');
    } finally {
      zip.close();
    }
  });
}
