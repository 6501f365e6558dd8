import { once } from 'node:events';
import type { ClientBase } from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';

const CHUNK_BYTES = 64 * 1024;
/** So much may wait for the server before the caller has to: it stops now and then, to write its log for one. */
const BYTES_IN_FLIGHT = 512 * 1024;
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const NULL_LENGTH = -1;
const JSONB_VERSION = 1;
const DAY_MS = 24 * 60 * 60 * 1000;
/** PostgreSQL counts days from 2000. */
const DAYS_TO_2000 = Date.UTC(2000, 0) / DAY_MS;

/**
 * Streams rows into a table by COPY in PostgreSQL's binary format (manual, "COPY", "Binary Format"): a number goes
 * as its bytes, so that neither side writes or reads digits. Values are put column by column, in the types of the
 * columns, after `row()`; `settled` is what a caller awaits now and then, so that only a few chunks are in flight.
 */
export class BinaryCopy {
  private readonly stream: CopyStreamQuery;
  private readonly columns: number;
  private chunk!: Buffer;
  private view!: DataView;
  private used = 0;
  private drained: Promise<void> | null = null;
  private failure: Error | null = null;

  /** @param table and columns: names of our own, never from a request */
  constructor(client: ClientBase, table: string, columns: readonly string[]) {
    this.columns = columns.length;
    const sql = `copy ${table} (${columns.join(', ')}) from stdin (format binary)`;
    this.stream = client.query(copyFrom(sql, { highWaterMark: BYTES_IN_FLIGHT }));
    this.stream.on('error', (error: Error) => {
      this.failure = error;
      // What it still holds would be written to a connection that the library has let go of by then.
      this.stream.destroy();
    });
    this.startChunk(CHUNK_BYTES);
    this.used = SIGNATURE.copy(this.chunk);
  }

  row(): void {
    this.reserve(2);
    this.putInt16(this.columns);
  }

  smallint(value: number): void {
    this.reserve(6);
    this.putInt32(2);
    this.putInt16(value);
  }

  integer(value: number): void {
    this.reserve(8);
    this.putInt32(4);
    this.putInt32(value);
  }

  bigint(value: number): void {
    this.reserve(12);
    this.putInt32(8);
    this.putInt32(Math.floor(value / 2 ** 32));
    this.putInt32(value);
  }

  /** @param isoDay YYYY-MM-DD */
  date(isoDay: string): void {
    this.reserve(8);
    this.putInt32(4);
    this.putInt32(Date.parse(isoDay) / DAY_MS - DAYS_TO_2000);
  }

  double(value: number): void {
    this.reserve(12);
    this.putDouble(value);
  }

  /** So many columns: each its number, or null for NaN. */
  doubles(values: Float64Array): void {
    this.reserve(12 * values.length);
    for (const value of values) {
      if (Number.isNaN(value)) this.putInt32(NULL_LENGTH);
      else this.putDouble(value);
    }
  }

  text(value: string): void {
    this.sized(value, 0);
  }

  jsonb(value: object): void {
    this.sized(JSON.stringify(value), JSONB_VERSION);
  }

  settled(): Promise<void> | null {
    if (this.failure) throw this.failure;
    return this.drained;
  }

  async end(): Promise<void> {
    this.reserve(2);
    this.putInt16(NULL_LENGTH);
    this.flush();
    await this.settled();
    const finished = once(this.stream, 'finish');
    this.stream.end();
    await finished;
  }

  /** A text with its length before it, and a version byte before the text where the type wants one. */
  private sized(value: string, version: number): void {
    this.reserve(5 + value.length * 3);
    const start = this.used + 4;
    let at = start;
    if (version > 0) at = this.chunk.writeInt8(version, at);
    at += this.chunk.write(value, at, 'utf8');
    this.putInt32(at - start);
    this.used = at;
  }

  private putInt16(value: number): void {
    this.view.setInt16(this.used, value);
    this.used += 2;
  }

  private putInt32(value: number): void {
    this.view.setInt32(this.used, value);
    this.used += 4;
  }

  private putDouble(value: number): void {
    this.putInt32(8);
    this.view.setFloat64(this.used, value);
    this.used += 8;
  }

  private reserve(bytes: number): void {
    if (this.used + bytes <= this.chunk.length) return;
    this.flush();
    if (bytes > this.chunk.length) this.startChunk(bytes);
  }

  /** Numbers go through a DataView: Buffer's own writers check more than they write. */
  private startChunk(bytes: number): void {
    this.chunk = Buffer.allocUnsafe(bytes);
    this.view = new DataView(this.chunk.buffer, this.chunk.byteOffset, this.chunk.byteLength);
    this.used = 0;
  }

  private flush(): void {
    if (this.failure) this.used = 0;
    if (this.used === 0) return;
    const isFree = this.stream.write(this.chunk.subarray(0, this.used));
    this.startChunk(CHUNK_BYTES);
    if (isFree || this.drained) return;
    this.drained = once(this.stream, 'drain').then(() => {
      this.drained = null;
    });
    // A failure is thrown by settled(); here it must only not go unhandled.
    this.drained.catch(() => undefined);
  }
}
