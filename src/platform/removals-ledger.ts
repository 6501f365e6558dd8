import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Secrets } from './secrets.ts';

const entry = z.object({
  /** An account (its uploads stay), an upload, or what an authority has beside people and uploads. */
  subject: z.enum(['account', 'upload', 'departure']),
  id: z.number().int().positive(),
  /** What was made later under the same number is another's. ISO 8601. */
  at: z.iso.datetime(),
  /** Number of the removal. */
  removal: z.number().int().positive(),
});
const sealedEntry = entry.extend({ mac: z.hex().length(64) });

export type RemovedEntry = z.output<typeof entry>;

/** The register of removals outside the database, for those who write it and do it again after a restore. */
export interface RemovalsLedger {
  /** Lays a removal's lines aside, on the disk, before the database has done it. */
  prepare(removal: number, entries: readonly RemovedEntry[]): Promise<void>;
  /** Puts them into the register, once the database has; harmless when repeated. */
  confirm(removal: number): Promise<void>;
  discard(removal: number): Promise<void>;
  /** Removals whose lines were laid aside when the process ended. */
  prepared(): Promise<number[]>;
  /** Every line that was written here; throws where one is not what was written. */
  entries(): Promise<RemovedEntry[]>;
}

/**
 * DATA_DIR/removals.jsonl, which `removalsRegister` reads: each line's MAC covers the line and the MAC before it, with a
 * key that is not in the database. Lines of earlier releases, without one, stand before the first that has one.
 */
export function removalsLedger(dataDir: string, { pepper }: Pick<Secrets, 'pepper'>): RemovalsLedger {
  const key = Buffer.from(hkdfSync('sha256', pepper, '', 'SP-Bench removals', 32));
  const file = path.join(dataDir, 'removals.jsonl');
  const aside = path.join(dataDir, 'removals-in-hand');
  const asideOf = (removal: number): string => path.join(aside, `${removal}.json`);
  const macOf = (before: string, { subject, id, at, removal }: RemovedEntry): string =>
    createHmac('sha256', key).update([before, subject, id, at, removal].join('\n')).digest('hex');
  let last: Promise<unknown> = Promise.resolve();

  async function read(): Promise<{ entries: RemovedEntry[]; mac: string }> {
    let mac = '';
    const entries: RemovedEntry[] = [];
    for (const [index, line] of (await textOf(file)).split('\n').entries()) {
      if (line.trim() === '') continue;
      const given = sealedEntry.safeParse(parsedJson(line));
      if (!given.success && mac === '' && !line.includes('"mac"')) continue;
      if (!given.success || !isSame(given.data.mac, macOf(mac, given.data)))
        throw new Error(`Line ${index + 1} of the register of removals is not what was written: ${file}`);
      ({ mac } = given.data);
      const { subject, id, at, removal } = given.data;
      entries.push({ subject, id, at, removal });
    }
    return { entries, mac };
  }

  async function confirm(removal: number): Promise<void> {
    const text = await textOf(asideOf(removal));
    if (text === '') return;
    const { entries, mac } = await read();
    // Cut off between the two steps below, the lines are there already.
    if (!entries.some((one) => one.removal === removal)) {
      let before = mac;
      const lines = z
        .array(entry)
        .parse(parsedJson(text))
        .map((one) => {
          before = macOf(before, one);
          return `${JSON.stringify({ ...one, mac: before })}\n`;
        });
      await write(file, 'a', lines.join(''));
    }
    await rm(asideOf(removal), { force: true });
  }

  return {
    async prepare(removal, entries) {
      await mkdir(aside, { recursive: true, mode: 0o700 });
      await write(`${asideOf(removal)}.part`, 'w', JSON.stringify(entries));
      await rename(`${asideOf(removal)}.part`, asideOf(removal));
    },
    confirm(removal) {
      // One after the other: each line stands on the one before.
      const next = last.then(() => confirm(removal));
      last = next.catch(() => undefined);
      return next;
    },
    discard: (removal) => rm(asideOf(removal), { force: true }),
    async prepared() {
      const names = await readdir(aside).catch(() => []);
      return names.flatMap((name) => (/^\d+\.json$/.test(name) ? [Number.parseInt(name, 10)] : []));
    },
    entries: async () => (await read()).entries,
  };
}

async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  });
}

/** On the disk when this resolves. */
async function write(file: string, flag: 'a' | 'w', text: string): Promise<void> {
  const handle = await open(file, flag, 0o600);
  try {
    await handle.appendFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isSame(given: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(given, 'hex'), Buffer.from(right, 'hex'));
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
