const FURTHEST = 2;

/**
 * Numbers that look random and are the same at every run, on every machine: the stream that belongs to some words.
 * Tommy Ettinger's mulberry32: 32 bits of state, good enough for figures that are made up.
 */
export class Random {
  private state: number;

  constructor(...words: (string | number)[]) {
    this.state = hashOf(words.join('|'));
  }

  /** From 0 up to 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  between(least: number, most: number): number {
    return least + this.next() * (most - least);
  }

  /** A whole number from `least` to `most`, both possible. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.whole(0, choices.length - 1)] as T;
  }

  /** A factor of median 1, log-normal and cut at two standard deviations, so that nothing is far from usual. */
  spread(sigma: number): number {
    return Math.exp(sigma * this.normal());
  }

  /** By Box and Muller, drawn again beyond two standard deviations. */
  private normal(): number {
    for (;;) {
      const value = Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
      if (Math.abs(value) <= FURTHEST) return value;
    }
  }
}

/** FNV-1a with the last mix of MurmurHash3, so that neighbouring words give unlike streams. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
