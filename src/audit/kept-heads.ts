import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Secrets } from '../platform/secrets.ts';
import type { Head } from './chain.ts';

/** Heads of the chain, kept outside the database, each under an HMAC whose key is not in it either. */
export interface KeptHeads {
  /** Every head that was kept, the oldest first, or the line that is not what was written there. */
  read(): Promise<{ kind: 'sound'; heads: KeptHead[] } | { kind: 'forged'; line: number }>;
  /** Adds one; it is on the disk when this resolves. */
  keep(head: KeptHead): Promise<void>;
}

export interface KeptHead extends Head {
  /** ISO 8601. */
  at: string;
}

const keptLine = z.object({
  at: z.string(),
  position: z.number().int().positive(),
  hash: z.hex().length(64),
  mac: z.hex().length(64),
});
type KeptLine = z.output<typeof keptLine>;

/** DATA_DIR/audit-heads.jsonl: each line's MAC covers the line and the MAC before it. Copy it to another place daily. */
export function keptHeads(dataDir: string, { pepper }: Pick<Secrets, 'pepper'>): KeptHeads {
  const key = Buffer.from(hkdfSync('sha256', pepper, '', 'SP-Bench audit heads', 32));
  const file = path.join(dataDir, 'audit-heads.jsonl');
  const macOf = (before: string, { at, position, hash }: Omit<KeptLine, 'mac'>): Buffer =>
    createHmac('sha256', key).update([before, at, position, hash].join('\n')).digest();
  const linesOf = async (): Promise<unknown[]> => {
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
      throw error;
    });
    return text.split('\n').filter(Boolean).map(parsedJson);
  };
  return {
    async read() {
      let before = '';
      const heads: KeptHead[] = [];
      for (const [index, given] of (await linesOf()).entries()) {
        const { success, data } = keptLine.safeParse(given);
        if (!success || !timingSafeEqual(Buffer.from(data.mac, 'hex'), macOf(before, data)))
          return { kind: 'forged', line: index + 1 };
        before = data.mac;
        heads.push({ at: data.at, position: data.position, hash: Buffer.from(data.hash, 'hex') });
      }
      return { kind: 'sound', heads };
    },
    async keep({ at, position, hash }) {
      const last = keptLine.safeParse((await linesOf()).at(-1));
      const line = { at, position, hash: hash.toString('hex') };
      const mac = macOf(last.success ? last.data.mac : '', line).toString('hex');
      await mkdir(dataDir, { recursive: true });
      const handle = await open(file, 'a', 0o600);
      try {
        await handle.appendFile(`${JSON.stringify({ ...line, mac })}\n`);
        await handle.sync();
      } finally {
        await handle.close();
      }
    },
  };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
