import { once } from 'node:events';
import type { ClientBase } from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';

/**
 * Streams rows into a table by COPY. Lines are gathered into large chunks; `settled` is what a caller awaits now
 * and then, so that no more than a few chunks are in flight.
 */
export class CopyWriter {
  private readonly stream: CopyStreamQuery;
  private lines = '';
  private drained: Promise<void> | null = null;
  private failure: Error | null = null;

  /** @param into table and columns, `findings (upload_id, number)`: never from a request */
  constructor(client: ClientBase, into: string) {
    this.stream = client.query(copyFrom(`copy ${into} from stdin`));
    this.stream.on('error', (error: Error) => {
      this.failure = error;
    });
  }

  /** Adds a line in COPY's text format, made with `copyText` where a value may hold anything. */
  write(line: string): void {
    this.lines += line;
    if (this.lines.length >= CHUNK) this.flush();
  }

  settled(): Promise<void> | null {
    if (this.failure) throw this.failure;
    return this.drained;
  }

  async end(): Promise<void> {
    if (this.failure) throw this.failure;
    this.flush();
    const ended = once(this.stream, 'finish');
    this.stream.end();
    await ended;
  }

  private flush(): void {
    if (this.lines === '') return;
    const isFree = this.stream.write(Buffer.from(this.lines, 'utf8'));
    this.lines = '';
    if (!isFree && !this.drained) {
      this.drained = once(this.stream, 'drain').then(() => {
        this.drained = null;
      });
      this.drained.catch(() => undefined);
    }
  }
}

const CHUNK = 64 * 1024;

/** NULL in COPY's text format. */
export const COPY_NULL = '\\N';

/** A text as COPY's text format wants it. */
export function copyText(text: string): string {
  return NEEDS_ESCAPE.test(text) ? text.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character] ?? '') : text;
}

const NEEDS_ESCAPE = /[\\\n\r\t]/;
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
