/** Services in a block, a power of two. Memory grows by blocks, so that little is ever held twice to be copied. */
export const BLOCK_BITS = 14;
export const BLOCK = 1 << BLOCK_BITS;

interface Block {
  /** The ids' UTF-8 one after another; `ends` says where each ends. */
  bytes: Buffer;
  ends: Int32Array;
  hashes: Int32Array;
}

/**
 * Service ids to ordinals (0, 1, 2, ... in order of first appearance), exact, in about 30 bytes an id: the bytes
 * of the ids stand in blocks and an open-addressing table points into them. A Map of a million strings takes
 * four times as much, and an extract is read under a memory bound.
 */
export class TextIndex {
  size = 0;
  private readonly blocks: Block[] = [];
  /** One more than the ordinal; 0 where a slot is free. */
  private slots = new Int32Array(1 << 11);

  /** The ordinal of an id, given to it now if it is new: then `size` has grown by one. */
  add(id: string): number {
    const hash = hashOf(id);
    const slot = this.slotOf(id, hash);
    const known = this.slots[slot] ?? 0;
    if (known > 0) return known - 1;
    const ordinal = this.size;
    this.append(id, hash);
    this.slots[slot] = ordinal + 1;
    this.size += 1;
    if (this.size * 2 > this.slots.length) this.rehash();
    return ordinal;
  }

  /** The ordinal of an id, or -1. */
  ordinalOf(id: string): number {
    return (this.slots[this.slotOf(id, hashOf(id))] ?? 0) - 1;
  }

  textOf(ordinal: number): string {
    const { bytes, ends } = this.blockOf(ordinal);
    const place = ordinal % BLOCK;
    return bytes.toString('utf8', startOf(ends, place), ends[place]);
  }

  /** The slot that holds the id, or the free one where it belongs. */
  private slotOf(id: string, hash: number): number {
    const mask = this.slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const ordinal = (this.slots[slot] ?? 0) - 1;
      if (ordinal < 0 || this.isAt(ordinal, id, hash)) return slot;
    }
  }

  private isAt(ordinal: number, id: string, hash: number): boolean {
    const { bytes, ends, hashes } = this.blockOf(ordinal);
    const place = ordinal % BLOCK;
    if (hashes[place] !== hash) return false;
    const start = startOf(ends, place);
    const length = (ends[place] ?? 0) - start;
    if (length < id.length) return false;
    for (let at = 0; at < id.length; at += 1) {
      const code = id.charCodeAt(at);
      if (code > 0x7f) return this.textOf(ordinal) === id;
      if (bytes[start + at] !== code) return false;
    }
    return length === id.length;
  }

  private append(id: string, hash: number): void {
    const place = this.size % BLOCK;
    if (place === 0) {
      this.trimLast();
      this.blocks.push({
        bytes: Buffer.allocUnsafeSlow(BLOCK * 8),
        ends: new Int32Array(BLOCK),
        hashes: new Int32Array(BLOCK),
      });
    }
    const block = this.blockOf(this.size);
    const start = startOf(block.ends, place);
    while (start + id.length * 3 > block.bytes.length)
      block.bytes = resized(block.bytes, block.bytes.length * 2);
    block.ends[place] = start + block.bytes.write(id, start, 'utf8');
    block.hashes[place] = hash;
  }

  /** A full block gives back what it has over. */
  private trimLast(): void {
    const last = this.blocks.at(-1);
    if (last) last.bytes = resized(last.bytes, last.ends[BLOCK - 1] as number);
  }

  private blockOf(ordinal: number): Block {
    return this.blocks[ordinal >>> BLOCK_BITS] as Block;
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    const mask = this.slots.length - 1;
    for (let ordinal = 0; ordinal < this.size; ordinal += 1) {
      let slot = (this.blockOf(ordinal).hashes[ordinal % BLOCK] ?? 0) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = ordinal + 1;
    }
  }
}

function startOf(ends: Int32Array, place: number): number {
  return place === 0 ? 0 : (ends[place - 1] ?? 0);
}

function resized(bytes: Buffer, length: number): Buffer {
  const copy = Buffer.allocUnsafeSlow(length);
  bytes.copy(copy);
  return copy;
}

/** By a small factor, so that ids which count up (most do) have slots side by side, as they have rows. */
function hashOf(id: string): number {
  let hash = 0;
  for (let at = 0; at < id.length; at += 1) hash = (Math.imul(hash, 31) + id.charCodeAt(at)) | 0;
  return hash ^ (hash >>> 15);
}
