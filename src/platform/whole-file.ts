import { createWriteStream, type WriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';

/**
 * Writes a file that appears only when it is whole.
 * @param write gets the draft as a stream, and its path for what is added after the stream has ended
 */
export async function writeWhole(
  file: string,
  write: (stream: WriteStream, draft: string) => Promise<void>,
  mode?: number,
): Promise<void> {
  const draft = `${file}.part`;
  const stream = createWriteStream(draft, { mode });
  try {
    await write(stream, draft);
    await rename(draft, file);
  } catch (error) {
    stream.destroy();
    // A failure may come before the draft is open: taken away earlier, it would be made after that.
    if (!stream.closed) await new Promise<void>((resolve) => void stream.once('close', resolve));
    await rm(draft, { force: true });
    throw error;
  }
}
