import { BLOCK, BLOCK_BITS, IdIndex } from './id-index.ts';

const MENTIONED = -1;

interface Block {
  fundingRows: Int32Array;
  serviceRows: Int32Array;
  /** The numbers of a service side by side. */
  numbers: Float64Array;
}

/**
 * What the funding table says, by service, and which services have been met: the memory of one extract while it
 * is read, packed because an extract may hold a million services.
 */
export class GivenNumbers {
  private readonly ids = new IdIndex();
  private readonly blocks: Block[] = [];

  /** @param columns how many numbers a funding row has */
  constructor(private readonly columns: number) {}

  /** A service's ordinal, by which all else is asked; given to it now if its id is new. */
  ordinalFor(id: string): number {
    const ordinal = this.ids.add(id);
    if (ordinal === this.blocks.length * BLOCK) {
      this.blocks.push({
        fundingRows: new Int32Array(BLOCK),
        serviceRows: new Int32Array(BLOCK),
        numbers: new Float64Array(BLOCK * this.columns),
      });
    }
    return ordinal;
  }

  /**
   * Remembers a funding row. Returns 0, or the row that spoke of this service before: then nothing is kept.
   * @param values the row's values
   * @param at where its numbers stand among them, column by column
   */
  addFunding(ordinal: number, row: number, values: readonly unknown[], at: readonly number[]): number {
    const { fundingRows, numbers } = this.blockOf(ordinal);
    const place = ordinal % BLOCK;
    const before = fundingRows[place] ?? 0;
    if (before > 0) return before;
    fundingRows[place] = row;
    for (let column = 0; column < this.columns; column += 1) {
      const value = values[at[column] as number];
      numbers[place * this.columns + column] = typeof value === 'number' ? value : NaN;
    }
    return 0;
  }

  /** Remembers a service row. Returns 0, or the row that had this id before. */
  addService(ordinal: number, row: number): number {
    const { serviceRows } = this.blockOf(ordinal);
    const before = serviceRows[ordinal % BLOCK] ?? 0;
    if (before > 0) return before;
    serviceRows[ordinal % BLOCK] = row;
    return 0;
  }

  /** Remembers that a service with funding is in the file, though not in which row. */
  mentionService(id: string): void {
    const ordinal = this.ids.ordinalOf(id);
    if (ordinal < 0) return;
    const { serviceRows } = this.blockOf(ordinal);
    if (serviceRows[ordinal % BLOCK] === 0) serviceRows[ordinal % BLOCK] = MENTIONED;
  }

  /** The row of the service's funding, or 0. */
  fundingRowOf(ordinal: number): number {
    return this.blockOf(ordinal).fundingRows[ordinal % BLOCK] ?? 0;
  }

  /** The service's funding number of a column; NaN for an empty cell or no funding row. */
  fundingNumber(ordinal: number, column: number): number {
    const { fundingRows, numbers } = this.blockOf(ordinal);
    const place = ordinal % BLOCK;
    return fundingRows[place] === 0 ? NaN : (numbers[place * this.columns + column] ?? NaN);
  }

  /** Funding rows whose service never came. */
  *fundingWithoutService(): Generator<{ id: string; row: number }> {
    for (let ordinal = 0; ordinal < this.ids.size; ordinal += 1) {
      const { fundingRows, serviceRows } = this.blockOf(ordinal);
      const place = ordinal % BLOCK;
      if (serviceRows[place] === 0) yield { id: this.ids.idOf(ordinal), row: fundingRows[place] ?? 0 };
    }
  }

  private blockOf(ordinal: number): Block {
    return this.blocks[ordinal >>> BLOCK_BITS] as Block;
  }
}
