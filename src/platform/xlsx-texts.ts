import type { StringItem } from './xlsx-cells.ts';
import { XlsxError } from './xlsx-error.ts';
import { readXml, type XmlPart } from './xlsx-xml.ts';

/** Bytes in a block, a power of two, and more than one text takes. */
const BLOCK_BITS = 20;
const BLOCK = 1 << BLOCK_BITS;
const BLOCK_START = -BLOCK;

/** Texts asked for again and again (most of a table's are) are remembered in so many slots, a power of two, if short. */
const SLOTS = 4096;
const LONGEST_REMEMBERED = 128;

export interface TextLimits {
  texts: number;
  /** UTF-8 bytes of all texts. */
  bytes: number;
}

export const textLimits: TextLimits = { texts: 5_000_000, bytes: 256 * 1024 * 1024 };

/**
 * The shared strings by their index: their UTF-8 stands in blocks, in a quarter of what an array of strings takes.
 * No text lies across two blocks.
 */
export class PackedTexts {
  private size = 0;
  private bytes = 0;
  private readonly blocks: Buffer[] = [];
  /** Where each text ends, counted through all blocks. */
  private ends = new Int32Array(1024);
  private readonly remembered: (string | undefined)[] = new Array<undefined>(SLOTS).fill(undefined);
  private readonly rememberedIndex = new Int32Array(SLOTS).fill(-1);

  constructor(private readonly limits: TextLimits = textLimits) {}

  /** Adds the next text, of at most 32,767 characters. Throws XlsxError `too-large` beyond the limits. */
  add(text: string): void {
    const start = this.placeFor(text.length * 3);
    const written = this.blocks[start >>> BLOCK_BITS]?.write(text, start & (BLOCK - 1), 'utf8') ?? 0;
    this.bytes += written;
    if (this.size === this.limits.texts || this.bytes > this.limits.bytes) throw new XlsxError('too-large');
    if (this.size === this.ends.length) this.ends = resized(this.ends, this.size * 2);
    this.ends[this.size] = start + written;
    this.size += 1;
  }

  /** The text of an index, or null if there is none. */
  at(index: number): string | null {
    if (!(index >= 0 && index < this.size)) return null;
    const slot = index & (SLOTS - 1);
    if (this.rememberedIndex[slot] === index) return this.remembered[slot] as string;
    const end = this.endOf(index);
    // Where a text did not fit into the block before, it starts its own.
    const start = Math.max(this.endOf(index - 1), (end - 1) & BLOCK_START);
    const text = this.textBetween(start, end);
    if (end - start <= LONGEST_REMEMBERED) {
      this.remembered[slot] = text;
      this.rememberedIndex[slot] = index;
    }
    return text;
  }

  private placeFor(mostBytes: number): number {
    const end = this.endOf(this.size - 1);
    const whole = this.blocks.length * BLOCK;
    if (end + mostBytes <= whole) return end;
    this.blocks.push(Buffer.allocUnsafeSlow(BLOCK));
    return whole;
  }

  private textBetween(start: number, end: number): string {
    if (start === end) return '';
    const block = this.blocks[start >>> BLOCK_BITS] as Buffer;
    const first = start & (BLOCK - 1);
    return block.toString('utf8', first, first + end - start);
  }

  private endOf(index: number): number {
    return index < 0 ? 0 : (this.ends[index] ?? 0);
  }
}

function resized(numbers: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length);
  copy.set(numbers);
  return copy;
}

/** Reads the part with the shared strings: `<sst>` with an `<si>` for each. */
export async function readSharedStrings(
  part: XmlPart,
  item: StringItem,
  between: (bytes: number) => Promise<void> | null,
): Promise<PackedTexts> {
  const texts = new PackedTexts();
  let isInItem = false;
  await readXml(
    part,
    {
      open(name, _attributes, depth) {
        if (depth > 2 && isInItem) item.open(name, depth - 2);
        else if (depth === 2) isInItem = name === 'si';
      },
      text(text) {
        if (isInItem) item.add(text);
      },
      close(depth) {
        if (!isInItem) return;
        if (depth > 2) item.close();
        else {
          texts.add(item.take());
          isInItem = false;
        }
      },
    },
    between,
  );
  return texts;
}
