import { BLOCK, BLOCK_BITS, TextIndex } from '../../tables/index.ts';

const MENTIONED = -1;
/** In place of a number: there is none, or it is kept apart because hundredths in 32 bits cannot say it exactly. */
const NONE = 0xffffffff;
const APART = 0xfffffffe;

interface Block {
  fundingRows: Int32Array;
  serviceRows: Int32Array;
  /** The numbers of a service side by side, in hundredths: nearly all are money. */
  hundredths: Uint32Array;
}

/**
 * What the funding table says, by service, and which services have been met: the memory of one extract while it
 * is read, packed because an extract may hold a million services.
 */
export class GivenNumbers {
  private readonly ids = new TextIndex();
  private readonly blocks: Block[] = [];
  /** The numbers kept apart, by their place among all. */
  private readonly apart = new Map<number, number>();

  /** @param columns how many numbers a funding row has */
  constructor(private readonly columns: number) {}

  /** A service's ordinal, by which all else is asked; given to it now if its id is new. */
  ordinalFor(id: string): number {
    const ordinal = this.ids.add(id);
    if (ordinal === this.blocks.length * BLOCK) {
      this.blocks.push({
        fundingRows: new Int32Array(BLOCK),
        serviceRows: new Int32Array(BLOCK),
        hundredths: new Uint32Array(BLOCK * this.columns),
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
    const { fundingRows, hundredths } = this.blockOf(ordinal);
    const place = ordinal % BLOCK;
    const before = fundingRows[place] ?? 0;
    if (before > 0) return before;
    fundingRows[place] = row;
    for (let column = 0; column < this.columns; column += 1) {
      const value = values[at[column] as number];
      const packed = typeof value === 'number' ? hundredthsOf(value) : NONE;
      hundredths[place * this.columns + column] = packed;
      if (packed === APART) this.apart.set(ordinal * this.columns + column, value as number);
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

  /** Whether a service of this id has been met, or may have been. */
  isService(id: string): boolean {
    const ordinal = this.ids.ordinalOf(id);
    return ordinal >= 0 && this.blockOf(ordinal).serviceRows[ordinal % BLOCK] !== 0;
  }

  /** The row of the service's funding, or 0. */
  fundingRowOf(ordinal: number): number {
    return this.blockOf(ordinal).fundingRows[ordinal % BLOCK] ?? 0;
  }

  /** The service's funding number of a column; NaN for an empty cell or no funding row. */
  fundingNumber(ordinal: number, column: number): number {
    const { fundingRows, hundredths } = this.blockOf(ordinal);
    const place = ordinal % BLOCK;
    if (fundingRows[place] === 0) return NaN;
    const packed = hundredths[place * this.columns + column] as number;
    if (packed === NONE) return NaN;
    return packed === APART ? (this.apart.get(ordinal * this.columns + column) as number) : packed / 100;
  }

  /** Funding rows whose service never came. */
  *fundingWithoutService(): Generator<{ id: string; row: number }> {
    for (let ordinal = 0; ordinal < this.ids.size; ordinal += 1) {
      const { fundingRows, serviceRows } = this.blockOf(ordinal);
      const place = ordinal % BLOCK;
      if (serviceRows[place] === 0) yield { id: this.ids.textOf(ordinal), row: fundingRows[place] ?? 0 };
    }
  }

  private blockOf(ordinal: number): Block {
    return this.blocks[ordinal >>> BLOCK_BITS] as Block;
  }
}

function hundredthsOf(value: number): number {
  const hundredths = Math.round(value * 100);
  return hundredths >= 0 && hundredths < APART && hundredths / 100 === value ? hundredths : APART;
}
