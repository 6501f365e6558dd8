/**
 * Service ids to ordinals (0, 1, 2, ... in order of first appearance), exact, in about 30 bytes an id: the bytes
 * of all ids stand in one buffer and an open-addressing table points into it. A Map of a million strings takes
 * four times as much, and an extract is read under a memory bound.
 */
export class IdIndex {
  size = 0;
  private bytes = Buffer.allocUnsafeSlow(1 << 14);
  private ends = new Int32Array(1 << 10);
  private hashes = new Int32Array(1 << 10);
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

  idOf(ordinal: number): string {
    return this.bytes.toString('utf8', this.start(ordinal), this.ends[ordinal]);
  }

  /** The slot that holds the id, or the free one where it belongs. */
  private slotOf(id: string, hash: number): number {
    const mask = this.slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const ordinal = (this.slots[slot] ?? 0) - 1;
      if (ordinal < 0 || (this.hashes[ordinal] === hash && this.isAt(ordinal, id))) return slot;
    }
  }

  private isAt(ordinal: number, id: string): boolean {
    const start = this.start(ordinal);
    const length = (this.ends[ordinal] ?? 0) - start;
    if (length < id.length) return false;
    for (let at = 0; at < id.length; at += 1) {
      const code = id.charCodeAt(at);
      if (code > 0x7f) return this.idOf(ordinal) === id;
      if (this.bytes[start + at] !== code) return false;
    }
    return length === id.length;
  }

  private append(id: string, hash: number): void {
    const start = this.start(this.size);
    while (start + id.length * 3 > this.bytes.length) {
      const longer = Buffer.allocUnsafeSlow(this.bytes.length * 2);
      this.bytes.copy(longer);
      this.bytes = longer;
    }
    if (this.size === this.ends.length) {
      this.ends = grown(this.ends);
      this.hashes = grown(this.hashes);
    }
    this.ends[this.size] = start + this.bytes.write(id, start, 'utf8');
    this.hashes[this.size] = hash;
  }

  private start(ordinal: number): number {
    return ordinal === 0 ? 0 : (this.ends[ordinal - 1] ?? 0);
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    const mask = this.slots.length - 1;
    for (let ordinal = 0; ordinal < this.size; ordinal += 1) {
      let slot = (this.hashes[ordinal] ?? 0) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = ordinal + 1;
    }
  }
}

/** The same numbers in an array of twice the length. */
function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(array.length * 2);
  longer.set(array);
  return longer;
}

/** By a small factor, so that ids which count up (most do) have slots side by side, as they have rows. */
function hashOf(id: string): number {
  let hash = 0;
  for (let at = 0; at < id.length; at += 1) hash = (Math.imul(hash, 31) + id.charCodeAt(at)) | 0;
  return hash ^ (hash >>> 15);
}
