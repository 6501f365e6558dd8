import { grown, IdIndex } from './id-index.ts';

const MENTIONED = -1;

/**
 * What the funding table says, by service, and which services have been met: the memory of one extract while it
 * is read, packed because an extract may hold a million services.
 */
export class GivenNumbers {
  private readonly ids = new IdIndex();
  private fundingRows = new Int32Array(1 << 10);
  private serviceRows = new Int32Array(1 << 10);
  private readonly columns: Float64Array[];

  constructor(columns: number) {
    this.columns = Array.from({ length: columns }, () => new Float64Array(1 << 10));
  }

  /** A service's ordinal, by which all else is asked; given to it now if its id is new. */
  ordinalFor(id: string): number {
    const ordinal = this.ids.add(id);
    if (ordinal === this.fundingRows.length) {
      this.fundingRows = grown(this.fundingRows);
      this.serviceRows = grown(this.serviceRows);
      this.columns.forEach((column, index) => {
        this.columns[index] = grown(column);
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
    const before = this.fundingRows[ordinal] ?? 0;
    if (before > 0) return before;
    this.fundingRows[ordinal] = row;
    for (let column = 0; column < at.length; column += 1) {
      const value = values[at[column] as number];
      (this.columns[column] as Float64Array)[ordinal] = typeof value === 'number' ? value : NaN;
    }
    return 0;
  }

  /** Remembers a service row. Returns 0, or the row that had this id before. */
  addService(ordinal: number, row: number): number {
    const before = this.serviceRows[ordinal] ?? 0;
    if (before > 0) return before;
    this.serviceRows[ordinal] = row;
    return 0;
  }

  /** Remembers that a service with funding is in the file, though not in which row. */
  mentionService(id: string): void {
    const ordinal = this.ids.ordinalOf(id);
    if (ordinal >= 0 && this.serviceRows[ordinal] === 0) this.serviceRows[ordinal] = MENTIONED;
  }

  /** The row of the service's funding, or 0. */
  fundingRowOf(ordinal: number): number {
    return this.fundingRows[ordinal] ?? 0;
  }

  /** The service's funding number of a column; NaN for an empty cell or no funding row. */
  fundingNumber(ordinal: number, column: number): number {
    return this.fundingRowOf(ordinal) > 0 ? (this.columns[column]?.[ordinal] ?? NaN) : NaN;
  }

  /** Funding rows whose service never came. */
  *fundingWithoutService(): Generator<{ id: string; row: number }> {
    for (let ordinal = 0; ordinal < this.ids.size; ordinal += 1) {
      if (this.serviceRows[ordinal] === 0) yield { id: this.ids.idOf(ordinal), row: this.fundingRows[ordinal] ?? 0 };
    }
  }
}
