import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

export type TextEncoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'Windows-1252';

/** Bytes that byMark looks at. */
const LONGEST_SIGN = 2;
/** A UTF-8 mark before a text that is not UTF-8 (tables joined by a program), read as Windows-1252. */
const MISREAD_MARK = /^ï»¿/;
/** The first half of a UTF-16 pair: the other may begin the next chunk. */
const HALF_AT_END = /[\ud800-\udbff]$/;

/**
 * Finds how a text is written from the whole of it: by its byte order mark or zero bytes, else UTF-8 if every byte fits, else
 * Windows-1252 (what a spreadsheet saves by default). Reads the chunks once and keeps none of them.
 */
export async function detectEncoding(chunks: AsyncIterable<Buffer>): Promise<TextEncoding> {
  let encoding: TextEncoding | null = null;
  let carried: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (encoding !== null && encoding !== 'UTF-8') continue;
    const bytes = carried.length > 0 ? Buffer.concat([carried, chunk]) : chunk;
    carried = bytes;
    if (encoding === null && bytes.length < LONGEST_SIGN) continue;
    encoding ??= byMark(bytes);
    if (encoding !== 'UTF-8') continue;
    const whole = wholeCharacters(bytes);
    if (!isUtf8(bytes.subarray(0, whole))) encoding = 'Windows-1252';
    carried = bytes.subarray(whole);
  }
  if (encoding !== null && encoding !== 'UTF-8') return encoding;
  return isUtf8(carried) ? 'UTF-8' : 'Windows-1252';
}

/** The same text as UTF-8, its byte order mark kept for the reader to drop. */
export function asUtf8(chunks: AsyncIterable<Buffer>, encoding: TextEncoding): AsyncIterable<Buffer> {
  return encoding === 'UTF-8' ? chunks : decoded(chunks, encoding);
}

async function* decoded(chunks: AsyncIterable<Buffer>, encoding: TextEncoding): AsyncGenerator<Buffer> {
  const decoder = iconv.getDecoder(encoding);
  let isStart = true;
  let half = '';
  for await (const chunk of chunks) {
    const text = half + decoder.write(chunk);
    half = HALF_AT_END.exec(text)?.[0] ?? '';
    const whole = text.slice(0, text.length - half.length);
    yield Buffer.from(isStart ? whole.replace(MISREAD_MARK, '') : whole);
    isStart = false;
  }
  yield Buffer.from(half + (decoder.end() ?? ''));
}

function byMark(start: Buffer): TextEncoding {
  if (start[0] === 0xff && start[1] === 0xfe) return 'UTF-16LE';
  if (start[0] === 0xfe && start[1] === 0xff) return 'UTF-16BE';
  // A header starts with plain letters: a zero byte beside the first one is half of a UTF-16 character.
  if (start[0] !== 0 && start[1] === 0) return 'UTF-16LE';
  if (start[0] === 0 && start[1] !== 0 && start.length > 1) return 'UTF-16BE';
  return 'UTF-8';
}

/** How many bytes of a chunk make whole UTF-8 characters: a character may go on in the next chunk. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}
