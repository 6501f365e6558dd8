import { createHash } from 'node:crypto';

/**
 * Numbers from 0 up to 1 that look random and are the same at every run, on every machine: the stream that belongs to
 * some words. SHA-256 of the words and a counter, four bytes a number.
 */
export class Chance {
  private readonly words: string;
  private block = Buffer.alloc(0);
  private place = 0;
  private blocks = 0;

  constructor(...words: (string | number)[]) {
    this.words = words.join('\n');
  }

  next(): number {
    if (this.place === this.block.length) {
      this.block = createHash('sha256').update(`${this.words}\n${this.blocks}`).digest();
      this.blocks += 1;
      this.place = 0;
    }
    const number = this.block.readUInt32BE(this.place) / 2 ** 32;
    this.place += 4;
    return number;
  }

  between(least: number, most: number): number {
    return least + this.next() * (most - least);
  }

  /** A place in the list, each as likely as its weight. */
  weighted(weights: readonly number[]): number {
    let rest = this.next() * weights.reduce((sum, weight) => sum + weight, 0);
    for (const [place, weight] of weights.entries()) {
      rest -= weight;
      if (rest < 0) return place;
    }
    return weights.length - 1;
  }
}
